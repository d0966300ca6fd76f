// Other people's pages: whatever they do, the planner looks and works the same, and leaves them alone.

import assert from "node:assert/strict";
import { axe, named, ready, scene, shot } from "./harness.mjs";

/** How the planner looks: what a host's styles most often spoil. */
const looks = (host) =>
  host.planner.evaluate((planner) => {
    const style = (selector, ...names) => {
      const node = planner.shadowRoot.querySelector(selector);
      const computed = getComputedStyle(node);
      return names.map((name) => `${selector} ${name}: ${computed[name]}`);
    };
    return [
      ...style("h2", "display", "fontSize", "fontFamily", "letterSpacing", "textTransform", "color", "float", "textAlign"),
      ...style("p", "display", "fontSize", "lineHeight", "letterSpacing", "color", "float", "wordSpacing"),
      ...style("button", "display", "backgroundColor", "color", "borderRadius", "paddingLeft", "fontSize"),
    ];
  });

let plain;
scene("on a plain page", {}, async (host) => {
  await ready(host);
  plain = await looks(host);
  await axe(host);
  await shot(host, "host-demo");
});

for (const [name, path] of [["hostile styles", "hostile-css"], ["a small root font", "root-font"], ["a strict policy", "strict-policy"]]) {
  scene(`with ${name}, the planner looks as on a plain page`, { path: `/hosts/${path}.html` }, async (host) => {
    await ready(host);
    assert.deepEqual(await looks(host), plain);
    await axe(host);
    await shot(host, `host-${path}`);
  });
}

scene("with an attribute `hidden`, the planner is out of sight", { path: "/hosts/hostile-css.html" }, async (host) => {
  await ready(host);
  await host.planner.evaluate((planner) => (planner.hidden = true));
  assert.ok(!(await host.planner.isVisible()));
});

for (const path of ["two", "moved"]) {
  scene(`the page ${path}.html is sound`, { path: `/hosts/${path}.html` }, async (host) => {
    await ready(host, path === "two" ? 2 : 1);
    await axe(host, "html");
    await shot(host, `host-${path}`);
  });
}

scene("a host's own tokens change the look", {}, async (host) => {
  await ready(host);
  const size = () => host.planner.evaluate((planner) => getComputedStyle(planner.shadowRoot.querySelector("h2")).fontSize);
  const before = parseFloat(await size());
  await host.planner.evaluate((planner) => planner.style.setProperty("--ep-rem", "20px"));
  assert.equal(parseFloat(await size()), before * 1.25);
});

scene("the same views stand in a plain element, for tests that cannot see into a shadow root", { path: "/hosts/light.html" }, async (host) => {
  await named(host, "heading", /./, host.page.locator(".ep-light")).first().waitFor();
  await axe(host, ".ep-light");
});

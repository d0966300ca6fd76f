// The planner in a frame: as high as it is, with a host that listens to nobody else, and scrolling inside without one.

import assert from "node:assert/strict";
import { axe, baseUrl, keyTo, named, press, scene, shot, until } from "./harness.mjs";
import { download } from "./walk.mjs";

const path = "/hosts/frame.html";
/** The same server under another name: another origin, and another site. */
const ELSEWHERE = baseUrl.replace("127.0.0.1", "localhost");

const inside = (host) => host.page.frames().find((frame) => frame.url().includes("embed.html"));
const within = (host) => host.page.frameLocator("iframe");
const height = (host) => host.page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().height);
/** The height of what is in the frame. */
const content = (host) => inside(host).evaluate(() => document.body.getBoundingClientRect().height);
const fitted = (host) => until(async () => inside(host) && Math.abs((await height(host)) - (await content(host))) <= 1, "the frame is as high as the planner");

/** Puts the frame's page at the other address. A frame that goes elsewhere while it loads is easily lost by the driver. */
async function elsewhere(host) {
  await fitted(host);
  await host.page.evaluate((base) => {
    const frame = document.querySelector("engagement-planner-frame");
    frame.setAttribute("src", `${base}/embed.html`);
  }, ELSEWHERE);
}

for (const far of [false, true]) {
  scene(`the frame is as high as the planner on each page, ${far ? "from another origin" : "from the same"}`, { path, width: 900 }, async (host) => {
    if (far) await elsewhere(host);
    await until(() => inside(host)?.url().startsWith(far ? ELSEWHERE : baseUrl), "it is the page that was asked for");
    assert.match(inside(host).url(), /organisation=Example(\+|%20)Trust/);
    const within = inside;
    await within(host).getByRole("heading", { name: "Plan how to involve people" }).waitFor();
    assert.equal(await within(host).getByRole("heading", { name: "Plan how to involve people" }).evaluate((node) => node.localName), "h2");
    await fitted(host);
    const first = await height(host);
    assert.ok(first > 700);
    await press(host, "Start a new plan", "button", within(host));
    await within(host).getByRole("checkbox").first().waitFor();
    await fitted(host);
    const box = within(host).getByRole("checkbox").first();
    await box.check();
    await press(host, "Continue", "button", within(host));
    await until(async () => (await within(host).getByRole("radio").count()) > 0 || (await within(host).getByRole("checkbox").first().isChecked()) === false, "the second question is there");
    await fitted(host);
    assert.equal(await inside(host).evaluate(() => document.documentElement.scrollHeight > document.documentElement.clientHeight + 1), false, "nothing scrolls inside");
    if (!far) await shot(host, "frame");
    // The other name is our own server's too.
    host.requests = host.requests.filter(({ url }) => !url.startsWith(ELSEWHERE));
  });
}

scene("a frame that is at another address from the first fits, and nothing is said on the console", { path }, async (host) => {
  await fitted(host);
  // What is heard from the page is held against it: a greeting to the empty frame, before its page has come, would be.
  await host.page.evaluate((base) => {
    const frame = document.createElement("engagement-planner-frame");
    frame.setAttribute("src", `${base}/embed.html`);
    document.querySelector("engagement-planner-frame").replaceWith(frame);
  }, ELSEWHERE);
  await until(() => inside(host)?.url().startsWith(ELSEWHERE), "it is the page that was asked for");
  await within(host).getByRole("heading", { name: "Plan how to involve people" }).waitFor();
  await fitted(host);
  host.requests = host.requests.filter(({ url }) => !url.startsWith(ELSEWHERE));
});

scene("a page that is turned at the foot of a high frame is read from its head", { path }, async (host) => {
  await within(host).getByRole("button", { name: "Start a new plan" }).click();
  await fitted(host);
  await host.page.setViewportSize({ width: 1280, height: 500 });
  await within(host).getByRole("checkbox").first().check();
  await keyToInside(host, "Continue");
  await until(async () => (await named(host, "group", undefined, within(host)).first().getByRole("heading").evaluate((node) => node === node.getRootNode().activeElement)), "the next question has the focus");
  const seen = async () => {
    const top = await host.page.locator("iframe").evaluate((frame) => frame.getBoundingClientRect().top);
    const head = await named(host, "group", undefined, within(host)).first().getByRole("heading").evaluate((node) => node.getBoundingClientRect().top);
    return top + head >= 0 && top + head < 500;
  };
  await until(seen, "its heading can be seen");
});

async function keyToInside(host, name) {
  const target = within(host).getByRole("button", { name });
  for (let count = 0; count < 60; count += 1) {
    if (await target.evaluate((node) => node.getRootNode().activeElement === node)) break;
    await host.page.keyboard.press("Tab");
  }
  await host.page.keyboard.press("Enter");
}

scene("messages of others are not listened to", { path }, async (host) => {
  // All of it is here, so that the height stays as it is.
  await until(() => inside(host)?.evaluate(() => !!document.querySelector("engagement-planner")?.plan), "there is a plan");
  await until(async () => (await within(host).locator(".plain-list li").count()) > 0, "the examples are there");
  await fitted(host);
  const before = await height(host);
  await host.page.evaluate(async () => {
    const frame = document.querySelector("engagement-planner-frame").shadowRoot.querySelector("iframe");
    const height = { from: "engagement-planner", says: "height", height: 5000 };
    // From the page itself, and from another frame.
    postMessage(height, "*");
    const other = document.createElement("iframe");
    document.body.append(other);
    other.contentWindow.parent.postMessage(height, "*");
    dispatchEvent(new MessageEvent("message", { data: height, origin: "https://elsewhere.example", source: frame.contentWindow }));
    // From the frame itself, in shapes that are none of ours.
    for (const odd of [null, 7, "height", {}, { from: "engagement-planner", says: "height", height: "9000px" }, { from: "engagement-planner", says: "height", height: 1e9 }, { from: "engagement-planner", says: "height", height: NaN }, { from: "engagement-planner", says: "top", top: {} }]) {
      dispatchEvent(new MessageEvent("message", { data: odd, origin: location.origin, source: frame.contentWindow }));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    other.remove();
  });
  assert.equal(await height(host), before);
  assert.equal(await host.page.evaluate(() => scrollY), 0);
});

scene("the frame's page tells its height to the page that holds it alone, and nothing of the plan", { path }, async (host) => {
  await within(host).getByRole("button", { name: "Start a new plan" }).click();
  await fitted(host);
  const told = await host.page.evaluate(async () => {
    const told = [];
    addEventListener("message", ({ data }) => told.push(data));
    const frame = document.querySelector("engagement-planner-frame").shadowRoot.querySelector("iframe");
    frame.contentWindow.postMessage({ to: "engagement-planner", says: "hello" }, "*");
    await new Promise((resolve) => setTimeout(resolve, 300));
    return told;
  });
  assert.ok(told.length >= 1, "it answers the page that holds it");
  for (const what of told) assert.ok(Object.keys(what).every((key) => ["from", "says", "height", "top", "code"].includes(key)), JSON.stringify(what));
});

scene("without the host's script the frame's page scrolls by itself, and the planner works", { path: "/embed.html?organisation=Example%20Trust&heading-level=3" }, async (host) => {
  await named(host, "heading", "Plan how to involve people").waitFor();
  assert.equal(await named(host, "heading", "Plan how to involve people").evaluate((node) => node.localName), "h3");
  await press(host, "Start a new plan");
  await named(host, "checkbox").first().waitFor();
  assert.equal(await host.page.evaluate(() => document.documentElement.style.overflow), "");
  await axe(host);
  await shot(host, "embed");
});

scene("in a frame with a sandbox that lets nothing through, plain words say what to ask for", {
  path,
  expected: [/CORS|ERR_FAILED|Failed to load|Fetch API cannot load/],
}, async (host) => {
  await host.page.evaluate((base) => {
    const frame = document.createElement("iframe");
    frame.sandbox = "allow-scripts";
    frame.title = "sandboxed";
    frame.style.width = "400px";
    frame.style.height = "400px";
    frame.src = `${base}/embed.html`;
    document.querySelector("engagement-planner-frame").replaceWith(frame);
  }, baseUrl);
  await host.page.frameLocator('iframe[title="sandboxed"]').getByRole("heading", { name: "The planner cannot start in this frame" }).waitFor();
  await host.page.screenshot({ path: new URL("out/frame-sandbox.png", import.meta.url).pathname });
});

scene("in a frame of another site, where storage is kept apart or refused, the planner starts and says how it keeps the work", {
  path,
  before: (host) =>
    host.page.addInitScript(() => {
      if (window !== top) for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
    }),
}, async (host) => {
  await elsewhere(host);
  await until(() => inside(host)?.url().startsWith(ELSEWHERE), "it is another site's");
  await within(host).getByText("This browser forbids keeping your work.").first().waitFor();
  const file = await download(host, async () => {
    await inside(host).evaluate(async () => {
      const planner = document.querySelector("engagement-planner");
      const blob = await planner.export("json");
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "plan.json" });
      link.click();
    });
  });
  assert.match(file.name, /\.json$/);
  host.requests = host.requests.filter(({ url }) => !url.startsWith(ELSEWHERE));
});

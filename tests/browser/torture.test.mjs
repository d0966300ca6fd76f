// Pages that are hard on whoever lands on them: on each, the first steps of the journey by keys alone, and a host page
// that is in the end as it would have been without us.

import assert from "node:assert/strict";
import { axe, baseUrl, file, fits, keyTo, named, open, scene, shot, until } from "./harness.mjs";
import { asked, at, byKeys, go, pick, questions, scenario, title } from "./walk.mjs";

const { answers } = scenario("gp-practice-closure");

/**
 * The pages. `path` is below `hosts/`.
 *
 * `reveal`   what a person does first, to have the planner before them
 * `within`   a selector of the frame that the planner stands in
 * `place`    where the planner is, for axe
 * `before`   runs before the page is opened; for routes
 * `disturb`  what the host does to the planner when the second answer is picked, and `absent` when it is not picked yet
 * `undo`     what axe itself cannot bear, and is taken back before it looks
 */
const PAGES = [
  { says: "is plain", path: "plain.html" },
  { says: "has a strict policy", path: "strict-policy.html" },
  { says: "enforces Trusted Types", path: "trusted-types.html" },
  { says: "has SharePoint's policy", path: "sharepoint.html" },
  { says: "allows no worker and no frame of others", path: "no-workers.html" },
  { says: "has hostile styles", path: "hostile-css.html" },
  { says: "has a small root font", path: "root-font.html" },
  { says: "has two planners", path: "two.html" },
  { says: "brings two versions", path: "two-versions.html" },
  { says: "hides the planner in a tab at first", path: "tabs.html", reveal: (host) => keyTo(host, "Planner", "tab") },
  { says: "opens the planner in a dialog", path: "dialog.html", reveal: (host) => keyTo(host, "Open the planner") },
  { says: "folds the planner away at first", path: "details.html", reveal: (host) => unfold(host) },
  { says: "scrolls inside a box", path: "scroller.html" },
  { says: "moves the planner", path: "moved.html", disturb: (host) => press(host, "move") },
  { says: "takes the planner out and puts it back", path: "put-back.html", absent: (host) => press(host, "turn", "turn") },
  { says: "draws itself again", path: "drawn-again.html", disturb: (host) => press(host, "again") },
  { says: "has the planner inside another component", path: "inside-shadow.html", place: { fromShadowDom: ["x-card", "engagement-planner"] } },
  { says: "has grids and flexible boxes", path: "grid.html" },
  { says: "has a narrow column", path: "narrow.html" },
  { says: "lays out with a table", path: "table.html" },
  { says: "changes what the language has built in", path: "patched.html", undo: () => delete Array.prototype.each && delete Object.prototype.extend },
  { says: "listens to every key", path: "keys.html" },
  { says: "forbids to select and hides the focus", path: "no-select.html" },
  { says: "has another base", path: "base.html" },
  { says: "is in a frame", path: "framed.html", within: "iframe" },
  { says: "shuts the planner in a frame without an origin", path: "sandboxed.html", within: "iframe", before: shared },
  { says: "draws only what is seen", path: "unseen.html" },
  { says: "zooms", path: "zoomed.html" },
  { says: "scales", path: "scaled.html" },
  { says: "has a head that stays", path: "sticky.html" },
  { says: "is XHTML", path: "strict-mark-up.xhtml" },
];

/** Opens a part of the page that is folded, by keys. */
async function unfold(host) {
  const summary = host.page.locator("summary").first();
  await summary.focus();
  await host.page.keyboard.press("Enter");
}

/** The host's own buttons, pressed as its scripts would. The focus stays where it is. */
const press = async (host, ...ids) => {
  for (const id of ids) {
    await host.page.evaluate((id) => document.getElementById(id).click(), id);
    await host.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }
};

/** A server that lets a page without an origin read its files: such a frame can have no module otherwise. */
function shared(host) {
  return host.page.route("**/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
  });
}

/** The frame that the planner stands in. */
const frameOf = (host, { within }) => (within ? host.page.frames().at(-1) : host.page.mainFrame());

/** All of the host that is not ours: its address and title, the names on its window, its markup, and how all of it looks. */
const hostOf = (frame) =>
  frame.evaluate(() => {
    // What follows from how much room the planner takes.
    const room = /^(width|height|inline-size|block-size|perspective-origin|transform-origin|top|right|bottom|left|inset-.*|margin-.*|grid-template-(rows|columns))$/;
    const looks = (node) => {
      const style = getComputedStyle(node);
      return [...style].filter((name) => !room.test(name)).map((name) => `${name}: ${style.getPropertyValue(name)}`);
    };
    const own = [...document.querySelectorAll("*")].filter((node) => !node.parentElement?.closest("engagement-planner"));
    return {
      address: location.href,
      title: document.title,
      steps: history.length,
      sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
      names: Object.getOwnPropertyNames(window).sort(),
      built: [Array.prototype, Object.prototype, Element.prototype, Document.prototype].map((one) => Object.getOwnPropertyNames(one).sort().join(" ")),
      markup: new XMLSerializer().serializeToString(document),
      looks: own.filter((node) => node.localName !== "engagement-planner").flatMap((node, no) => looks(node).map((line) => `${no} ${node.localName} ${line}`)),
    };
  });

/** The same page without us: its loader never comes. */
async function without(page) {
  const host = await open({ path: `/hosts/${page.path}`, before: (host) => host.page.route("**/engagement-planner.js*", (route) => route.abort()) });
  try {
    await page.reveal?.(host);
    await page.disturb?.(host);
    await page.absent?.(host);
    // With the planner there, the focus is in it.
    await host.page.evaluate(() => document.activeElement.blur());
    return await hostOf(frameOf(host, page));
  } finally {
    await host.page.context().close();
  }
}

/** What has the focus is not covered by anything else of the page. */
const uncovered = (locator) =>
  locator.evaluate((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const [x, y] = [left + Math.min(width / 2, 20), top + Math.min(height / 2, 10)];
    let seen = document.elementFromPoint(x, y);
    while (seen?.shadowRoot) {
      const deeper = seen.shadowRoot.elementFromPoint(x, y);
      if (!deeper || deeper === seen) break;
      seen = deeper;
    }
    return node.contains(seen) || (seen?.contains(node) ?? false);
  });

/** The heading of the page that is open has the focus and can be seen. */
async function stands(host, words) {
  await at(host, words);
  const heading = host.planner.getByRole("heading", { level: 2 });
  assert.ok(await uncovered(heading), `nothing covers “${await heading.innerText()}”`);
}

for (const page of PAGES) {
  const { says, path, reveal, within, place = "engagement-planner", before, disturb, absent, undo } = page;

  scene(`on a host that ${says}, the first five steps go by keys alone, and the host is as without us`, { path: `/hosts/${path}`, before }, async (host) => {
    const expected = await without(page);
    if (within) host.planner = host.page.frameLocator(within).locator("engagement-planner").first();
    await reveal?.(host);

    await host.planner.getByRole("button", { name: "Start a new plan", exact: true }).waitFor();
    await go(host, "Start a new plan", { by: byKeys });
    await stands(host, questions[0].ask);
    for (const step of [1, 2, 3]) {
      const { id, ask } = await asked(host);
      if (step === 2) await absent?.(host);
      await pick(host, id, answers[id], byKeys);
      if (step === 2) await disturb?.(host);
      await go(host, "Continue", { by: byKeys });
      await until(async () => (await title(host)) !== ask, `the page after ${id} opens`);
      await stands(host, /./);
    }
    await go(host, "Back", { by: byKeys });
    await stands(host, /./);
    const given = await host.planner.evaluate((planner) => planner.answers);
    assert.equal(Object.keys(given).length, 3, "three answers are held");
    const frame = frameOf(host, page);
    const found = await hostOf(frame);
    for (const what of Object.keys(expected)) {
      const [now, then] = [found, expected].map((one) => [one[what]].flat());
      const other = [...now.filter((line) => !then.includes(line)), "instead of", ...then.filter((line) => !now.includes(line))];
      assert.deepEqual(other, ["instead of"], `${what} of the host`);
    }
    if (undo) await frame.evaluate(undo);
    await axe(host, place, frame);
    if (!within) await fits(host, "the planner");
    await shot(host, `torture-${path.replace(/\..*$/, "")}`);

    // All that is fetched is ours, and once all is here nothing more is.
    const asks = () => host.requests.filter(({ url }) => url.startsWith(baseUrl)).map(({ method, url, body }) => [method, new URL(url).pathname, body]);
    for (const last of [file("later", "wasm"), file("handbook", "bin")]) await until(() => asks().some(([, path]) => path === last), `${last} is asked for`);
    await until(() => host.planner.evaluate((planner) => planner.plan !== null), "all of it is here");
    const before = asks();
    for (const [method, path, body] of before) {
      assert.deepEqual([method, body], ["GET", null], path);
      assert.match(path, /^\/(hosts\/[a-z-]+\.(html|xhtml|js|css)|engagement-planner\.js|demo\.css|[a-z]+-[0-9a-f]{10}\.(wasm|bin))$/);
    }
    const hashed = before.map(([, path]) => path).filter((path) => path.split("/").length === 2 && /-[0-9a-f]{10}\./.test(path));
    assert.deepEqual(hashed, [...new Set(hashed)], "and nothing is fetched twice");
    await go(host, "Continue", { by: byKeys });
    await stands(host, /./);
    assert.deepEqual(asks(), before, "nothing more is asked for");
  });
}

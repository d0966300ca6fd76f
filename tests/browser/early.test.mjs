// The first two pages stand before the planner is here: they are the planner's own, and what is done on them is not lost.

import assert from "node:assert/strict";
import { axe, ask, file, hasFocus, keyTo, named, press, ready, scene, shot, until } from "./harness.mjs";

/** Holds the planner's program back until `let go` is called. */
function held(stem = "planner") {
  let go;
  const gone = new Promise((resolve) => (go = resolve));
  const before = (host) => host.page.route(`**${file(stem, "wasm")}*`, async (route) => {
    await gone;
    await route.fallback();
  });
  return { go, before };
}

const START = "Plan how to involve people";
const first = (host) => named(host, "group").first();

/** What stands in the planner, as tags, attributes and words. What the planner alone can know is left out. */
const drawn = (host) =>
  host.planner.evaluate((planner) => {
    const told = (node) => {
      if (node.nodeType === 3) return node.data;
      if (node.nodeType !== 1) return "";
      const attributes = [...node.attributes].filter(({ name }) => name !== "data-later" && name !== "style").map(({ name, value }) => `${name}=${value}`);
      const later = /facts4|plain-list|status|top__saved/.test(node.className) || node.localName === "details";
      return `<${node.localName} ${attributes.sort().join(" ")}>${later ? "" : [...node.childNodes].map(told).join("")}`;
    };
    return told(planner.shadowRoot.querySelector(".ep"));
  });

for (const path of ["/", "/hosts/strict-policy.html", "/hosts/trusted-types.html"]) {
  const wait = held();
  scene(`the first page is read before the planner is here, on ${path}`, { path, before: wait.before }, async (host) => {
    await named(host, "heading", START).waitFor();
    assert.deepEqual(host.events, [], "the planner is not here yet");
    await named(host, "status").filter({ hasText: "Loading the planner. You can begin." }).waitFor({ state: "attached" });
    await axe(host);
    if (path === "/") await shot(host, "early-start");
    const early = (await drawn(host)).replace("<p class=small quiet>The examples are on their way.", "");
    wait.go();
    await ready(host);
    await until(async () => (await drawn(host)).includes("plain-list"), "the planner's own page stands there");
    const own = (await drawn(host)).replace(/<ul class=plain-list><details >/, "");
    assert.equal(early.replace(" vh", ""), own, "it is the same page");
  });
}

scene("by keyboard alone, the first question is answered before the planner is here, and the answer is kept", held.one = held(), async (host) => {
  await named(host, "heading", START).waitFor();
  await keyTo(host, "Start a new plan");
  const heading = first(host).getByRole("heading");
  await heading.waitFor();
  assert.ok(await hasFocus(heading), "the focus is on the question");
  await axe(host);
  await shot(host, "early-question");
  const choice = named(host, "checkbox").first();
  const value = await choice.getAttribute("value");
  await host.page.keyboard.press("Tab");
  while (!(await hasFocus(choice))) await host.page.keyboard.press("Tab");
  await host.page.keyboard.press("Space");
  await keyTo(host, "Continue");
  await named(host, "status").filter({ hasText: "One moment. The next question is on its way." }).waitFor();
  assert.deepEqual(host.events, []);
  held.one.go();
  await ready(host);
  await until(async () => Object.keys((await ask(host, "answers")) ?? {}).length === 1, "the answer is taken");
  assert.deepEqual(Object.values(await ask(host, "answers")), [[value]]);
  const next = first(host).getByRole("heading");
  await until(() => hasFocus(next), "the focus is on the second question");
});

scene("an answer half given is still there when the planner comes, and the focus stays", held.two = held(), async (host) => {
  await press(host, "Start a new plan");
  const choice = named(host, "checkbox").nth(1);
  const value = await choice.getAttribute("value");
  await choice.check();
  await choice.focus();
  held.two.go();
  await ready(host);
  const now = host.planner.locator(`input[value="${value}"]`);
  await until(() => now.isChecked(), "it is still chosen");
  assert.ok(await hasFocus(now), "the focus is where it was");
  await press(host, "Continue");
  await until(async () => Object.values((await ask(host, "answers")) ?? {})[0]?.[0] === value, "the planner took it");
});

scene("back and skip work before the planner is here", held.three = held(), async (host) => {
  await press(host, "Start a new plan");
  await press(host, "Back");
  const heading = named(host, "heading", START);
  await heading.waitFor();
  assert.ok(await hasFocus(heading));
  await press(host, "Start a new plan");
  await press(host, "First page and worked examples");
  await heading.waitFor();
  await press(host, "Start a new plan");
  const asked = await first(host).getByRole("heading").textContent();
  await press(host, "Skip this question");
  held.three.go();
  await ready(host);
  await until(async () => (await first(host).getByRole("heading").textContent()) !== asked, "the second question is there");
});

scene("a file that is opened before the planner is here opens when it comes", held.four = held(), async (host) => {
  const text = JSON.stringify({ format: "engagement-plan", schema: 1, edition: "", answers: { stage: "forming_options" }, edits: {} });
  await host.planner.getByLabel("Open a saved plan").setInputFiles({ name: "plan.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await named(host, "status").filter({ hasText: "Your file will open." }).waitFor();
  held.four.go();
  await ready(host);
  await until(async () => (await ask(host, "answers"))?.stage === "forming_options", "the plan is open");
});

scene("a file that is none says so when the planner comes", held.five = held(), async (host) => {
  await host.planner.getByLabel("Open a saved plan").setInputFiles({ name: "letter.json", mimeType: "application/json", buffer: Buffer.from("Dear all,") });
  held.five.go();
  await ready(host);
  await host.planner.getByText(/This is not a plan file\./).waitFor();
});

let fail;
const failing = new Promise((resolve) => (fail = resolve));
scene("what was done before is not lost when the planner must be tried again", {
  expected: [/Failed to load resource/, /net::ERR_FAILED/, /SRI's integrity checks failed/],
  // It fails when the first question has been answered, and not before.
  before: (host) => host.page.route(`**${file("planner", "wasm")}`, async (route) => {
    await failing;
    await route.abort();
  }),
}, async (host) => {
  await press(host, "Start a new plan");
  const choice = named(host, "checkbox").first();
  const value = await choice.getAttribute("value");
  await choice.check();
  await press(host, "Continue");
  fail();
  await named(host, "heading", "The planner cannot start just now").waitFor();
  await host.page.unroute(`**${file("planner", "wasm")}`);
  await press(host, "Try again");
  await ready(host);
  await until(async () => Object.values((await ask(host, "answers")) ?? {})[0]?.[0] === value, "the answer is taken");
});

scene("with the rest held back, a new plan begins and goes on", held.six = held("later"), async (host) => {
  await ready(host);
  await press(host, "Start a new plan");
  await named(host, "checkbox").first().check();
  await press(host, "Continue");
  await until(async () => Object.keys((await ask(host, "answers")) ?? {}).length === 1, "the answer is taken");
  held.six.go();
  await until(async () => ask(host, "plan"), "the rest is here");
});

scene("with work to take up, nothing new is begun before it is known", {
  before: (host) => host.page.addInitScript(() => localStorage.setItem("engagement-planner/2/open/9", "x")),
}, async (host) => {
  await ready(host);
  await named(host, "button", "Start a new plan").waitFor();
});

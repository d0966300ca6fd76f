// Several plans on one computer: kept, listed, opened, copied, removed. Undo and redo. A file or a host that opens a plan
// while another is in hand.

import assert from "node:assert/strict";
import { ask, axe, hasFocus, named, ready, scene, until } from "./harness.mjs";
import { ANSWERS, give, notice, plans, savedText, status, untilKept } from "./keeping.mjs";
import { at, example, go, inspect, mine, pick, question, questions, scenario, sorted, words } from "./walk.mjs";

const same = async (host, answers) => assert.deepEqual(sorted(await ask(host, "answers")), sorted(answers));
const SHELF = "Your plans on this computer";

/** Gives the plan in hand a name, on the page of its answers. */
const name = (host, words) => mine(host, "textbox", "A name for this plan").fill(words);
const home = async (host) => {
  await go(host, "First page and worked examples");
  await at(host, "Plan how to involve people");
};
/** The line of a plan on the shelf. */
const line = (host, words) => host.planner.getByRole("listitem").filter({ has: named(host, "button", words) });

/** Two plans: “Ward move” with answers, and a changed worked example, in hand. */
async function two(host) {
  await ready(host);
  await ask(host, "open", savedText(ANSWERS, { title: "Ward move" }));
  await at(host, "Check your answers");
  await home(host);
  await go(host, scenario("gp-practice-closure").title);
  await at(host, "Check your answers");
  await name(host, "Practice");
  await until(async () => (await plans(host.page)).map(({ title }) => title).join() === "Practice,Ward move", "both are kept, each under a key of its own");
  await home(host);
}

scene("a new plan leaves the one in hand on the shelf, and each opens again as it was", {}, async (host) => {
  await two(host);
  await mine(host, "heading", SHELF).waitFor();
  assert.match(await line(host, "Practice").innerText(), /Open now\. Last changed \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d/);
  await inspect(host, "shelf");
  await go(host, "Ward move");
  await until(() => ask(host, "answers").then(({ stage }) => stage === ANSWERS.stage), "it opens");
  await same(host, ANSWERS);
  await host.page.reload();
  await ready(host, 2);
  await same(host, ANSWERS);
  await go(host, "Practice");
  await at(host, /./);
  await same(host, scenario("gp-practice-closure").answers);
  assert.equal((await plans(host.page)).length, 2, "opening makes no copies");
  assert.equal(await notice(host), "");
});

scene("a plan can be copied and removed from the shelf; removing asks first, and says what came of it", {}, async (host) => {
  await two(host);
  await go(host, /^Copy Ward move$/);
  await until(async () => (await plans(host.page)).length === 3, "there is a copy");
  assert.equal(await status(host), "“Ward move (copy)” is kept beside it.");
  await go(host, /^Remove Ward move$/);
  const sure = mine(host, "alert").filter({ hasText: "Remove “Ward move” from this computer? It cannot be brought back." });
  await until(() => hasFocus(sure), "the question has the focus");
  await axe(host);
  await go(host, "No, keep it");
  assert.equal((await plans(host.page)).length, 3);
  await go(host, /^Remove Ward move$/);
  await go(host, "Yes, remove it");
  await until(async () => (await plans(host.page)).map(({ title }) => title).sort().join() === "Practice,Ward move (copy)", "it is gone, and no other");
  assert.equal(await status(host), "The plan has been removed from this computer.");
  await until(() => hasFocus(mine(host, "heading", SHELF)), "the focus is on the list");
  await same(host, scenario("gp-practice-closure").answers);
});

scene("removing the plan in hand leaves the others, and a new one begins empty", {}, async (host) => {
  await two(host);
  await go(host, /^Remove Practice$/);
  await go(host, "Yes, remove it");
  await until(async () => (await plans(host.page)).map(({ title }) => title).join() === "Ward move", "it is gone");
  await same(host, {});
  await host.page.waitForTimeout(500);
  assert.equal((await plans(host.page)).length, 1, "nothing of it comes back");
  await go(host, "Ward move");
  await at(host, /./);
  await same(host, ANSWERS);
});

scene("a worked example that nobody has changed leaves nothing on the shelf", {}, async (host) => {
  await example(host, "gp-practice-closure");
  await until(async () => (await plans(host.page)).length === 1, "it is kept while it is in hand");
  await home(host);
  await go(host, scenario("opening-hours").title);
  await at(host, "Check your answers");
  await host.page.waitForTimeout(500);
  assert.equal((await plans(host.page)).length, 1);
});

scene("two planners on one page have one shelf, and each its own plan in hand", { path: "/hosts/two.html" }, async (host) => {
  await ready(host, 2);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const second = { ...host, planner: named(host, "region", "Second planner").locator("engagement-planner") };
  await second.planner.evaluate((node) => (node.answers = { scale: "under_50" }));
  await untilKept(host.page, { scale: "under_50" });
  await host.page.reload();
  await ready(host, 4);
  await same(host, ANSWERS);
  assert.deepEqual(await second.planner.evaluate((node) => node.answers), { scale: "under_50" });
});

// ---------- a file, or the host, opens a plan while another is in hand ----------

const OTHER = { scale: "under_50" };
const choose = (host, text) => host.planner.getByLabel("Open a saved plan").setInputFiles({ name: "plan.json", mimeType: "application/json", buffer: Buffer.from(text) });

scene("opening a file while a plan is in hand asks first, and the plan stays on the shelf", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  await choose(host, savedText(OTHER));
  const sure = mine(host, "alert").filter({ hasText: "You have a plan here already. The file opens in its place. Yours stays in this browser, in the list of your plans." });
  await until(() => hasFocus(sure), "the question has the focus");
  await same(host, ANSWERS);
  await go(host, "Keep it");
  await same(host, ANSWERS);
  await choose(host, savedText(OTHER));
  await go(host, "Open the file");
  await at(host, "Check your answers");
  await same(host, OTHER);
  await untilKept(host.page, OTHER);
  assert.deepEqual((await plans(host.page)).map(({ saved }) => sorted(saved.answers)), [sorted(OTHER), sorted(ANSWERS)]);
});

scene("a plan that the host opens is a plan of its own: the one in hand is kept first", {}, async (host) => {
  await ready(host);
  await give(host);
  // At once, so that what was given last has not been kept by itself.
  await host.page.evaluate((text) => document.querySelector("engagement-planner").open(text), savedText(OTHER));
  await same(host, OTHER);
  await untilKept(host.page, OTHER);
  assert.deepEqual((await plans(host.page)).map(({ saved }) => sorted(saved.answers)), [sorted(OTHER), sorted(ANSWERS)]);
  await assert.rejects(ask(host, "open", "no plan"), /not a plan file/);
  await same(host, OTHER);
});

scene("where nothing can be kept, a plan that the host opens is one step, and “Undo” brings the other back", {
  before: (host) => host.page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: () => null });
  }),
}, async (host) => {
  await ready(host);
  await give(host);
  await ask(host, "open", savedText(OTHER));
  await at(host, "Check your answers");
  assert.match(await status(host), /is not kept in this browser\. Undo brings it back\./);
  await same(host, OTHER);
  await go(host, "Undo");
  await same(host, ANSWERS);
  await home(host);
  await choose(host, savedText(OTHER));
  await mine(host, "alert").filter({ hasText: "The file takes its place. Save a file first if you want to keep it." }).waitFor();
});

// ---------- undo and redo ----------

scene("“Undo” and “Redo” go through answers and edits, say what they did, and keep the focus", {}, async (host) => {
  await ready(host);
  await go(host, "Start a new plan");
  await at(host, questions[0].ask);
  const undo = mine(host, "button", "Undo");
  const redo = mine(host, "button", "Redo");
  assert.deepEqual([await undo.getAttribute("aria-disabled"), await redo.getAttribute("aria-disabled")], ["true", "true"]);
  await axe(host);
  // One that can do nothing keeps its place among the stops of Tab, and says so.
  await undo.press("Enter");
  assert.equal(await status(host), "There is nothing to undo.");
  await pick(host, "purpose", ["inform"]);
  await go(host, "Continue");
  await at(host, questions[1].ask);
  await same(host, { purpose: ["inform"] });
  await undo.click();
  await same(host, {});
  assert.equal(await status(host), `Undone: your answer to “${question("purpose").ask}”. Steps left to undo: 0.`);
  assert.ok(await hasFocus(undo), "the focus stays on the button");
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
  await redo.click();
  await same(host, { purpose: ["inform"] });
  assert.match(await status(host), /^Redone: your answer to /);
  await undo.click();
  await go(host, "Back");
  await at(host, questions[0].ask);
  for (const box of await mine(host, "checkbox").all()) assert.ok(!(await box.isChecked()), "the page shows what is");
});

scene("typing in one field is one step, and the keys undo outside fields of text alone", {}, async (host) => {
  await example(host, "gp-practice-closure");
  const field = mine(host, "textbox", "A name for this plan");
  await field.fill("");
  await field.pressSequentially("Walnut");
  await until(async () => (await field.inputValue()) === "Walnut", "it is typed");
  // In a field of text the keys are the browser's.
  await host.page.keyboard.press("ControlOrMeta+z");
  assert.notEqual(await status(host), "Undone: the name of the plan. Steps left to undo: 0.");
  await field.fill("Walnut");
  await mine(host, "button", "Undo").focus();
  await host.page.keyboard.press("ControlOrMeta+z");
  await until(async () => (await status(host)) === "Undone: the name of the plan. Steps left to undo: 0.", "all of the typing is one step");
  assert.equal(await field.inputValue(), scenario("gp-practice-closure").title);
  await host.page.keyboard.press("ControlOrMeta+y");
  await until(async () => (await field.inputValue()) === "Walnut", "it is there again");
  await host.page.keyboard.press("ControlOrMeta+z");
  await until(async () => (await field.inputValue()) !== "Walnut", "and gone");
  await host.page.keyboard.press("ControlOrMeta+Shift+z");
  await until(async () => (await field.inputValue()) === "Walnut", "and there");
  // Outside the planner they are the host's.
  await host.page.evaluate(() => document.querySelector("engagement-planner").shadowRoot.activeElement.blur());
  await host.page.keyboard.press("ControlOrMeta+z");
  assert.equal(await field.inputValue(), "Walnut");
});

scene("a step back never leads into another plan, and what was undone is kept as it is", {}, async (host) => {
  await two(host);
  await go(host, "Ward move");
  await at(host, /./);
  assert.equal(await mine(host, "button", "Undo").getAttribute("aria-disabled"), "true");
  await give(host, { ...ANSWERS, scale: "under_50" });
  await until(async () => (await mine(host, "button", "Undo").getAttribute("aria-disabled")) === null, "there is a step");
  await go(host, "Undo");
  await same(host, ANSWERS);
  await untilKept(host.page, ANSWERS);
  assert.match(await words(host), /Kept in this browser, on this computer/);
});

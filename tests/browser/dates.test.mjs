// Dates and money: whether the day of the decision can be met, days that a person enters, quantities and prices; and two
// plans side by side.

import assert from "node:assert/strict";
import { ask, hasFocus, named, scene, until } from "./harness.mjs";
import { byKeys, download, example, go, inspect, mine, part, says, words } from "./walk.mjs";

const CLOSURE = "temporary-night-closure-to-keep";
const PAGE = "Dates and money";

const plan = (host) => ask(host, "plan");
const unfold = (host, summary) => host.planner.locator("summary").filter({ hasText: summary }).first().click();

/** Answers with a day for the decision. */
const decideOn = async (host, day) => {
  const answers = await ask(host, "answers");
  await host.planner.evaluate((node, answers) => (node.answers = answers), { ...answers, time_before_decision: { on: day } });
  await until(async () => (await plan(host)).dates.decision === day, "the day is taken");
};

scene("the page says if the date can be met, draws each step and says the same as a table", {}, async (host) => {
  await example(host, CLOSURE);
  await part(host, PAGE, PAGE);
  const { dates, lanes } = await plan(host);
  const steps = lanes.flatMap((lane) => lane.approaches.map((one) => one.name)).concat(dates.intervals.map((one) => one.title));
  await unfold(host, "The same as a table");
  const table = mine(host, "table", "Each step with its dates");
  for (const step of steps) {
    await named(host, "rowheader", step, table).waitFor();
    assert.ok(await host.planner.locator(".time p").filter({ hasText: step }).first().isVisible(), `${step} is in the picture`);
  }
  assert.equal(await host.planner.locator(".time svg").count(), await table.locator("tbody tr").count(), "a bar for each row");
  assert.equal(await mine(host, "img", /^Timeline from .* The table after it says the same\.$/).count(), 1);
  await inspect(host, "dates");

  await decideOn(host, "2026-12-21");
  const short = await plan(host);
  assert.ok(short.dates.weeks_short > 0);
  await says(host, new RegExp(`comes ${short.dates.weeks_short} weeks? too early|only if ${short.dates.weeks_short} weeks? are cut`));
  for (const words of ["What could safely change", "What may not be cut"]) await mine(host, "heading", words).waitFor();
  await inspect(host, "dates-short");

  // From what is to mend, one step leads here, and the focus with it.
  await part(host, "Plan", /./);
  const gap = short.gaps.find(({ place, id }) => place === "dates" && id.startsWith("dates"));
  const mend = mine(host, "button", new RegExp(`^Mend it.*${gap.title.slice(3)}$`));
  if (!(await mend.isVisible())) await unfold(host, "Show the other");
  await mend.click();
  await mine(host, "heading", PAGE).waitFor();
  await until(() => hasFocus(host.planner.locator('[data-focus="dates"]')), "the focus is on the verdict");
});

scene("a time to keep clear is entered by keys, moves what falls in it, and stands in the picture", {}, async (host) => {
  await example(host, CLOSURE);
  await part(host, PAGE, PAGE);
  const before = (await plan(host)).dates;
  const first = (await plan(host)).lanes.flatMap((lane) => lane.approaches).find((one) => one.takes_part);
  await byKeys.press(host, mine(host, "button", "Add a time to reckon with"));
  const row = host.planner.locator('[data-focus="ep-row-calendar-0"]');
  await byKeys.write(host, named(host, "textbox", "What it is", row), "Half term");
  await named(host, "combobox", "What kind of time", row).selectOption({ label: "School holiday, kept clear" });
  const [from, to] = [first.opens, first.closes].map((day) => day.split("-").map(Number));
  for (const [legend, [year, month, day]] of [["The first day", from], ["The last day", to]]) {
    const group = named(host, "group", legend, row);
    for (const [name, value] of [["Day", day], ["Month", month], ["Year", year]]) await byKeys.write(host, named(host, "textbox", name, group), String(value));
  }
  await byKeys.press(host, named(host, "button", "Done", row));
  await until(async () => (await plan(host)).dates.entered.length === 1, "it is in the plan");
  const after = await plan(host);
  const moved = after.lanes.flatMap((lane) => lane.approaches).find((one) => one.id === first.id);
  assert.ok(moved.opens > first.closes, `${first.name} waits for the end of the holiday`);
  assert.ok(after.dates.earliest > before.earliest, "and the decision with it");
  assert.ok(await host.planner.locator(".time p").filter({ hasText: "Half term" }).isVisible());
  await inspect(host, "dates-entered");
});

scene("quantities and prices make the sum, and a number that is none is said", {}, async (host) => {
  await example(host, CLOSURE);
  await part(host, PAGE, PAGE);
  const line = (await plan(host)).money.lines.find((one) => one.kind === "support");
  await unfold(host, "Support, so that people can take part");
  const group = mine(host, "group", line.title);
  const many = named(host, "textbox", "How many", group);
  await byKeys.write(host, many, "a few");
  await named(host, "status", undefined, group).filter({ hasText: "Write a whole number" }).waitFor();
  assert.equal(await many.inputValue(), "a few", "what was typed stays");
  await inspect(host, "money-error");
  await many.fill("12");
  await named(host, "textbox", "Pounds for one", group).fill("1,250");
  await group.getByText("Your price: £1,250 for each").waitFor();
  assert.ok(await hasFocus(named(host, "textbox", "Pounds for one", group)), "the focus stays while it is typed");
  const { money } = await plan(host);
  assert.deepEqual(money.by_kind[0].pounds, { from: 15000, to: 15000 });
  assert.deepEqual(money.lines.find((one) => one.id === line.id).whole, { from: 15000, to: 15000 });
  const sums = mine(host, "table", "By what the money goes on");
  await named(host, "row", /^Support, so that people can take part £15,000$/, sums).waitFor();
  await named(host, "row", /^Venues and materials /, sums).waitFor();
  await mine(host, "textbox", "Add for what nobody foresaw, in hundredths").fill("0");
  await says(host, "0% of it is kept for what nobody foresaw.");
  await inspect(host, "money");
  for (const heading of ["What we ask of people", "Costs of your own"]) await mine(host, "heading", heading).waitFor();
});

scene("a plan is compared with an older copy of itself, and nothing takes its place", {}, async (host) => {
  await example(host, CLOSURE);
  await part(host, "Share", "Share your plan");
  await mine(host, "radio", "Plan file").check();
  const older = await download(host, () => go(host, "Download plan file"));
  await part(host, "Plan", /./);
  await mine(host, "textbox", (await plan(host)).statement[0].label).fill("Walnut: a new purpose.");
  await decideOn(host, "2027-09-01");

  await part(host, "Share", "Share your plan");
  const field = host.planner.getByLabel("Choose a plan to compare with");
  await field.setInputFiles({ name: "older.json", mimeType: "application/json", buffer: older.bytes });
  const status = host.planner.locator('[data-focus="ep-compared"]');
  await status.getByText(/things are not the same\.$/).waitFor();
  await until(() => hasFocus(status), "the focus is on what came of it");
  await named(host, "row", /Walnut: a new purpose\.$/, status).waitFor();
  await named(host, "row", /^The decision Not there 1 September 2027$/, status).waitFor();
  await inspect(host, "compare");
  assert.equal((await plan(host)).statement[0].text, "Walnut: a new purpose.", "the work in hand stays");

  await field.setInputFiles({ name: "no.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await status.getByText(/^This is not a plan file\./).waitFor();
  await part(host, "Plan", /./);
  assert.match(await words(host), /To mend/);
});

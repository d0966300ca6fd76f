// Who can take part: the table of groups and approaches, what to put in place, the record of the impact assessment, and
// the warning about what a person types.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ask, axe, hasFocus, named, press, scene, shot, tabTo, until } from "./harness.mjs";
import { at, download, example, go, inOrder, inspect, mine, part, question, readWord, scenario, words } from "./walk.mjs";

const TABLE = "Which approach reaches which group. Gaps come first.";
const NOTE = "Walnut 12: what people told us last year.";

/** The plan, as the host page sees it. */
const plan = (host) => ask(host, "plan");

/** Opens a fold by keys alone. */
async function unfold(host, summary) {
  const fold = host.planner.locator("summary:visible").filter({ hasText: summary }).last();
  await tabTo(host, fold, { most: 250 });
  await host.page.keyboard.press("Enter");
}

/** Each cell of the table says its state in words; nothing is said by a picture alone. */
async function tableIsWhole(host) {
  const { groups } = await plan(host);
  const table = named(host, "table", TABLE, host.planner);
  const rows = table.getByRole("row");
  assert.equal(await rows.count(), groups.length + 1, "a row for each group, and the head");
  const heads = (await table.getByRole("columnheader").allInnerTexts()).map((text) => text.replace(/^\d+\s*/, "").trim());
  assert.deepEqual(heads, ["Group affected", ...groups[0].cells.map(({ name }) => name)]);
  for (const [place, group] of groups.entries()) {
    const row = rows.nth(place + 1);
    const name = await row.getByRole("rowheader").innerText();
    assert.ok(name.startsWith(group.name), `row ${place + 1} is of ${group.name}: ${name}`);
    const cells = await row.getByRole("cell").evaluateAll((all) => all.map((cell) => cell.textContent));
    for (const [at, cell] of cells.entries()) {
      assert.match(cell, /^(Reaches|Reaches\. Put in place: .+|Reaches with: .+|Leaves out: It needs .+?)(\. It only tells\.)?$/, `${group.name}, ${heads[at + 1]}`);
    }
  }
}

const SCENARIOS = ["vaccine-for-all", "keyworkers-for-young-people", "one-patient-voice"];

for (const id of SCENARIOS) {
  scene(`${id}: from the start to a plan with its table, its list and its record`, {}, async (host) => {
    await example(host, id);
    await part(host, "People", "Who can take part");
    await tableIsWhole(host);

    const { groups, measures } = await plan(host);
    const listed = named(host, "table", "What to put in place, for whom, when and at what cost", host.planner);
    const titles = (await listed.getByRole("rowheader").locator("> details > summary").allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(titles, measures.map(({ title }) => title), "each measure has a row");
    assert.equal(new Set(titles).size, titles.length, "and none stands twice");

    // By keys alone: a measure is in place, and a line of the record is written.
    const select = mine(host, "combobox", `Is it in place: ${measures[0].title}`);
    await tabTo(host, select, { most: 250 });
    await host.page.keyboard.type("In place");
    await until(async () => (await plan(host)).measures[0].said === "yes", "the measure is in place");
    await unfold(host, groups[0].name);
    const evidence = groups[0].record.find((entry) => entry.id === "evidence").label;
    const field = mine(host, "textbox", evidence).first();
    await tabTo(host, field);
    await host.page.keyboard.type(NOTE);
    await until(async () => JSON.stringify((await plan(host)).groups[0].record).includes(NOTE), "the record has it");

    await inspect(host, `people-${id}`);

    // It is there again after the page is loaded afresh.
    await host.page.reload();
    await host.planner.getByRole("button", { name: /^Carry on/ }).first().waitFor();
    await press(host, /^Carry on/, "button", host.planner);
    await part(host, "People", "Who can take part");
    const again = await plan(host);
    assert.equal(again.measures[0].said, "yes");
    assert.ok(JSON.stringify(again.groups[0].record).includes(NOTE));

    // The whole plan and the record leave as files.
    await part(host, "Share", "Share your plan");
    await mine(host, "radio", "Full plan").check();
    await mine(host, "radio", "Word").check();
    const full = await readWord((await download(host, () => go(host, "Download Word file"))).bytes);
    inOrder(full.headings);
    for (const heading of ["Who can take part", "What to put in place", "Partners"]) {
      assert.ok(full.headings.some(({ text }) => text === heading), `the plan has “${heading}”`);
    }
    assert.ok(full.text.includes(NOTE) && full.text.includes(measures[0].title));
    await mine(host, "radio", "Impact record").check();
    const record = await download(host, () => go(host, "Download Word file"));
    assert.match(record.name, /impact-record/);
    const written = await readWord(record.bytes);
    inOrder(written.headings);
    for (const { name } of groups) assert.ok(written.headings.some(({ text }) => text === name), `the record has “${name}”`);
    assert.ok(written.text.includes(NOTE));
    for (const heading of ["The three aims of the equality duty", "Health inequalities", "Who takes part"]) {
      assert.ok(written.headings.some(({ text }) => text === heading), heading);
    }
  });
}

scene("one patient voice: two papers to agree, checks of their own, and why one voice carries too much", {}, async (host) => {
  await example(host, "one-patient-voice");
  await part(host, "Share", "Share your plan");
  const { papers } = await plan(host);
  assert.equal(papers.length, 2);
  for (const { title, id, parts, signed_by: signed } of papers) {
    await mine(host, "radio", title).check();
    await mine(host, "radio", "Word").check();
    const file = await download(host, () => go(host, "Download Word file"));
    assert.match(file.name, new RegExp(id));
    const paper = await readWord(file.bytes);
    for (const [heading] of parts) assert.ok(paper.headings.some(({ text }) => text === heading), heading);
    for (const role of signed) assert.ok(paper.text.includes(role), `${role} signs`);
  }
  await part(host, "Checks", "What to check");
  await named(host, "heading", "Lay partners", host.planner).waitFor();
  const { checks } = await plan(host);
  assert.ok(checks.filter(({ topic }) => topic === "Lay partners").length >= 25);
  const lone = checks.find(({ id }) => id === "not-a-lone-voice");
  await unfold(host, lone.topic);
  const group = named(host, "group", new RegExp(lone.ask.replace("?", "\\?")), host.planner);
  await group.getByRole("radio", { name: "Not in place" }).check();
  await until(async () => (await plan(host)).gaps.some(({ id, state }) => id === lone.id && state === "not_in_place"), "it is a gap");
  assert.match(lone.why, /carries too much/);
});

scene("how far a group is affected, a group of one's own, and why another is not affected", {}, async (host) => {
  await example(host, "one-patient-voice");
  await part(host, "People", "Who can take part");
  await unfold(host, "Add or change a group");
  const label = (id) => question("groups_affected").options.find((option) => option.id === id).label;
  const far = (id) => mine(host, "combobox", `How far affected: ${label(id)}`);
  await far("carers").selectOption({ label: "Affected most" });
  await far("older_people").selectOption({ label: "Not sure yet" });
  await far("disability").selectOption({ label: "Not affected" });
  await mine(host, "textbox", `Why not affected: ${label("disability")}`).fill("Nothing changes for them.");
  const { each } = (await ask(host, "answers")).groups_affected;
  assert.deepEqual(
    [each.carers, each.older_people, each.disability, each.in_care_home],
    ["most", "not_sure", "not_affected", "affected"],
  );
  const { unaffected, groups } = await plan(host);
  assert.deepEqual(unaffected.map(({ not_sure: open }) => open).sort(), [false, true]);
  assert.ok(unaffected.some(({ why_not: why }) => why === "Nothing changes for them."));
  assert.ok(groups.some(({ most, name }) => most && name === label("carers")));
  await tableIsWhole(host);

  await press(host, "Add a group of your own", "button", host.planner);
  const name = mine(host, "textbox", /^What you call this group/);
  await until(() => hasFocus(name), "the new group's name has the focus");
  await name.fill("Night-shift cleaners");
  await mine(host, "checkbox", /./).first().check();
  await until(async () => (await plan(host)).groups.some((group) => group.name === "Night-shift cleaners" && group.own === 0), "it has a row");
  await tableIsWhole(host);
  await inspect(host, "people-degrees");
  await press(host, /^Take this group away/, "button", host.planner);
  await until(async () => (await plan(host)).groups.every((group) => group.own === null), "it is gone");

  // The answer stands as it was said when the question is opened and given again.
  await part(host, "Answers", "Check your answers");
  await press(host, /^Change groups affected/i, "button", host.planner);
  await at(host, question("groups_affected").ask);
  await go(host, "Continue");
  await at(host, "Check your answers");
  assert.equal((await ask(host, "answers")).groups_affected.each.carers, "most");
});

scene("what may point to a person is said under its field and before a file is made, and blocks nothing", {}, async (host) => {
  await example(host, "vaccine-for-all");
  await part(host, "Plan", /./);
  const line = (await plan(host)).statement[0].label;
  await mine(host, "textbox", line).fill("Ring 020 7946 0123 and ask.");
  await host.planner.getByText("This may hold a telephone number.").waitFor();
  await part(host, "People", "Who can take part");
  await unfold(host, "Overlap");
  const overlap = (await plan(host)).record.find(({ id }) => id === "overlap").label;
  await mine(host, "textbox", overlap).fill("As in the case of 999 000 1235.");
  await host.planner.getByText("This may hold an NHS number.").waitFor();
  await axe(host);
  await part(host, "Share", "Share your plan");
  const said = await words(host);
  assert.ok(said.includes(`“${line}” may hold a telephone number`) && said.includes(`“${overlap}” may hold an NHS number`), said);
  await shot(host, "share-warns");
  await mine(host, "radio", "Word").check();
  assert.ok((await download(host, () => go(host, "Download Word file"))).bytes.length > 1000, "the file is made all the same");
  await press(host, `Go to it ${overlap}`, "button", host.planner);
  await at(host, "Who can take part");
});

scene("where every way to take part is online, it says who is lost and names the least costly companion", {}, async (host) => {
  await example(host, "young-adults-online");
  const before = await plan(host);
  const online = ["online-forum", "quick-poll"];
  const choices = Object.fromEntries(before.lanes.flatMap((lane) => lane.approaches).map(({ id }) => [id, { chosen: online.includes(id), reason: "To try it." }]));
  for (const id of online) choices[id] = { chosen: true, reason: "" };
  const text = JSON.stringify({ format: "engagement-plan", schema: 1, edition: "x", answers: scenario("young-adults-online").answers, edits: { choices } });
  await host.planner.evaluate((planner, saved) => planner.open(saved), text);
  await until(async () => (await plan(host)).gaps.some(({ mend }) => /^This leaves out anyone who is not online/.test(mend)), "it says who is lost");
  const gap = (await plan(host)).gaps.find(({ mend }) => /not online/.test(mend));
  assert.match(gap.mend, /The least costly companion is: .+, (under )?£/);
});

scene("with no group named, the page says so and asks who is affected", {}, async (host) => {
  await example(host, "vaccine-for-all");
  const { groups_affected: _, ...rest } = scenario("vaccine-for-all").answers;
  await host.planner.evaluate((planner, answers) => (planner.answers = answers), rest);
  await part(host, "People", "Who can take part");
  await host.planner.getByText("You have not named a group yet.").waitFor();
  assert.equal(await named(host, "table", TABLE, host.planner).count(), 0);
  await unfold(host, "Add or change a group");
  // By keys alone: the list that is answered keeps the focus and its fold, and no other list hears the next key.
  const [first, second] = question("groups_affected").options.map(({ label }) => mine(host, "combobox", `How far affected: ${label}`));
  await tabTo(host, first);
  for (const [key, degree] of [["ArrowDown", "affected"], ["ArrowDown", "most"]]) {
    await host.page.keyboard.press(key);
    await until(async () => (await first.inputValue()) === degree, `the first group is ${degree}`);
    assert.ok(await hasFocus(first), "the focus stays");
    assert.equal(await second.inputValue(), "", "nothing is said of the next group");
  }
  assert.deepEqual((await ask(host, "answers")).groups_affected, { each: { age: "most" } });
  await named(host, "table", TABLE, host.planner).waitFor();
  await tableIsWhole(host);
  await inspect(host, "people-one-group");
});

scene("a page of people that is read by keys alone, in order of its headings", {}, async (host) => {
  await example(host, "vaccine-for-all");
  await part(host, "People", "Who can take part");
  const levels = await host.planner.evaluate((planner) =>
    [...planner.shadowRoot.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => ({ level: Number(one.tagName[1]) - 1, text: one.textContent })),
  );
  inOrder(levels);
  await tabTo(host, mine(host, "button", "See the plan"), { most: 300 });
  await host.page.keyboard.press("Enter");
  await at(host, /./);
});

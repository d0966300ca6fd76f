// What stands behind the advice: the map from answers to results, where it tips, what each approach adds, the ten
// principles, the words, and the worked examples, each as the core sees it.

import assert from "node:assert/strict";
import { ask, hasFocus, named, ready, scene, tabTo, until } from "./harness.mjs";
import { anyCase, at, byKeys, chosen, example, go, inspect, labels, mine, part, question, scenario, scenarios, sorted, words } from "./walk.mjs";

const HOSPITAL = "community-hospital-site";
const summary = (host, words) => host.planner.locator("summary").filter({ hasText: words }).first();
const table = (host, caption) => named(host, "table", caption, host.planner);

/** The first approaches that nothing rules out, by id. */
const first = async (host, count) =>
  (await ask(host, "assessment")).approaches.filter(({ fit }) => fit !== "ruled_out").slice(0, count).map(({ id }) => id);

scene("the map leads from answers to a result, by keys alone; another result lights another path", {}, async (host) => {
  await example(host, HOSPITAL);
  await tabTo(host, named(host, "button", "Why", host.planner.getByRole("navigation")));
  await host.page.keyboard.press("Enter");
  await at(host, "How your answers lead to the advice");
  const chips = mine(host, "list", "Light the path to");
  const names = (await named(host, "button", undefined, chips).allInnerTexts()).map((name) => name.trim());
  const lead = (await ask(host, "plan")).lanes.flatMap((lane) => lane.approaches).find((one) => one.number === 1)?.name;
  assert.equal(names[0], lead ?? names[0], "the first result is the first approach");
  assert.ok(names.includes("The duty to involve the public"), names.join(", "));
  assert.equal((await chips.getByRole("button", { pressed: true }).innerText()).trim(), names[0]);
  await mine(host, "heading", `The path to: ${names[0]}`).waitFor();
  const before = await table(host, "Answers that lead there, and the rule for each").innerText();

  await tabTo(host, named(host, "button", "The duty to involve the public", chips));
  await host.page.keyboard.press("Enter");
  await mine(host, "heading", "The path to: The duty to involve the public").waitFor();
  assert.ok(await hasFocus(named(host, "button", "The duty to involve the public", chips)), "the focus stays where it was");
  const after = await table(host, "Answers that lead there, and the rule for each").innerText();
  assert.notEqual(after, before);
  assert.ok(after.includes(labels("service_impact", scenario(HOSPITAL).answers.service_impact)[0]), "the answer that settles the duty is on its path");

  // The picture and the whole table say the same: a line for each question and result of the table.
  await byKeys.press(host, summary(host, "Every path as a table"));
  const whole = table(host, "Every answer that leads somewhere");
  await whole.waitFor();
  const ends = new Set((await whole.locator("tbody tr td:last-child").allInnerTexts()).map((text) => text.trim()));
  assert.deepEqual([...ends].sort(), [...names].sort(), "every result is in the table");
  assert.ok((await host.planner.locator("figure.wide-only path.lit").count()) > 0, "a path is lit in the picture");
  await inspect(host, "why-open");
  await host.page.setViewportSize({ width: 320, height: 900 });
  assert.equal(await host.planner.locator("figure.wide-only").isVisible(), false, "on a narrow screen the lit path stands as a list alone");
});

scene("each line of the tipping table does what it says", {}, async (host) => {
  await example(host, HOSPITAL);
  const { answers } = scenario(HOSPITAL);
  await part(host, "Why", "How your answers lead to the advice");
  await until(async () => !/More of these are being worked out/.test(await words(host)), "all is worked out");
  await summary(host, /^Show the \d+ other answers that change something$/).click();
  const rows = table(host, "Other answers that would change the advice").locator("tbody tr");
  const told = await rows.evaluateAll((list) =>
    list.map((row) => [...row.children].map((cell) => cell.innerText.trim()).concat([[...row.querySelectorAll("li")].map((one) => one.innerText.trim())])),
  );
  assert.ok(told.length > 8, "there is something to try");
  const was = await ask(host, "assessment");
  const three = await first(host, 3);
  let tried = 0;
  for (const [label, , then, others] of told) {
    const asks = [...new Set(Object.keys(answers))].map(question).find((one) => one.label === label);
    if (asks.choose !== "one") continue;
    for (const other of others) {
      const option = asks.options.find((one) => `“${one.label}”` === other) ?? assert.fail(`${label} offers ${other}`);
      await host.planner.evaluate((node, next) => { node.answers = next; }, { ...answers, [asks.id]: option.id });
      const now = await ask(host, "assessment");
      const moved = now.duties.some(({ state }, place) => state !== was.duties[place].state);
      const others = (await first(host, 3)).filter((id) => !three.includes(id));
      assert.ok(moved || others.length > 0 || (await first(host, 3)).join() !== three.join(), `${label}: ${other} changes something`);
      if (/New in the first three/.test(then)) assert.ok(others.length > 0, `${label}: ${other} brings another approach`);
      tried += 1;
    }
  }
  assert.ok(tried > 8, `${tried} answers were tried`);
});

scene("each approach says what it adds; one is swapped for another, and a reason is asked for", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Approaches", "What we recommend");
  const before = await chosen(host);
  await summary(host, "What each one adds").click();
  const text = await words(host);
  for (const name of before) assert.ok(text.includes(`${name}. `), `${name} says what it adds`);
  assert.match(text, /It begins with what is known\./);
  assert.match(text, /Hands on to /);
  await inspect(host, "blend-open");

  const swap = summary(host, /^Swap it/);
  const out = (await swap.locator(".vh").textContent()).replace(/^: /, "").trim();
  await swap.click();
  const use = mine(host, "button", /^Use it instead/).first();
  const into = (await use.textContent()).match(/Use it instead (.+) in place of /s)[1].trim();
  await use.click();
  await until(async () => (await chosen(host)).some((name) => name.toLowerCase() === into.toLowerCase()), `${into} is in the plan`);
  assert.ok(!(await chosen(host)).some((name) => name.toLowerCase() === out.toLowerCase()), `${out} is out of it`);
  const plan = await ask(host, "plan");
  assert.ok(plan.gaps.some((gap) => gap.title.toLowerCase().includes(`no reason is written for leaving out: ${out.toLowerCase()}`)), "a reason is asked for");
  await part(host, "Plan", /./);
  await mine(host, "textbox", anyCase("Why you leave out:", out)).fill("A partner has just done this.");
  await until(async () => (await ask(host, "plan")).considered.some((one) => one.why_not.includes("A partner has just done this.")), "the reason is on record");
});

scene("a principle leads to the check that is lacking, even where it is folded, and counts it once it is in place", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Checks", "What to check");
  const plan = await ask(host, "plan");
  assert.equal(plan.principles.length, 10);
  const musts = plan.checks.filter((one) => one.severity === "must");
  for (const { ask: words } of musts) assert.ok(await host.planner.getByText(words).first().isVisible(), `a must stands open: ${words}`);
  const should = plan.checks.find((one) => one.severity === "should");
  assert.equal(await host.planner.getByText(should.ask).first().isVisible(), false, "the rest is folded by topic");
  const place = plan.principles.findIndex((one) => one.lacks.some((lack) => plan.checks.find((check) => check.id === lack.check)?.severity !== "must" && lack.check));
  const { title: name, met, lacks } = plan.principles[place];
  const lack = lacks.find((one) => plan.checks.find((check) => check.id === one.check && check.severity !== "must"));
  await summary(host, new RegExp(`^What it asks, and what is lacking: ${name}$`, "i")).click();
  await go(host, anyCase("Mend it :", lack.title));
  const check = plan.checks.find((one) => one.id === lack.check);
  const group = mine(host, "group", new RegExp(check.ask.replace(/[?.]/g, "\\$&")));
  await until(() => hasFocus(group), "the check has the focus");
  assert.ok(await group.isVisible());
  await named(host, "radio", "In place", group).check();
  await until(async () => (await ask(host, "plan")).principles[place].met === met + 1, "the principle counts it");
  await inspect(host, "checks-mended");
});

scene("the words of a page are explained where they stand, when somebody asks", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Duty", /./);
  await summary(host, "What words on this page mean").click();
  const list = host.planner.locator("details", { hasText: "What words on this page mean" }).last().locator("dt");
  await until(async () => (await list.count()) > 3, "there are words");
  const text = (await words(host)).toLowerCase();
  for (const term of await list.allInnerTexts()) assert.ok(text.split(term.toLowerCase()).length > 1, `“${term}” stands on the page`);
  await inspect(host, "duty-words");
});

scene("once a source is past its review, the page of the duty says so", {
  before: (host) => host.page.clock.install({ time: new Date("2031-03-03T09:00:00") }),
}, async (host) => {
  await host.page.clock.resume();
  await example(host, HOSPITAL);
  await part(host, "Duty", /./);
  assert.match(await words(host), /The law may have moved\. These were due to be read again: /);
});

scene("after the first advice, the question that can change most is asked, and says what it could change", {}, async (host) => {
  await ready(host);
  await until(async () => (await ask(host, "plan")) !== null, "the rest is here");
  const { answers } = scenario(HOSPITAL);
  const some = Object.fromEntries(Object.entries(answers).filter(([id]) => question(id).pass === "first"));
  assert.equal(Object.keys(some).length, 9, "nine questions give the first advice");
  await host.planner.evaluate((node, next) => { node.answers = next; }, some);
  await go(host, "Carry on with your plan");
  await at(host, /\?$/);
  await go(host, "See the advice so far");
  await at(host, "What we recommend");
  await part(host, "Answers", "Check your answers");
  await mine(host, "heading", "Most worth answering next").waitFor();
  assert.match(await words(host), /could change (your|one of your|two of your) first three approaches|could change .*dut(y|ies)/i);
  await go(host, "Answer it now");
  await at(host, /\?$/);
});

scene("every worked example opens, and comes out in the browser as its scenario says", {}, async (host) => {
  await ready(host);
  assert.ok(scenarios.length >= 18);
  await summary(host, /more, each from a case that the guidance tells$/).click();
  for (const { title: name } of scenarios) assert.equal(await named(host, "button", name, host.planner).count(), 1, `${name} is offered`);
  await inspect(host, "start-examples");
  for (const { id, title: name, answers, expect } of scenarios) {
    const button = named(host, "button", name, host.planner);
    if (!(await button.isVisible())) await summary(host, /more, each from a case that the guidance tells$/).click();
    await button.click();
    await at(host, "Check your answers");
    assert.deepEqual(sorted(await ask(host, "answers")), sorted(answers), id);
    const { duties, approaches } = await ask(host, "assessment");
    for (const [duty, state] of Object.entries(expect?.duties ?? {})) assert.equal(duties.find((one) => one.id === duty).state, state, `${id}: ${duty}`);
    for (const [approach, fit] of Object.entries(expect?.fit ?? {})) assert.equal(approaches.find((one) => one.id === approach).fit, fit, `${id}: ${approach}`);
    await ask(host, "reset");
    await at(host, "Plan how to involve people");
  }
});

scene("a worked example leaves the plan in hand on the shelf, and gives way itself without a trace", {}, async (host) => {
  await example(host, HOSPITAL);
  await go(host, "First page and worked examples");
  await at(host, "Plan how to involve people");
  const other = scenario("gp-practice-closure").title;
  await go(host, other);
  await at(host, "Check your answers");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(scenario("gp-practice-closure").answers), "nobody had changed the first example");

  await part(host, "Plan", /./);
  const line = (await ask(host, "plan")).statement[0];
  await mine(host, "textbox", line.label).fill("Walnut: these are my own words.");
  await go(host, "First page and worked examples");
  await at(host, "Plan how to involve people");
  await go(host, scenario(HOSPITAL).title);
  await at(host, "Check your answers");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(scenario(HOSPITAL).answers));
  // What was written is not lost: the plan stands on the shelf.
  await go(host, "First page and worked examples");
  await at(host, "Plan how to involve people");
  await inspect(host, "start-shelf");
  await go(host, scenario("gp-practice-closure").title);
  await until(async () => (await ask(host, "plan"))?.statement[0].text === "Walnut: these are my own words.", "it opens again");
});

scene("leaving an approach out leads to its reason, and the words of a page shut when it is turned", {}, async (host) => {
  await example(host, HOSPITAL);
  await part(host, "Plan", /./);
  const [name] = await chosen(host);
  await go(host, anyCase("Leave out", name));
  await until(() => hasFocus(mine(host, "textbox", anyCase("Why you leave out:", name))), "the reason has the focus");
  await summary(host, "What words on this page mean").click();
  await until(async () => (await host.planner.locator("details[open] dt").count()) > 0, "the words are there");
  await part(host, "Share", "Share your plan");
  assert.equal(await host.planner.locator("details[open]", { hasText: "What words on this page mean" }).count(), 0, "they are shut on the next page");
});

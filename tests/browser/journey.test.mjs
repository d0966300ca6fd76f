// The main job, on real input: from the start page to a Word file, by mouse and by keys, and what may happen on the way.

import assert from "node:assert/strict";
import { ask, fits, hasFocus, named, ready, scene, shot, tabTo, until } from "./harness.mjs";
import {
  OWN_TASK, REASON, TASK, WRITTEN, answerAll, at, begin, byKeys, byMouse, chosen, download, example, focusShows, go, inView, inspect,
  journey, labels, mine, part, pick, question, questions, row, says, scenario, soundWord, sorted, title, words,
} from "./walk.mjs";

const HOSPITAL = "community-hospital-site";
const PRACTICE = "gp-practice-closure";

/** Whether the focus is in it. */
const inside = (locator) => locator.evaluate((node) => node.contains(node.getRootNode().activeElement));

/** What every file of the journey says. */
const holds = ({ out, taken }) => [...Object.values(WRITTEN), REASON, TASK.what, TASK.who, TASK.when, OWN_TASK.what, OWN_TASK.who, out, taken];

/** The Word file of the plan that is open, with a name given to the plan; it is judged. */
async function word(host, done, by = byMouse) {
  const plan = await ask(host, "plan");
  const file = await download(host, () => go(host, "Download Word file", { by }));
  assert.match(file.name, /^[a-z0-9-]+\.docx$/);
  await says(host, `“${file.name}” is in your downloads.`);
  return soundWord(file, { title: plan.title, plan, holds: holds(done) });
}

scene("scenario one, the site of a new community hospital: from the start page to a Word file", {}, async (host) => {
  let reasons;
  const done = await journey(host, HOSPITAL, {
    async each(page) {
      if (page !== "approaches") return;
      // The first five are the items with a number, and a heading at their level.
      const first = await host.planner.getByRole("heading", { level: 4, name: /^[1-5]\. / }).allInnerTexts();
      assert.equal(first.length, 5);
      const jury = mine(host, "listitem").filter({ has: host.page.getByRole("heading", { level: 4, name: /^[1-5]\. Citizens' jury$/ }) });
      assert.equal(await jury.count(), 1, `a citizens' jury is among the first five: ${first.join(", ")}`);
      reasons = await named(host, "list", "Because", jury).getByRole("listitem").allInnerTexts();
    },
  });
  assert.ok(reasons.length >= 2 && reasons.every((reason) => reason.trim().length > 15), `the jury has its reasons: ${reasons}`);
  const file = await word(host, done);
  const jury = file.headings.findIndex(({ text }) => text === "Citizens' jury");
  assert.ok(jury > 0, "the jury has its own part in the file");
  for (const reason of reasons.slice(0, 2)) assert.ok(file.text.includes(reason.trim()), `the file says why: ${reason}`);
});

scene("scenario two, a GP practice is to close: from the start page to a Word file", {}, async (host) => {
  const done = await journey(host, PRACTICE, {
    async each(page) {
      if (page !== "duty") return;
      assert.match(await title(host), /^The duty to involve the public is likely to apply$/);
      const third = mine(host, "listitem").filter({ hasText: /B1.*, step 3$/ });
      assert.equal(await third.count(), 1, "step 3 is cited by its place in the guidance");
      assert.match(await third.innerText(), /How or where people get the service/, "step 3 shows the answer it rests on");
    },
  });
  const file = await word(host, done);
  assert.match(file.text, /The duty is likely to apply\./);
  assert.match(file.notes, /Annex B1[^.]*step 3/, "a note of the file cites step 3");
});

scene("scenario two by keys alone", {}, async (host) => {
  // Any use of the mouse breaks this test.
  await host.page.evaluate(() => {
    for (const name of ["pointerdown", "mousedown"]) addEventListener(name, () => { throw new Error(`${name} in a test of keys alone`); }, true);
  });
  let missed = 0;
  const done = await journey(host, PRACTICE, {
    by: byKeys,
    async each(page, asks) {
      if (!asks || missed >= 3) return;
      missed += 1;
      // Nothing chosen: the summary has the focus, and its link leads to the first option.
      await go(host, "Continue", { by: byKeys });
      const alert = mine(host, "alert");
      await until(() => inside(alert), "the focus is on the error summary");
      assert.ok(await inView(alert));
      await tabTo(host, named(host, "button", asks.error, alert));
      await host.page.keyboard.press("Enter");
      const first = named(host, asks.choose === "one" ? "radio" : "checkbox", asks.options[0].label, mine(host, "group", asks.ask));
      await until(() => hasFocus(first), "the focus is on the first option");
      // And back with Shift and Tab to where the person came from.
      await tabTo(host, named(host, "button", asks.error, alert), { key: "Shift+Tab" });
    },
  });
  assert.equal(missed, 3);
  await word(host, done, byKeys);
});

scene("the focus shows at every stop of Tab, and goes through each page in the order it is read", {}, async (host) => {
  await ready(host);
  // The worked examples come with the handbook, and draw the page again.
  await mine(host, "button", scenario(PRACTICE).title).waitFor();
  const start = await focusShows(host);
  assert.deepEqual(start.slice(0, 2), ["Start a new plan", "Open a saved plan"]);
  assert.ok(start.includes(scenario(PRACTICE).title), "the worked examples are among the stops");
  await begin(host);
  const stops = await focusShows(host);
  assert.ok(stops.indexOf("Continue") > stops.indexOf(questions[0].options[0].label), "Continue comes after the options");
  assert.deepEqual(stops.slice(stops.indexOf("Continue")).slice(0, 2), ["Continue", "Skip this question"]);
  await host.page.reload();
  await ready(host, 2);
  await go(host, scenario(PRACTICE).title);
  await at(host, "Check your answers");
  await focusShows(host, 20);
  for (const [name, heading, most] of [["Approaches", "What we recommend", 20], ["Why", "How your answers lead to the advice", 20], ["Duty", /./, 14], ["People", "Who can take part", 16], ["Checks", "What to check", 12], ["Plan", /./, 16], ["Follow up", "Keep it honest", 16], ["Share", "Share your plan", 20]]) {
    await part(host, name, heading);
    await focusShows(host, most);
  }
});

// ---------- every page, plain and with a fault, wide and narrow ----------

scene("every page of the journey breaks no rule of accessibility and fits 320 px, also with a fault on it", {}, async (host) => {
  const seen = [];
  await journey(host, PRACTICE, {
    async each(page, asks) {
      seen.push(page);
      await inspect(host, `journey-${page}`);
      if (!asks) return;
      await go(host, "Continue");
      await until(() => inside(mine(host, "alert")), "the focus is on the error summary");
      const group = mine(host, "group", asks.ask);
      const told = await group.evaluate((node) => node.getRootNode().getElementById(node.getAttribute("aria-describedby").split(" ").pop()).innerText);
      assert.ok(told.includes(asks.error), "the message belongs to the question");
      await inspect(host, `journey-${page}-error`);
    },
  });
  assert.equal(seen.length, Object.keys(scenario(PRACTICE).answers).length + 7, seen.join(" "));
});

scene("what is behind a control breaks no rule either", {}, async (host) => {
  await example(host, PRACTICE);
  const open = async (most) => {
    // Every closed part of the page is opened, and what that draws too.
    for (let count = 0; count < most; count += 1) {
      const shut = host.planner.locator("details:not([open]) > summary:visible").first();
      if (!(await shut.count())) return;
      await shut.click();
    }
  };
  await part(host, "Approaches", "What we recommend");
  await open(30);
  assert.ok(/How to do it/.test(await words(host)));
  await inspect(host, "open-approaches");
  await part(host, "Duty", /./);
  await open(40);
  await inspect(host, "open-duty");
  await part(host, "Checks", "What to check");
  await open(8);
  await inspect(host, "open-checks");

  await part(host, "Plan", /./);
  const task = (await ask(host, "plan")).tasks[2];
  await go(host, new RegExp(`^Edit ${task.title}$`, "i"));
  const box = mine(host, "group", "Edit this task");
  await named(host, "textbox", "Day", box).fill("40");
  await named(host, "button", "Done", box).click();
  await box.getByText("Enter a real date").waitFor();
  await inspect(host, "plan-error");
});

scene("a date that is none is told, and a real one is kept and shown", {}, async (host) => {
  await begin(host);
  await answerAll(host, scenario(PRACTICE).answers, { until: "time_before_decision" });
  const box = (name) => mine(host, "textbox", name);
  await box("Day").fill("31");
  await box("Month").fill("2");
  await box("Year").fill("2027");
  await go(host, "Continue");
  await until(() => inside(mine(host, "alert")), "the focus is on the error summary");
  assert.match(await mine(host, "alert").innerText(), /Enter a real date/);
  await inspect(host, "date-error");
  assert.equal(await box("Day").inputValue(), "31", "what was typed stays");
  await box("Day").fill("28");
  await go(host, "Continue");
  await at(host, question("scale").ask);
  assert.deepEqual((await ask(host, "answers")).time_before_decision, { on: "2027-02-28" });
  await go(host, "Back");
  await at(host, question("time_before_decision").ask);
  assert.equal(await box("Day").inputValue(), "28");
});

// ---------- going back, changing, skipping ----------

scene("Back goes to the question before, and Skip leaves a question without an answer", {}, async (host) => {
  await begin(host);
  const { answers } = scenario(PRACTICE);
  const [first, second, third] = questions;
  await pick(host, first.id, answers[first.id]);
  await go(host, "Continue");
  await at(host, second.ask);
  await go(host, "Back");
  await at(host, first.ask);
  for (const option of first.options) {
    const box = mine(host, "checkbox", option.label);
    assert.equal(await box.isChecked(), answers[first.id].includes(option.id), `${option.label} is as it was`);
  }
  await go(host, "Continue");
  await at(host, second.ask);
  await go(host, "Skip this question");
  await at(host, third.ask);
  assert.deepEqual(Object.keys(await ask(host, "answers")), [first.id]);
  await go(host, "Back");
  await at(host, second.ask);
  assert.equal(await host.planner.getByRole("radio", { checked: true }).count(), 0, "nothing is chosen");
  await go(host, "Back");
  await go(host, "Back");
  await at(host, "Plan how to involve people");
  await go(host, "Carry on with your plan");
  await at(host, second.ask);
});

scene("a changed answer keeps the later ones, marks those no longer used, says what changed, and can be changed back", {}, async (host) => {
  await example(host, PRACTICE);
  const { answers } = scenario(PRACTICE);
  const before = await ask(host, "assessment");
  const change = async (id, answer) => {
    await go(host, `Change ${question(id).label.toLowerCase()}`);
    await at(host, question(id).ask);
    for (const box of await named(host, "checkbox", undefined, mine(host, "group", question(id).ask)).all()) await box.uncheck();
    await pick(host, id, answer);
    await go(host, "Continue");
    await at(host, "Check your answers");
  };
  const follow = ["service_impact", "permanence"];
  for (const id of follow) assert.ok((await row(host, id).innerText()).includes(labels(id, answers[id])[0]));

  await change("activity", ["none_of_these"]);
  assert.deepEqual(sorted(await ask(host, "answers")), sorted({ ...answers, activity: ["none_of_these"] }), "the later answers are kept");
  for (const id of [...follow, "scrutiny_status"]) {
    const text = await row(host, id).innerText();
    assert.match(text, /No longer used/, `${id} is marked`);
    assert.ok(text.includes(labels(id, answers[id])[0]), `${id} still shows what was answered`);
    assert.match(text, /We ask this only when: /, `${id} says why`);
    assert.equal(await row(host, id).getByRole("button").count(), 0, "there is nothing to change on it");
  }
  assert.match(await row(host, "promise").innerText(), new RegExp(`${labels("promise", answers.promise)[0]}`), "an answer that still counts is not marked");
  assert.doesNotMatch(await row(host, "promise").innerText(), /No longer used/);
  const after = await ask(host, "assessment");
  assert.notDeepEqual(after.duties, before.duties, "the duty is another");
  const said = await mine(host, "status").filter({ hasText: "You changed an answer." }).innerText();
  assert.match(said, /duty to involve the public/i, "it says what moved");
  assert.match(said, /no longer used/i, "it says what is no longer used");
  await inspect(host, "answers-changed");

  await change("activity", answers.activity);
  for (const id of [...follow, "scrutiny_status"]) {
    const text = await row(host, id).innerText();
    assert.doesNotMatch(text, /No longer used/);
    assert.ok(text.includes(labels(id, answers[id])[0]));
  }
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(answers));
  assert.deepEqual(await ask(host, "assessment"), before, "the advice is what it was");
});

// ---------- colours that a person has forced, and no motion ----------

scene("with forced colours every control can be seen", { context: { forcedColors: "active", reducedMotion: "reduce" } }, async (host) => {
  await ready(host);
  const controlsShow = async () => {
    const hidden = await host.planner.evaluate((planner) => {
      const faults = [];
      for (const node of planner.shadowRoot.querySelectorAll("button, input, summary, a[href], textarea")) {
        const { width, height } = node.getBoundingClientRect();
        const shut = node.closest("details:not([open])");
        if (node.localName !== "summary" && shut) continue;
        const style = getComputedStyle(node);
        const name = node.getAttribute("aria-label") ?? (node.innerText || node.labels?.[0]?.innerText);
        if (width < 2 || height < 2) faults.push(`${name} has no size`);
        if (style.visibility !== "visible") faults.push(`${name} is hidden`);
        // A file's field is laid over words that show.
        const shows = node.type === "file" ? node.parentElement.firstElementChild : node;
        if (getComputedStyle(shows).opacity !== "1") faults.push(`${name} is faint`);
        if (getComputedStyle(shows).color === getComputedStyle(planner).backgroundColor) faults.push(`${name} has the colour of the page`);
      }
      return faults;
    });
    assert.deepEqual(hidden, []);
  };
  const moving = () => host.planner.evaluate((planner) => planner.getAnimations({ subtree: true }).length);
  await controlsShow();
  await shot(host, "forced-start");
  await go(host, "Start a new plan");
  await at(host, questions[0].ask);
  await pick(host, "purpose", ["find_out", "test_option"]);
  await controlsShow();
  await focusShows(host, 8);
  await shot(host, "forced-question");
  await go(host, "Back");
  await go(host, scenario(PRACTICE).title);
  await at(host, "Check your answers");
  await part(host, "Approaches", "What we recommend");
  await controlsShow();
  assert.equal(await moving(), 0, "nothing moves");
  await shot(host, "forced-approaches");
});

// The main job, on real input: from the start page to a Word file, by mouse and by keys, and what may happen on the way.

import assert from "node:assert/strict";
import { ask, axe, fits, hasFocus, named, ready, scene, shot, tabTo, until } from "./harness.mjs";
import {
  OWN_TASK, REASON, TASK, WRITTEN, answerAll, asked, at, begin, byKeys, byMouse, chosen, download, example, focusShows, go, inView, inspect,
  journey, labels, mine, part, pick, question, questions, row, says, scenario, soundWord, sorted, title, words,
} from "./walk.mjs";

const HOSPITAL = "community-hospital-site";
const PRACTICE = "gp-practice-closure";

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
      assert.match(await title(host), /^The duty to involve the public: (the duty is )?likely to apply$/);
      const section = mine(host, "heading", /^The duty to involve the public: likely/).locator("xpath=ancestor::section");
      const steps = await named(host, "list", undefined, section).first().getByRole("listitem").allInnerTexts();
      const third = steps.find((step) => /step 3/i.test(step)) ?? assert.fail(`no step 3 among: ${steps.join(" | ")}`);
      assert.ok(third.includes("How or where people get the service"), "step 3 shows the answer it rests on");
      assert.match(third, /B1/, "step 3 is cited by its place in the guidance");
    },
  });
  const file = await word(host, done);
  assert.match(file.text, /Likely to apply/);
  assert.match(file.text, /step 3/i, "the file cites step 3");
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
      await until(() => hasFocus(alert), "the focus is on the error summary");
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

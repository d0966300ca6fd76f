// What a screen reader would say. It walks the views in the page itself, as it cannot look into a shadow root; they are
// the same views. It stands beside real screen readers, not in their place.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { baseUrl, named, scene, until } from "./harness.mjs";
import { question, questions, scenario } from "./walk.mjs";

const READER = readFileSync(createRequire(import.meta.url).resolve("@guidepup/virtual-screen-reader/browser.js"), "utf8");

/** A page with the views and the reader. */
function heard(name, act) {
  scene(name, {
    path: "/hosts/light.html",
    before: (host) => host.page.route(`${baseUrl}/reader.js`, (route) => route.fulfill({ contentType: "text/javascript", body: READER })),
  }, async (host) => {
    host.planner = host.page.locator(".ep-light");
    await named(host, "heading", "Plan how to involve people", host.planner).waitFor();
    await host.page.evaluate(async (address) => (window.reader = (await import(address)).virtual), `${baseUrl}/reader.js`);
    await act(host);
  });
}

/** All that the reader says from the top of the planner to its end. */
const spoken = async (host) => {
  const log = await host.page.evaluate(async () => {
    const { reader } = window;
    // It reads the attribute, where browsers and screen readers read the state.
    for (const input of document.querySelectorAll("input")) input.toggleAttribute("checked", input.checked);
    await reader.start({ container: document.body });
    for (let count = 0; count < 5000 && (await reader.lastSpokenPhrase()) !== "end of document"; count += 1) await reader.next();
    const log = await reader.spokenPhraseLog();
    await reader.stop();
    return log;
  });
  assert.equal(log.at(-1), "end of document", "the reader comes to the end");
  return log;
};

/** What the reader says by itself while `act` runs: live regions, and what gets the focus. */
async function saidDuring(host, act) {
  await host.page.evaluate(async () => {
    await window.reader.start({ container: document.body });
    await window.reader.clearSpokenPhraseLog();
  });
  await act();
  const log = () => host.page.evaluate(() => window.reader.spokenPhraseLog());
  await until(async () => (await log()).length > 0, "the reader says something");
  await host.page.waitForTimeout(1000);
  const said = await log();
  await host.page.evaluate(() => window.reader.stop());
  return said;
}

const press = (host, name) => named(host, "button", name, host.planner).first().click();
const has = (log, part, what) => assert.ok(log.some((phrase) => (part instanceof RegExp ? part.test(phrase) : phrase.includes(part))), `${what ?? part} is spoken:\n${log.join("\n")}`);

heard("a question's page says its question, why we ask, and each option with its role and state", async (host) => {
  await press(host, "Start a new plan");
  for (const { id, choose } of questions.slice(0, 2)) {
    const asks = question(id);
    const role = choose === "one" ? "radio" : "checkbox";
    const picked = asks.options[1].label;
    await named(host, "heading", asks.ask, host.planner).waitFor();
    await named(host, role, picked, host.planner).check();
    const log = await spoken(host);
    has(log, new RegExp(`^heading, ${asks.ask.replace("?", "\\?")}, level 2`), "the question");
    has(log, new RegExp(`^group, ${asks.ask.replace("?", "\\?")}`), "the group with its question");
    has(log, asks.why);
    has(log, asks.hint);
    for (const { label } of asks.options) {
      const state = label === picked ? "checked" : "not checked";
      const line = log.find((phrase) => phrase.startsWith(`${role}, ${label}`)) ?? assert.fail(`${role}, ${label} is spoken:\n${log.join("\n")}`);
      assert.ok(line.split(", ").includes(state), `“${label}” is ${state}: ${line}`);
    }
    const unsure = log.find((phrase) => phrase.startsWith(`${role}, ${asks.not_sure}`));
    assert.match(unsure ?? "", /We keep every road open/, "what not being sure means belongs to its option");
    has(log, /^button, Continue/);
    has(log, /^button, Skip this question/);
    await press(host, "Continue");
  }
});

heard("the alert is spoken when nothing is chosen, and so is the page that opens", async (host) => {
  await press(host, "Start a new plan");
  const [first, second] = questions;
  await named(host, "heading", first.ask, host.planner).waitFor();
  const said = await saidDuring(host, () => press(host, "Continue"));
  has(said, /There is a problem/);
  has(said, first.error);
  has(said, /alert|assertive/, "its role");
  const log = await spoken(host);
  const group = log.find((phrase) => phrase.startsWith(`group, ${first.ask}`));
  assert.ok(group?.includes(first.error), `the group is described by the error: ${group}`);

  await named(host, "checkbox", first.options[0].label, host.planner).check();
  const turned = await saidDuring(host, () => press(host, "Continue"));
  has(turned, new RegExp(`heading, ${second.ask.replace("?", "\\?")}, level 2`), "the next question");
});

heard("the recommendations say their headings, their fit and what to take care of", async (host) => {
  await press(host, scenario("gp-practice-closure").title);
  await press(host, "See what we recommend");
  await named(host, "heading", "What we recommend", host.planner).waitFor();
  const seen = await named(host, "heading", /^[1-5]\. /, host.planner).allInnerTexts();
  const log = await spoken(host);
  has(log, "heading, What we recommend, level 2");
  has(log, /^heading, Your first .+, level 3/);
  assert.equal(seen.length, 5);
  for (const name of seen) has(log, new RegExp(`^heading, ${name.trim().replace(/[.()]/g, "\\$&").replace(/\s+/g, "\\s*")}, level 4`));
  has(log, /^list, Because/);
  has(log, /Take care: ?/, "“Take care”");
  has(log, /with care/, "the fit in words");
  has(log, /^button, Leave out /);
  // Pictures say in words what they show.
  has(log, /^(img|image), Approaches on the six steps of influence\. /);
});

heard("the table of groups and approaches is spoken with its name, its rows and the state of each cell", async (host) => {
  await press(host, scenario("gp-practice-closure").title);
  await press(host, "People");
  await named(host, "heading", "Who can take part", host.planner).waitFor();
  await named(host, "table", /^Which approach reaches which group/, host.planner).waitFor();
  const log = await spoken(host);
  has(log, "heading, Who can take part, level 2");
  has(log, /^table, Which approach reaches which group/);
  const rows = await host.planner.locator(".mx tbody tr th").evaluateAll((all) => all.map((one) => one.firstChild.textContent));
  assert.ok(rows.length > 2);
  for (const name of rows) has(log, name, `the row of ${name}`);
  has(log, /^columnheader, Group affected/);
  has(log, /Reaches with: /, "what is needed");
  has(log, /combobox, Is it in place: /);
});

// Two tabs with the same plan: neither overwrites the other in silence. First as a person sees it, then a thousand random
// ways in which two tabs can act on one plan.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, axe, baseUrl, hasFocus, named, open, press, ready, scene, shot, until } from "./harness.mjs";
import { ANSWERS, chance, give, notice, OPEN, plans, PLANS, says, status, untilKept } from "./keeping.mjs";
import { mine, sorted, words } from "./walk.mjs";

const ONE = { ...ANSWERS, scale: "under_50" };
const TWO = { ...ANSWERS, scale: "over_500000" };

/** A second tab with the same plan. */
async function second(host) {
  const page = await host.page.context().newPage();
  await page.goto(`${baseUrl}/`);
  const other = { page, planner: page.locator("engagement-planner").first(), events: host.events };
  await until(() => ask(other, "answers").then((answers) => answers && Object.keys(answers).length), "the second tab has the plan");
  return other;
}

/** Two tabs that have changed the same plan: this one first, then the other, which is told. */
async function apart(host) {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const other = await second(host);
  assert.deepEqual(sorted(await ask(other, "answers")), sorted(ANSWERS));
  await give(host, ONE);
  await untilKept(host.page, ONE);
  await says(other, /^This plan was changed in another tab or window\./);
  await give(other, TWO);
  // Its own work is kept beside the other's.
  await untilKept(host.page, TWO);
  assert.equal(await notice(host), "", "the tab that was first has nothing to decide");
  return other;
}

scene("fault 12: the second tab is told at once, in words, and by a status that a screen reader hears", {}, async (host) => {
  const other = await apart(host);
  for (const choice of ["Keep mine", "Open theirs", "Save a copy"]) assert.equal(await mine(other, "button", choice).count(), 1, choice);
  await until(async () => /Yours is kept beside it\. Which one do you want here\?/.test(await notice(other)), "it says that nothing is lost");
  assert.equal(await other.planner.evaluate((node) => node.shadowRoot.querySelector("[data-keeping]").getAttribute("role")), "status");
  await axe(other);
  await shot(other, "two-tabs");
});

scene("fault 12: “Keep mine” puts mine in place of theirs, and then the other tab is told", {}, async (host) => {
  const other = await apart(host);
  await press(other, "Keep mine");
  await until(async () => (await notice(other)) === "", "the notice goes");
  const list = await plans(host.page);
  assert.deepEqual(list.map(({ saved }) => sorted(saved.answers)), [sorted(TWO)], "the copy beside it goes too");
  await says(host, /changed in another tab or window/);
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(ONE), "its work stays in its memory");
});

scene("fault 12: “Open theirs” opens theirs, and “Undo” brings mine back", {}, async (host) => {
  const other = await apart(host);
  await press(other, "Open theirs");
  await until(async () => (await notice(other)) === "", "the notice goes");
  assert.deepEqual(sorted(await ask(other, "answers")), sorted(ONE));
  assert.equal(await status(other), "The other version is open. Undo brings yours back.");
  assert.equal((await plans(host.page)).length, 1);
  await press(other, "Carry on with your plan");
  await press(other, "Undo");
  await until(async () => JSON.stringify(sorted(await ask(other, "answers"))) === JSON.stringify(sorted(TWO)), "mine is back");
});

scene("fault 12: “Save a copy” keeps both, and each tab goes on with its own", {}, async (host) => {
  const other = await apart(host);
  await press(other, "Save a copy");
  await until(async () => (await notice(other)) === "", "the notice goes");
  await until(async () => (await plans(host.page)).some(({ title }) => title === "New plan (copy)"), "the copy says that it is one");
  const list = await plans(host.page);
  assert.deepEqual(list.map(({ saved }) => sorted(saved.answers)), [sorted(TWO), sorted(ONE)]);
  await give(host, ANSWERS);
  await give(other, { ...TWO, organisation: "trust" });
  await untilKept(host.page, ANSWERS);
  await untilKept(host.page, { ...TWO, organisation: "trust" });
  assert.deepEqual([await notice(host), await notice(other)], ["", ""]);
  await other.page.reload();
  await until(async () => (await ask(other, "answers"))?.organisation, "the second tab comes back with its own");
  await host.page.reload();
  await until(async () => (await ask(host, "answers"))?.stage, "the first comes back with its own");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(ANSWERS));
});

scene("fault 12: a choice can be made by keys, and on every page", {}, async (host) => {
  const other = await apart(host);
  await press(other, "Carry on with your plan");
  assert.match(await words(other), /Changed in another tab/);
  const choice = named(other, "button", "Open theirs");
  for (let count = 0; !(await hasFocus(choice)); count += 1) {
    assert.ok(count < 60, "it is reached");
    await other.page.keyboard.press("Tab");
  }
  await other.page.keyboard.press("Enter");
  await until(async () => (await notice(other)) === "", "the notice goes");
});

scene("fault 13: two tabs that write at the very same moment: what was written over is told, and kept", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const other = await second(host);
  await Promise.all([give(host, ONE), give(other, TWO)]);
  await untilKept(host.page, ONE);
  await untilKept(host.page, TWO);
  const told = [await notice(host), await notice(other)].filter((words) => /changed in another tab/.test(words));
  assert.ok(told.length >= 1, "at least one is told");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(ONE));
  assert.deepEqual(sorted(await ask(other, "answers")), sorted(TWO));
});

// ---------- a thousand ways ----------

const MANY = Number(process.env.INTERLEAVINGS ?? 1000);

test(`${MANY} random interleavings of two tabs lose nothing in silence`, { timeout: 600_000 }, async () => {
  const { next, below, of } = chance(Number(process.env.SEED ?? 20261125));
  const host = await open({
    path: "/",
    // Time goes faster, so that a thousand fit: what waits a quarter of a second waits for a moment.
    before: (host) =>
      host.page.context().addInitScript(() => {
        const { setTimeout } = window;
        window.setTimeout = (task, delay, ...rest) => setTimeout(task, delay === 250 ? 8 : delay, ...rest);
      }),
  });
  const began = Date.now();
  try {
    await ready(host);
    const given = (number) => ({ time_before_decision: { on: new Date(Date.UTC(2030, 0, 1 + number)).toISOString().slice(0, 10) } });
    let number = 0;
    await give(host, given(number));
    await untilKept(host.page, given(number));
    const tabs = [{ page: host.page }, { page: (await second(host)).page }];

    /** What a tab holds, what it says, and what is kept, in one look. */
    const look = (tab) =>
      tab.page.evaluate(([open, plans]) => {
        const planner = document.querySelector("engagement-planner");
        const id = sessionStorage.getItem(`${open}1`);
        const read = (value) => JSON.parse(value.slice(value.indexOf("\n") + 1)).answers.time_before_decision?.on;
        const kept = Object.fromEntries(Object.keys(localStorage).filter((key) => key.startsWith(plans)).map((key) => [key.slice(plans.length), read(localStorage.getItem(key))]));
        const says = planner.shadowRoot.querySelector("[data-keeping]").innerText;
        return { mine: planner.answers.time_before_decision?.on, told: says !== "", older: says.includes("older"), id, kept };
      }, [OPEN, PLANS]);
    const write = (tab) => {
      number += 1;
      tab.expects = given(number).time_before_decision.on;
      tab.seen.add(tab.expects);
      return tab.page.evaluate((answers) => void (document.querySelector("engagement-planner").answers = answers), given(number));
    };
    const hide = (tab) => tab.page.evaluate(() => void dispatchEvent(new Event("pagehide")));
    /** Presses a choice where one is offered; gives what the tab holds after. */
    const choose = async (tab, choice) => {
      const came = await tab.page.evaluate(async ([choice, plan]) => {
        const planner = document.querySelector("engagement-planner");
        const button = [...planner.shadowRoot.querySelectorAll("[data-keeping] button")].find(({ innerText }) => innerText === choice);
        if (!button) return undefined;
        const there = localStorage.getItem(plan + sessionStorage.getItem("engagement-planner/2/open/1"));
        button.click();
        // What reads a plan is asked for, and comes a moment later.
        await new Promise((resolve) => setTimeout(resolve, 0));
        return [planner.answers.time_before_decision.on, there && JSON.parse(there.slice(there.indexOf("\n") + 1)).answers.time_before_decision.on];
      }, [choice, PLANS]);
      if (came === undefined) return;
      const [after, there] = came;
      counts[choice] += 1;
      // It has seen what stood there when it chose.
      tab.seen.add(there);
      tab.seen.add(after);
      // “Open theirs” gives up what the tab held, and the person has said so. No other choice may change it.
      if (choice === "Open theirs") tab.expects = after;
    };
    const counts = { "Keep mine": 0, "Open theirs": 0, "Save a copy": 0, told: 0, written: 0 };
    /** Both tabs have seen what they agree on. */
    const agree = (value) => {
      for (const tab of tabs) [tab.expects, tab.seen] = [value, new Set([value])];
    };
    agree(given(0).time_before_decision.on);

    for (let round = 0; round < MANY; round += 1) {
      const log = [];
      for (let acts = 2 + below(4); acts > 0; acts -= 1) {
        const which = below(2);
        const tab = tabs[which];
        const act = of(["write", "write", "write", "both", "both", "hide", "choose", "wait"]);
        const choice = next() < 0.3 ? "Save a copy" : of(["Keep mine", "Open theirs"]);
        log.push(`${which} ${act}${act === "choose" ? ` ${choice}` : ""}`);
        if (act === "write") await write(tab);
        else if (act === "both") await Promise.all(tabs.map(write));
        else if (act === "hide") await hide(tab);
        else if (act === "choose") await choose(tab, choice);
        else await new Promise((resolve) => setTimeout(resolve, below(20)));
        if (act === "write") counts.written += 1;
        if (act === "both") counts.written += 2;
      }
      // In the end each tab's work is kept, in its place or beside it, and a tab whose place holds another's work says so.
      const told = () => `round ${round}, after ${log.join(", ")}`;
      let seen;
      await until(async () => {
        seen = await Promise.all(tabs.map(look));
        // What one tab writes, the other sees a moment later.
        const one = seen.map(({ kept }) => JSON.stringify(sorted(kept)));
        // It may be called older only where the other tab had it before it went on; what was given since is still to be kept.
        const other = (which, mine) => tabs[1 - which].seen.has(mine);
        return one[0] === one[1] && seen.every(({ mine, told, older, id, kept }, which) => ((older && other(which, mine)) || Object.values(kept).includes(mine)) && (told || kept[id] === mine));
      }, `all work is kept or told, ${told()}`).catch((why) => {
        throw new Error(`${why.message}: ${JSON.stringify(seen)}`);
      });
      for (const [which, tab] of tabs.entries()) {
        assert.equal(seen[which].mine, tab.expects, `what tab ${which} holds is what was given there, ${told()}`);
        if (seen[which].told) counts.told += 1;
      }
      // Both come to agree again, each in a way of its own; where one has gone its own way, it opens the plan of the other.
      for (let count = 0; seen.some(({ told }) => told); count += 1) {
        assert.ok(count < 20, `the tabs come to agree, ${told()}`);
        const which = seen.findIndex(({ told }) => told);
        await choose(tabs[which], of(["Keep mine", "Open theirs"]));
        await until(async () => {
          seen = await Promise.all(tabs.map(look));
          const [one, two] = seen.map(({ kept, id }) => kept[id]);
          return seen[0].id !== seen[1].id || (one === two && seen.every(({ mine, told, id, kept }) => told || kept[id] === mine));
        }, `each tab has seen what the other did, ${told()}`);
      }
      if (seen[0].id !== seen[1].id) {
        const { id } = seen[0];
        await tabs[1].page.evaluate(([open, id]) => sessionStorage.setItem(`${open}1`, id), [OPEN, id]);
        await tabs[1].page.reload();
        await until(async () => (await tabs[1].page.evaluate(() => document.querySelector("engagement-planner").answers))?.time_before_decision, "it opens the plan of the first");
        // What was saved as a copy has been seen to be kept.
        await tabs[0].page.evaluate(([plans, id]) => Object.keys(localStorage).filter((key) => key.startsWith(plans) && !key.endsWith(id)).forEach((key) => localStorage.removeItem(key)), [PLANS, id]);
        seen = await Promise.all(tabs.map(look));
      }
      assert.equal(seen[0].mine, seen[1].mine, `the tabs agree, ${told()}`);
      agree(seen[0].mine);
    }
    console.log(`# ${MANY} interleavings in ${Math.round((Date.now() - began) / 1000)} s: ${counts.written} answers, ${counts.told} times told; ${JSON.stringify(counts)}`);
    for (const [what, count] of Object.entries(counts)) assert.ok(MANY < 500 || count > 5, `it came to “${what}”`);
    assert.deepEqual(host.heard.filter((line) => !/^(info|log|debug):/.test(line)), []);
  } finally {
    await host.page.context().close();
  }
});

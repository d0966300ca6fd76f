// The renderer process is killed at random moments, a hundred times: at most the last answer is lost. And after a fault of
// the module itself the same plan goes on in the same place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, baseUrl, crash, open, press, ready, scene, until } from "./harness.mjs";
import { ANSWERS, chance, give, notice, plans, says, untilKept } from "./keeping.mjs";
import { sorted } from "./walk.mjs";

const KILLS = Number(process.env.KILLS ?? 100);

test(`${KILLS} kills at random moments lose at most one answer each`, { timeout: 600_000 }, async () => {
  const { next, below } = chance(Number(process.env.SEED ?? 36));
  const host = await open({ path: "/" });
  const context = host.page.context();
  const began = Date.now();
  const lost = [0, 0];
  let number = 0;
  const day = (number) => new Date(Date.UTC(2030, 0, 1 + number)).toISOString().slice(0, 10);
  try {
    // Each answer is told to us before it is given, so that it is known also when the page dies of it.
    let answers = [undefined];
    await context.exposeBinding("about", (_, number) => void answers.push(day(number)));
    let page = await context.newPage();
    await host.page.close();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await page.goto(baseUrl);
      await page.waitForFunction(() => document.querySelector("engagement-planner")?.plan);
      const here = await page.evaluate(() => document.querySelector("engagement-planner").answers.time_before_decision?.on);
      if (kill > 0) {
        const there = answers.slice(-2).reverse().indexOf(here);
        assert.ok(there >= 0, `kill ${kill}: of ${answers} there is ${here}`);
        lost[there] += 1;
      }
      answers = [here];
      // As a person answers, quickly: no two answers within a third of a second.
      const pauses = Array.from({ length: 1 + below(3) }, () => 300 + below(100));
      const crashed = new Promise((resolve) => page.once("crash", resolve));
      const first = number + 1;
      number += pauses.length;
      page
        .evaluate(async ([pauses, days, first]) => {
          for (const [nth, pause] of pauses.entries()) {
            await window.about(first + nth);
            document.querySelector("engagement-planner").answers = { time_before_decision: { on: days[nth] } };
            await new Promise((resolve) => setTimeout(resolve, pause));
          }
        }, [pauses, pauses.map((_, nth) => day(first + nth)), first])
        .catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, Math.floor(next() * pauses.reduce((sum, pause) => sum + pause, 0))));
      const session = await context.newCDPSession(page);
      session.send("Page.crash").catch(() => {});
      await crashed;
      const fresh = await context.newPage();
      await page.close();
      page = fresh;
    }
    console.log(`# ${KILLS} kills in ${Math.round((Date.now() - began) / 1000)} s: the last answer was kept ${lost[0]} times and lost ${lost[1]} times; no other was lost`);
  } finally {
    await context.close();
  }
});

scene("after a fault of the module the same plan goes on in the same place", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const [{ key }] = await plans(host.page);
  await crash(host);
  await press(host, "Carry on");
  await ready(host, 2);
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(ANSWERS));
  const more = { ...ANSWERS, scale: "under_50" };
  await give(host, more);
  await untilKept(host.page, more);
  assert.deepEqual((await plans(host.page)).map((plan) => plan.key), [key]);
  assert.equal(await notice(host), "");
});

scene("what another tab wrote while the module was down is not overwritten when it carries on", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  await crash(host);
  const page = await host.page.context().newPage();
  await page.goto(baseUrl);
  const other = { page };
  await until(async () => (await ask(other, "answers"))?.stage, "the other tab has the plan");
  const theirs = { ...ANSWERS, scale: "over_500000" };
  await give(other, theirs);
  await untilKept(page, theirs);
  await press(host, "Carry on");
  await ready(host, 2);
  await says(host, /changed in another tab or window/);
  await untilKept(page, theirs);
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(ANSWERS));
});

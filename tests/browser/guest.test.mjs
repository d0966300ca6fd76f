// A guest that comes and goes: a thousand times on one page, and fifty at once. What it took it gives back.

import assert from "node:assert/strict";
import { ask, named, ready, scene, until } from "./harness.mjs";

const CYCLES = 1000;
/** One page of wasm memory, in bytes. */
const PAGE = 65_536;

/** Counts what listens on the window and the document, from before the first script. */
const counting = (host) =>
  host.page.addInitScript(() => {
    const held = new Map();
    const keyOf = (type, options) => `${type} ${Boolean(options?.capture ?? options)}`;
    const on = (target) => held.get(target) ?? held.set(target, new Map()).get(target);
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const target = this ?? window;
      if (target === window || target === document) {
        const all = on(target);
        const key = keyOf(type, options);
        if (!all.has(key)) all.set(key, new Set());
        all.get(key).add(listener);
      }
      return addEventListener.call(target, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      const target = this ?? window;
      held.get(target)?.get(keyOf(type, options))?.delete(listener);
      return removeEventListener.call(target, type, listener, options);
    };
    window[Symbol.for("listening")] = () => [...held.values()].reduce((sum, all) => sum + [...all.values()].reduce((some, one) => some + one.size, 0), 0);
  });

const listening = (host) => host.page.evaluate(() => window[Symbol.for("listening")]());
const memory = (host) => host.page.evaluate(() => window[Symbol.for("instances")].find(({ exports }) => exports.memory).exports.memory.buffer.byteLength);

/** What the browser itself counts, after it has cleared away what nobody holds. */
async function counted(host, devtools) {
  // What is cleared away in one round frees more for the next.
  for (let round = 0; round < 3; round += 1) {
    await devtools.send("HeapProfiler.collectGarbage");
    await host.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name) => metrics.find((one) => one.name === name).value;
  return { listeners: of("JSEventListeners"), nodes: of("Nodes"), heap: of("JSHeapUsedSize") };
}

const WAYS = [
  {
    says: "the same planner is taken out and put back",
    turn: async (count) => {
      const planner = (window[Symbol.for("planner")] ??= document.querySelector("engagement-planner"));
      const home = document.querySelector("main");
      for (let no = 0; no < count; no += 1) {
        home.append(planner);
        if (!planner.shadowRoot.querySelector("h2")) throw new Error("it has no view");
        planner.remove();
        await Promise.resolve();
      }
    },
  },
  {
    says: "a new planner comes and goes",
    turn: async (count) => {
      document.querySelector("engagement-planner")?.remove();
      for (let no = 0; no < count; no += 1) {
        const planner = document.createElement("engagement-planner");
        planner.setAttribute("autosave", "off");
        const ready = new Promise((resolve) => planner.addEventListener("engagement-planner-ready", resolve));
        document.querySelector("main").append(planner);
        await ready;
        if (!planner.shadowRoot.querySelector("h2")) throw new Error("it has no view");
        planner.remove();
        await Promise.resolve();
      }
    },
  },
];

for (const { says, turn } of WAYS) {
  scene(`a thousand times ${says}: nothing goes on listening, and memory does not grow`, { path: "/hosts/plain.html", before: counting }, async (host) => {
    const devtools = await host.page.context().newCDPSession(host.page);
    await devtools.send("Performance.enable");
    await ready(host);
    await until(() => ask(host, "plan"), "all of it is here");
    assert.ok((await listening(host)) > 0, "a planner on the page listens");

    const cycles = async (count) => {
      for (let done = 0; done < count; done += 50) {
        await host.page.evaluate(turn, 50);
        await devtools.send("HeapProfiler.collectGarbage");
      }
    };
    // The first rounds fill what is kept for good.
    await cycles(100);
    const before = { ...(await counted(host, devtools)), memory: await memory(host) };
    assert.equal(await listening(host), 0, "off the page, nothing listens on the window or the document");
    await cycles(CYCLES);
    const after = { ...(await counted(host, devtools)), memory: await memory(host) };
    console.log(`# ${says}: ${JSON.stringify({ before, after })}`);
    assert.equal(await listening(host), 0, "nothing listens in the end");
    assert.ok(after.memory - before.memory <= (PAGE * CYCLES) / 100, `wasm memory grew by ${(after.memory - before.memory) / PAGE} pages`);
    assert.ok(after.listeners <= before.listeners + 20, `${before.listeners} listeners are ${after.listeners}`);
    assert.ok(after.nodes <= before.nodes + 200, `${before.nodes} nodes are ${after.nodes}`);
    assert.ok(after.heap <= before.heap * 1.2 + 500_000, `the heap grew from ${before.heap} to ${after.heap}`);
  });
}

scene("fifty planners on one page work, each for itself", { path: "/hosts/plain.html" }, async (host) => {
  await ready(host);
  await host.page.evaluate(() => {
    for (let no = 2; no <= 50; no += 1) {
      const planner = document.createElement("engagement-planner");
      planner.id = `planner-${no}`;
      document.querySelector("main").append(planner);
    }
  });
  await ready(host, 50);
  const all = await host.page.evaluate(async () => {
    const planners = [...document.querySelectorAll("engagement-planner")];
    for (const [no, planner] of planners.entries()) planner.answers = { stage: no % 2 ? "appraising_options" : "forming_options" };
    while (planners.some((planner) => !planner.answers?.stage || !planner.plan)) await new Promise((resolve) => setTimeout(resolve, 50));
    return planners.map((planner) => planner.answers.stage);
  });
  assert.equal(all.length, 50);
  assert.deepEqual(all, all.map((_, no) => (no % 2 ? "appraising_options" : "forming_options")));
  assert.equal(host.requests.filter(({ url }) => url.endsWith(".wasm")).length, 2, "they share one instance");
  const last = host.page.locator("engagement-planner").last();
  await last.scrollIntoViewIfNeeded();
  assert.ok(await named(host, "heading", /./, last).first().isVisible(), "the last has its page");
});

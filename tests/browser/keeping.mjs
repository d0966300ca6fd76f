// What the tests of the keeping share: what is kept, how the planner speaks of it, and how a host gives answers.

import assert from "node:assert/strict";
import { until } from "./harness.mjs";
import { sorted } from "./walk.mjs";

export const PLANS = "engagement-planner/2/plan/";
export const OPEN = "engagement-planner/2/open/";
export const BEFORE = "engagement-planner/1/";

/** The answers of the question “what is this about” that a host may give, as many as there are. */
export const ANSWERS = { stage: "appraising_options", what_is_open: "set_options" };

/** Gives answers, as a host does. */
export const give = (host, answers = ANSWERS) =>
  host.page.evaluate((answers) => void (document.querySelector("engagement-planner").answers = answers), answers);

/** The text of a saved file with these answers. */
export const savedText = (answers, { schema = 2, title = "" } = {}) =>
  JSON.stringify({ format: "engagement-plan", schema, edition: "x", answers, edits: title ? { title } : {} });

/** The sum that a kept value carries. */
const sum = (text) => {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return sum.toString(16).padStart(8, "0");
};

/** A value as the planner keeps it. */
export const sealed = (text, { schema = 1, revision = 1, after = "-", when = "2026-01-02T03:04", title = "" } = {}) => {
  const head = `${revision} ${after} ${when} ${title}\n${text}`;
  return `engagement-planner-kept ${schema} ${sum(head)} ${head}`;
};

/** A kept value, read. */
export function unsealed(value) {
  const [, schema, check, revision, after, when, title, text] = value.match(/^engagement-planner-kept (\d+) (\S+) (\d+) (\S+) (\S+) (.*)\n([^]*)$/) ?? assert.fail(`not a kept value: ${value.slice(0, 60)}`);
  const whole = sum(`${revision} ${after} ${when} ${title}\n${text}`) === check;
  return { schema: Number(schema), revision: Number(revision), when, title, text, whole, ...(whole ? { saved: JSON.parse(text) } : {}) };
}

/** Everything in the page's storage, by key. `Storage` itself may be made to fail, so its names are read. */
export const all = (page, area = "localStorage") => page.evaluate((area) => ({ ...window[area] }), area);

/** Every kept plan, by its key, the last kept first. */
export const plans = async (page, area) =>
  Object.entries(await all(page, area))
    .filter(([key]) => key.startsWith(PLANS))
    .map(([key, value]) => ({ key, value, ...unsealed(value) }))
    .sort((one, other) => other.revision - one.revision);

const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Waits until a kept plan has these answers. */
export const untilKept = (page, answers, area) =>
  until(async () => (await plans(page, area)).some(({ saved }) => saved && same(saved.answers, answers)), `${JSON.stringify(answers)} is kept`);

/** What the planner says of the keeping where something is wrong; empty where nothing is. */
export const notice = (host) => host.planner.evaluate((node) => node.shadowRoot.querySelector("[data-keeping]")?.innerText.trim() ?? "");

/** Waits until it says something that matches. */
export const says = (host, pattern) => until(async () => pattern.test(await notice(host)), `it says ${pattern}`);

/** What the planner says in its line of messages. */
export const status = (host) => host.planner.evaluate((node) => node.shadowRoot.querySelector(".status")?.innerText.trim() ?? "");

/** Random numbers from a seed, the same every time. */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (most) => Math.floor(next() * most), of: (list) => list[Math.floor(next() * list.length)] };
}

// The JSON Schemas that we publish, by an outside validator: they take what the planner takes, and refuse what it refuses.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { ask, ready, scene, until } from "./harness.mjs";
import { scenarios } from "./walk.mjs";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const schema = (name) => new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(JSON.parse(read(`schema/${name}.schema.json`)));
const plans = schema("plan");
const now = schema("plan-written-now");
const policies = schema("local-policy");
const golden = [1, 2, 3, 4].map((shape) => JSON.parse(read(`tests/golden/schema-${shape}.json`)));
const example = JSON.parse(read("examples/local-policy.json"));

/** Every place in a value, as a list of steps. */
function* places(value, path = []) {
  yield path;
  if (value && typeof value === "object") for (const [name, inside] of Object.entries(value)) yield* places(inside, [...path, name]);
}

/** The value with one place changed: another value, or a name that is not known beside it, or nothing. */
function* mutants(value) {
  for (const path of places(value)) {
    for (const put of [null, 7, 1.5, -1, true, "", "x", "2026-02-30", "2026-13-01", [], [7], {}, { __proto_: 1 }, { on: "soon" }, undefined]) {
      const whole = structuredClone(value);
      const last = path.at(-1);
      if (last === undefined) {
        if (put !== undefined) yield [put, "the whole"];
        continue;
      }
      const parent = path.slice(0, -1).reduce((at, step) => at[step], whole);
      if (put !== undefined) parent[last] = put;
      else if (Array.isArray(parent)) parent.splice(last, 1);
      else delete parent[last];
      yield [whole, `${path.join(", ")} = ${JSON.stringify(put)}`];
      if (put === undefined && !Array.isArray(parent)) {
        const more = structuredClone(value);
        path.slice(0, -1).reduce((at, step) => at[step], more)["not-ours"] = "x";
        yield [more, `${path.slice(0, -1).join(", ")}, not-ours`];
      }
    }
  }
}

test("every golden file is as the schema says, and only the newest is as it is written now", () => {
  for (const [at, file] of golden.entries()) {
    assert.ok(plans(file), JSON.stringify(plans.errors));
    assert.equal(now(file), at === golden.length - 1);
  }
});

test("the worked example of a local policy is as the schema says", () => {
  assert.ok(policies(example), JSON.stringify(policies.errors));
});

scene("plan files made from every scenario are as the schema says, as they are written now", {}, async (host) => {
  await ready(host);
  assert.equal(scenarios.length, 25);
  for (const { answers } of scenarios) {
    await host.planner.evaluate((planner, answers) => (planner.answers = answers), answers);
    await until(async () => Object.keys(await ask(host, "answers")).length === Object.keys(answers).length, "the answers are taken");
    const file = JSON.parse((await ask(host, "export", "json")).text);
    assert.ok(plans(file) && now(file), JSON.stringify(plans.errors ?? now.errors));
  }
});

scene("of a thousand changed plan files, the schema takes and refuses the same as the planner", {}, async (host) => {
  await ready(host);
  const all = [...mutants(golden.at(-1))];
  assert.ok(all.length > 1000, `only ${all.length}`);
  const opened = await host.planner.evaluate(async (planner, texts) => {
    const came = [];
    for (const text of texts) came.push(await planner.open(text).then(() => "", (why) => why.message));
    return came;
  }, all.map(([file]) => JSON.stringify(file)));
  const differ = all.flatMap(([file, what], at) => (plans(file) === !opened[at] ? [] : [`${what}: the schema ${plans(file) ? "takes" : "refuses"} it; the planner says: ${opened[at] || "well"}`]));
  // The calendar's own rules are the planner's to tell: a schema knows how long months are, and no leap years.
  assert.deepEqual(differ, []);
  assert.ok(opened.some((said) => !said) && opened.some(Boolean), "some are taken, and some refused");
});

scene("of as many changed policies too", { path: "/" }, async (host) => {
  await ready(host);
  await host.planner.evaluate((planner, text) => planner.setAttribute("local", text), JSON.stringify(example));
  await until(async () => (await ask(host, "plan"))?.local, "the policy is read");
  const all = [...mutants(example)].filter(([file]) => file && typeof file === "object" && !Array.isArray(file));
  assert.ok(all.length > 1000, `only ${all.length}`);
  const read = await host.planner.evaluate(async (planner, texts) => {
    const came = [];
    for (const text of texts) {
      let told;
      const hear = ({ detail }) => (told = detail.messages);
      planner.addEventListener("engagement-planner-error", hear);
      planner.setAttribute("local", text);
      // It is read once the browser has a moment: until then the plan has the policy from before, or none.
      for (let turn = 0; turn < 4; turn += 1) await new Promise((go) => setTimeout(go));
      planner.removeEventListener("engagement-planner-error", hear);
      came.push(told ?? []);
    }
    return came;
  }, all.map(([file]) => JSON.stringify(file)));
  const differ = all.flatMap(([file, what], at) => (policies(file) === !read[at].length ? [] : [`${what}: the schema ${policies(file) ? "takes" : "refuses"} it; the planner says: ${read[at].join(" ") || "well"}`]));
  assert.deepEqual(differ, []);
  assert.ok(read.some((said) => !said.length) && read.some((said) => said.length));
});

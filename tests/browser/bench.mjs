// How long one assessment of a whole set of answers takes. Run by `cargo xtask bench`:
//   node tests/browser/bench.mjs MEASURE MEASURE.wasm
//
// On this computer it stands beside the reading of the same answers from JSON. In the browser, slowed four times, it
// stands beside hand-written JavaScript that reads the same rules and puts the approaches in order, and explains nothing.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [program, wasm] = process.argv.slice(2);
const native = JSON.parse(execFileSync(program, { encoding: "utf8" }));
const rules = JSON.parse(execFileSync(program, ["rules"], { encoding: "utf8", maxBuffer: 1 << 28 }));

const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--no-first-run", "--disable-background-networking"] });
const page = await browser.newPage();
await page.goto("about:blank");
const slow = await page.context().newCDPSession(page);
await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });

const seen = await page.evaluate(
  async ({ bytes, rules: { rules, approaches, sets } }) => {
    const { instance } = await WebAssembly.instantiate(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)));
    const ours = () => instance.exports.assess_all();

    // The same clauses, read by hand: no reasons, no words, no blend.
    const holds = (known, [question, [low, high], negated]) => {
      const bits = known[question];
      return bits !== null && ((bits[0] & low) !== 0 || (bits[1] & high) !== 0) !== negated;
    };
    const byHand = () => {
      for (const known of sets) {
        const list = Array.from({ length: approaches }, (_, no) => ({ no, out: 0, strong: 0, care: 0, questions: new Set() }));
        for (const { about, effect, when, unless } of rules) {
          if (!about.approaches || !when.every((clause) => holds(known, clause))) continue;
          if (unless.length && unless.every((clause) => holds(known, clause))) continue;
          for (const no of about.approaches) {
            const one = list[no];
            if (effect === "rules_out") one.out += 1;
            else if (effect === "caution") one.care += 1;
            else {
              one.strong += effect === "strongly_suits" ? 1 : 0;
              for (const [question] of when) one.questions.add(question);
            }
          }
        }
        list.sort((a, b) => !!a.out - !!b.out || !!b.strong - !!a.strong || b.questions.size - a.questions.size || a.care - b.care || a.no - b.no);
      }
    };

    const rounds = (run, each, count = 40) => {
      for (let at = 0; at < 5; at += 1) run();
      const list = Array.from({ length: count }, () => {
        const began = performance.now();
        run();
        return ((performance.now() - began) * 1000) / each;
      }).sort((a, b) => a - b);
      return [list[0], list[count >> 1], list[count - 1]];
    };
    if (instance.exports.unpress() < 100) throw new Error("The handbook was not read.");
    return { ours: rounds(ours, sets.length), byHand: rounds(byHand, sets.length), unpress: rounds(instance.exports.unpress, 1, 12) };
  },
  { bytes: readFileSync(wasm).toString("base64"), rules },
);
await browser.close();

const row = (what, [least, middle, most]) =>
  console.log(`${what.padEnd(66)} ${[least, middle, most].map((us) => (us / 1000).toFixed(3).padStart(8)).join(" ")}`);
console.log(`\n${"Milliseconds for one whole set of answers".padEnd(66)} ${["least", "middle", "most"].map((w) => w.padStart(8)).join(" ")}`);
row("On this computer: one assessment", native.assess);
row("On this computer: reading the same answers from JSON", native.parse);
row("In Chromium, slowed four times: one assessment", seen.ours);
row("In Chromium, slowed four times: the rules alone, by hand in script", seen.byHand);
row("In Chromium, slowed four times: the handbook unpressed and read, once", seen.unpress);
console.log(`\n${rules.rules.length} rules, ${rules.approaches} approaches, ${rules.sets.length} sets of answers.`);

// How long the whole plan takes: its page on screen, and its Word file made, in the largest scenario and in a browser
// slowed four times. Run by `cargo xtask bench` over dist/.
//
// The page stands beside the same markup handed to the browser as a text; the Word file beside JSZip, which packs the
// same parts and makes none of them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const JSZIP = createRequire(import.meta.url).resolve("jszip/dist/jszip.min.js");
const ROUNDS = 12;

const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--no-first-run", "--disable-background-networking"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.goto(process.env.BASE_URL);
await page.addScriptTag({ content: readFileSync(JSZIP, "utf8") });
await page.waitForFunction(() => document.querySelector("engagement-planner")?.plan);

// The largest scenario: the one whose Word file is the largest.
const titles = await page.evaluate(() => [...document.querySelector("engagement-planner").shadowRoot.querySelectorAll(".far button, details button, main button, button")].map((node) => node.innerText.trim()));
const ids = [...readFileSync(new URL("../../src/guidance/content/scenarios.toml", import.meta.url), "utf8").matchAll(/^title = "(.*)"$/gm)].map(([, title]) => title).filter((title) => titles.includes(title));
let largest = { size: 0 };
for (const title of ids) {
  await page.evaluate(async () => document.querySelector("engagement-planner").reset());
  await page.evaluate((title) => {
    const root = document.querySelector("engagement-planner").shadowRoot;
    [...root.querySelectorAll("button")].find((node) => node.textContent.trim() === title).click();
  }, title);
  const text = await page.evaluate(async () => {
    const planner = document.querySelector("engagement-planner");
    const word = await planner.export("docx");
    return { size: word.size, saved: await (await planner.export("json")).text() };
  });
  if (text.size > largest.size) largest = { title, ...text };
}

const slow = await page.context().newCDPSession(page);
await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });
const seen = await page.evaluate(
  async ({ saved, rounds }) => {
    const planner = document.querySelector("engagement-planner");
    await planner.open(saved);
    const painted = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    const quiet = async () => {
      for (let at = 0; at < 8; at += 1) await new Promise((go) => setTimeout(go, 60));
    };
    const timed = async (act, before = () => {}) => {
      const list = [];
      for (let at = 0; at < rounds; at += 1) {
        await before();
        await quiet();
        const began = performance.now();
        await act();
        list.push(performance.now() - began);
      }
      list.sort((a, b) => a - b);
      return [list[0], list[list.length >> 1], list.at(-1)];
    };
    const tab = (name) => [...planner.shadowRoot.querySelectorAll("nav button")].find((node) => node.textContent === name).click();
    const to = (name) => timed(async () => (tab(name), await painted()), async () => (tab("Answers"), await painted()));
    const plan = await to("Plan");
    const dates = await to("Dates and money");
    tab("Plan");
    await painted();
    const markup = planner.shadowRoot.querySelector(".ep").outerHTML;
    const nodes = planner.shadowRoot.querySelectorAll(".ep *").length;
    tab("Answers");
    const beside = document.createElement("div");
    beside.attachShadow({ mode: "open" });
    beside.shadowRoot.adoptedStyleSheets = planner.shadowRoot.adoptedStyleSheets;
    document.body.append(beside);
    const byText = await timed(async () => ((beside.shadowRoot.innerHTML = markup), await painted()), async () => ((beside.shadowRoot.innerHTML = ""), await painted()));
    const word = await timed(() => planner.export("docx"));
    const parts = await JSZip.loadAsync(await planner.export("docx"));
    const inside = await Promise.all(Object.keys(parts.files).map(async (name) => [name, await parts.files[name].async("uint8array")]));
    const zipped = await timed(async () => {
      const zip = new JSZip();
      for (const [name, bytes] of inside) zip.file(name, bytes);
      await zip.generateAsync({ type: "blob", compression: "DEFLATE" });
    });
    const web = await timed(() => planner.export("html"));
    return { plan, dates, byText, nodes, word, zipped, web, bytes: inside.reduce((sum, [, bytes]) => sum + bytes.length, 0) };
  },
  { saved: largest.saved, rounds: ROUNDS },
);
await browser.close();

const row = (what, list) => console.log(`${what.padEnd(66)} ${list.map((ms) => ms.toFixed(1).padStart(8)).join(" ")}`);
console.log(`\n${"Milliseconds in Chromium, slowed four times, in the largest scenario".padEnd(66)} ${["least", "middle", "most"].map((w) => w.padStart(8)).join(" ")}`);
row("The plan's page, from the click until it is painted", seen.plan);
row("Dates and money, from the click until it is painted", seen.dates);
row("The plan's markup handed to the browser as a text, until it is painted", seen.byText);
row("The full plan as a Word file", seen.word);
row("The same parts packed by JSZip, none of them made", seen.zipped);
row("The full plan as a web page", seen.web);
console.log(`\n“${largest.title}”: ${seen.nodes} elements on the plan's page, a Word file of ${largest.size.toLocaleString("en-GB")} bytes from ${seen.bytes.toLocaleString("en-GB")}.`);

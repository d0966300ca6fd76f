// A case for training: made of a plan by keyboard, its words put to the person, looked at, saved, opened again, begun from.

import assert from "node:assert/strict";
import { ask, hasFocus, ready, scene, until } from "./harness.mjs";
import { at, byKeys, byMouse, download, example, go, inspect, mine, part, scenario, title, words } from "./walk.mjs";

const HOSPITAL = "community-hospital-site";
const SECRET = "Zyxquor";

/** The words of the first status, once they match. */
const told = async (host, says) => {
  const status = mine(host, "status").first();
  await until(async () => says.test((await status.innerText()).trim()), `it says ${says}, and not “${await status.innerText()}”`);
};

const openFile = (host, file) => host.planner.getByLabel("Open a saved plan").setInputFiles(file);
const heading = (host) => host.planner.locator("[data-page]");

/** A plan of the worked example with a secret in its name, on the page where files are made. */
const toShare = async (host, { secret = true } = {}) => {
  await ready(host);
  await example(host, HOSPITAL);
  if (secret) {
    const saved = JSON.parse((await ask(host, "export", "json")).text);
    saved.edits.title = `${SECRET} clinic`;
    await ask(host, "open", JSON.stringify(saved));
    await at(host, "Check your answers");
  }
  await part(host, "Share", "Share your plan");
};

scene("a case is made, its words are looked at, and it is saved and opened again, by keyboard", {}, async (host) => {
  const by = byKeys;
  await toShare(host);
  await go(host, "Make this a case for training", { by });
  await at(host, "Make a case for training");
  await until(() => hasFocus(heading(host)), "the focus is on the heading");
  assert.doesNotMatch(await words(host), new RegExp(SECRET), "nothing of the plan's words is here");
  await inspect(host, "case-write");
  const story = mine(host, "textbox", "Story");
  assert.equal(await story.inputValue(), scenario(HOSPITAL).story);
  await by.write(host, mine(host, "textbox", "Title"), "");
  await go(host, "Check the words", { by });
  const problem = host.planner.locator("[data-errors]");
  await until(() => hasFocus(problem), "the focus is on what is wrong");
  assert.match(await problem.innerText(), /Enter a title/);
  await inspect(host, "case-no-title");
  await go(host, "Enter a title", { by });
  await until(() => hasFocus(mine(host, "textbox", "Title")), "its line leads to the field");
  await by.write(host, mine(host, "textbox", "Title"), "Two hospitals become one");
  await by.write(host, story, "The board decides in May. Sarah Oakley rang 0113 496 0123 from 14 High Street.");
  await go(host, "Check the words", { by });
  await at(host, "Could this tell who it is?");
  await until(() => hasFocus(heading(host)), "the focus is on the heading");
  const asked = await host.planner.locator("fieldset legend").allInnerTexts();
  assert.deepEqual(asked, ["“0113 496 0123”", "“May”", "“Sarah”", "“Oakley”", "“14 High Street”"]);
  await go(host, "See it as the room will", { by });
  await until(() => hasFocus(problem), "it does not go on before each has its answer");
  assert.match(await problem.innerText(), /Choose “Keep” or “Take out” for each/);
  await inspect(host, "case-words");
  for (const name of asked) {
    const group = mine(host, "group", name);
    await by.choose(host, group.getByRole("radio", { name: name === "“May”" ? "Keep" : "Take out" }));
  }
  await go(host, "See it as the room will", { by });
  await at(host, "Two hospitals become one");
  await until(() => hasFocus(heading(host)), "the focus is on the heading");
  assert.match(await words(host), /decides in May\. \[left out\] \[left out\] rang \[left out\] from \[left out\]\./);
  assert.match(await words(host), /What is known[^]*Questions for the room/);
  await inspect(host, "case-preview");
  const size = await host.planner.evaluate((node) => parseFloat(getComputedStyle(node.shadowRoot.querySelector(".room p")).fontSize));
  assert.ok(size >= 22, `the story is in large type: ${size} px`);

  const file = await download(host, () => go(host, "Save the case file", { by }));
  assert.match(file.name, /^two-hospitals-become-one-case-\d{4}-\d\d-\d\d\.json$/);
  await until(async () => /is in your downloads\./.test(await mine(host, "status").last().innerText()), "it says where the file is");
  const text = String(file.bytes);
  for (const secret of [SECRET, "Sarah", "Oakley", "0113", "High Street"]) assert.ok(!text.includes(secret), `${secret} is not in the file`);
  const saved = JSON.parse(text);
  assert.deepEqual([saved.format, saved.schema, saved.title], ["engagement-case", 1, "Two hospitals become one"]);

  // The plan is as it was; the case opens beside it.
  const plan = JSON.parse((await ask(host, "export", "json")).text);
  assert.equal(plan.edits.title, `${SECRET} clinic`);
  await go(host, "First page and worked examples", { by });
  await at(host, "Plan how to involve people");
  await openFile(host, { name: file.name, mimeType: "application/json", buffer: file.bytes });
  await at(host, "Two hospitals become one");
  await told(host, /^This is a case for training\. Your plan stays as it is\.$/);
  assert.deepEqual(JSON.parse((await ask(host, "export", "json")).text), plan, "the plan is as it was");
  await inspect(host, "case-opened");
  await go(host, "Begin a plan from it", { by });
  await at(host, "Check your answers");
  const begun = JSON.parse((await ask(host, "export", "json")).text);
  assert.equal(begun.edits.title, "Two hospitals become one");
  assert.deepEqual(begun.answers, saved.answers);
});

scene("a worked example is saved as the case that it is, and changed once it is opened", {}, async (host) => {
  await toShare(host, { secret: false });
  await go(host, "Make this a case for training");
  await at(host, "Make a case for training");
  await go(host, "Check the words");
  await at(host, "Could this tell who it is?");
  assert.match(await words(host), /No name, number or address was found\./);
  await inspect(host, "case-nothing-found");
  await go(host, "See it as the room will");
  await at(host, scenario(HOSPITAL).title);
  const file = await download(host, () => go(host, "Save the case file"));
  await go(host, "First page and worked examples");
  await at(host, "Plan how to involve people");
  await openFile(host, { name: "a case.json", mimeType: "", buffer: file.bytes });
  await at(host, scenario(HOSPITAL).title);
  assert.equal(await mine(host, "button", "Save the case file").count(), 0, "what is only looked at is not saved again");
  await go(host, "Change the case");
  await at(host, "Make a case for training");
  await byMouse.write(host, mine(host, "textbox", "Questions for the room"), "What would you do?\n\nWho is left out in Leeds?");
  // What is typed is here again after another page.
  await go(host, /^Back to (Share|the first page)$/);
  await go(host, /^Go on with your case/);
  await go(host, "Check the words");
  await at(host, "Could this tell who it is?");
  assert.deepEqual(await host.planner.locator("fieldset legend").allInnerTexts(), ["“Leeds”"]);
  await go(host, "Back to the story");
  await go(host, "Put this case away");
  await go(host, "Put the case away");
  assert.match(await title(host), /^(Share your plan|Plan how to involve people)$/);
  assert.equal(await mine(host, "button", /^Go on with your case/).count(), 0);
});

scene("a case that cannot be read is refused with its reason, and the host page may prevent the file", {}, async (host) => {
  await toShare(host, { secret: false });
  await go(host, "Make this a case for training");
  await go(host, "Check the words");
  await go(host, "See it as the room will");
  const file = await download(host, () => go(host, "Save the case file"));
  const detail = await host.page.evaluate(() => {
    const planner = document.querySelector("engagement-planner");
    planner.addEventListener("engagement-planner-export", (event) => {
      event.preventDefault();
      window.asked = event.detail;
    });
  });
  assert.equal(detail, undefined);
  await go(host, "Save the case file");
  await until(async () => /This page has stopped the file/.test(await mine(host, "status").last().innerText()), "it says that the page prevents it");
  assert.deepEqual(await host.page.evaluate(() => window.asked), { format: "case", depth: "case" });
  await go(host, "First page and worked examples");
  const text = String(file.bytes);
  for (const [buffer, says] of [
    [text.slice(0, 300), /^The file is a case, but part of it cannot be read/],
    [text.replace('"schema": 1', '"schema": 9'), /^The case was made by a newer planner \(shape 9; this one reads up to 1\)/],
    [text.replace('"story"', '"notes"'), /^The file is a case, but part of it cannot be read \(notes\)/],
  ]) {
    await openFile(host, { name: "case.json", mimeType: "", buffer: Buffer.from(buffer) });
    await told(host, says);
    await at(host, "Plan how to involve people");
  }
  await assert.rejects(ask(host, "open", text), /This is a case for training\. Choose “Open a saved plan” on the first page/);
});

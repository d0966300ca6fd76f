// What leaves the planner, and what it keeps: files, print, the clipboard, this browser's storage. Also where a page
// forbids one of them.

import assert from "node:assert/strict";
import { axe, ask, baseUrl, named, press, ready, scene, shot, until } from "./harness.mjs";
import {
  answerAll, at, begin, download, example, go, inOrder, inspect, journey, mine, OWN_TASK, part, pick, question, questions, REASON, says,
  scenario, sorted, soundWord, TASK, title, words, WRITTEN,
} from "./walk.mjs";

const PRACTICE = "gp-practice-closure";
const HASHED = /^\/[a-z]+-[0-9a-f]{10}\.(js|wasm|bin|css)$/;

/** Goes to the page “Share your plan” and chooses how. */
const share = async (host, how, what = "Full plan") => {
  if ((await title(host)) !== "Share your plan") await part(host, "Share", "Share your plan");
  await mine(host, "radio", what).check();
  await mine(host, "radio", how).check();
};

/** What the page says came of making a file, once it says anything. The comparison under it has a status of its own. */
const told = async (host) => {
  const status = host.planner.locator('[role="status"]:not([data-focus="ep-compared"])').last();
  await until(async () => !/^(Making it on this computer\.)?$/.test((await status.innerText()).trim()), "it says what came of it");
  return (await status.innerText()).trim();
};

/** A plan that can be told from any other: a worked example with a line of the person's own. */
const LINE = "Walnut: the line that is kept & <opened> again.";
async function work(host) {
  await example(host, PRACTICE);
  await part(host, "Plan", /./);
  await mine(host, "textbox", (await ask(host, "plan")).statement[0].label).fill(LINE);
}

/** Opens a file through “Open a saved plan”, as a person does. */
async function openFile(host, name, text) {
  const field = host.planner.getByLabel("Open a saved plan");
  await field.setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

/** Storage that the browser forbids. */
const denied = (host) =>
  host.page.addInitScript(() => {
    for (const name of ["getItem", "setItem", "removeItem", "clear", "key"]) {
      Storage.prototype[name] = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
    }
  });

// ---------- the strict policy ----------

scene("under the strict policy the whole journey runs, prints, and ends in a Word file with the network cut", {
  path: "/hosts/strict-policy.html",
  before: (host) => {
    host.papers = [];
    // Beside what the harness keeps: the headings and the sheets of what is printed.
    return host.page.addInitScript(() => {
      const { print, watched } = window;
      window.print = () => {
        watched("papers", {
          top: window === top,
          headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((node) => ({ level: Number(node.localName[1]), text: node.innerText })),
          adopted: document.adoptedStyleSheets.length,
          rules: document.adoptedStyleSheets[0]?.cssRules.length ?? 0,
        });
        print();
      };
    });
  },
}, async (host) => {
  await ready(host);
  const before = host.requests.length;
  const late = () => host.requests.slice(before).map(({ url }) => url);
  await until(() => ["handbook", "later"].every((stem) => host.requests.some(({ url }) => url.includes(`/${stem}-`))), "the rest is fetched on idle");
  await host.page.waitForLoadState("networkidle");
  const fetched = host.requests.length;
  await host.page.context().setOffline(true);

  const done = await journey(host, PRACTICE);
  const plan = await ask(host, "plan");
  const file = await download(host, () => go(host, "Download Word file"));
  await soundWord(file, { title: plan.title, plan, holds: [...Object.values(WRITTEN), REASON, TASK.what, TASK.who, OWN_TASK.what, done.out] });

  await share(host, "Print or PDF");
  await go(host, "Open the print window");
  assert.match(await told(host), /^The print window is open\./);
  const [printed] = host.printed;
  const [paper] = host.papers;
  assert.equal(host.printed.length, 1);
  assert.equal(printed.title, plan.title, "the paper has the plan's own title, not the host's");
  assert.equal(printed.lang, "en-GB");
  assert.ok(!paper.top, "it is printed from a frame of its own");
  assert.equal(paper.headings.filter(({ level }) => level === 1).length, 1);
  assert.equal(paper.headings[0].text, plan.title);
  inOrder(paper.headings);
  assert.ok(paper.adopted > 0 && paper.rules > 5, "the paper has its styles, as an adopted sheet");
  assert.equal(printed.scripts, 0);
  for (const text of [WRITTEN.open, REASON, TASK.what, ...plan.gaps.filter(({ severity }) => severity === "must").map((gap) => gap.title)]) {
    assert.ok(printed.text.includes(text), `the paper says “${text}”`);
  }
  await until(async () => (await host.planner.locator("iframe").count()) === 0, "the frame is gone after");

  for (const { method, body, url } of host.requests.filter(({ url }) => url.startsWith("http"))) {
    assert.equal(method, "GET", url);
    assert.equal(body, null, url);
  }
  assert.deepEqual(host.requests.slice(fetched).filter(({ url }) => url.startsWith("http")), [], "with the network cut nothing is even asked for");
  for (const url of late().filter((url) => url.startsWith("http"))) assert.match(new URL(url).pathname, HASHED, "after ready only hashed files of our own are fetched");
  // That no policy was broken, `scene` asserts: it hears `securitypolicyviolation` in every frame.
});

// ---------- each way out ----------

scene("each file says what it is, and holds the plan", {}, async (host) => {
  await work(host);
  const plan = await ask(host, "plan");
  const must = plan.gaps.find(({ severity }) => severity === "must").title;
  for (const [how, button, ending, form] of [
    ["Web page", "Download web page", "html", (text) => assert.match(text, /^<!doctype html>\s*<html lang="en-GB">/i)],
    ["Text", "Download text file", "md", (text) => assert.ok(text.startsWith(`# ${plan.title}\n`))],
    ["Plan file", "Download plan file", "json", (text) => assert.equal(JSON.parse(text).format, "engagement-plan")],
  ]) {
    await share(host, how);
    const { name, bytes } = await download(host, () => go(host, button));
    assert.match(name, new RegExp(`^[a-z0-9-]+\\.${ending}$`));
    assert.equal(await told(host), `“${name}” is in your downloads.`);
    const text = bytes.toString("utf8");
    form(text);
    assert.ok(text.includes("Walnut"), `${name} holds what was written`);
    if (ending !== "json") assert.ok(text.includes(must), `${name} says what is open`);
    if (ending !== "json") assert.doesNotMatch(text, /(^|[^\\])<opened>/, "what was written is no mark-up");
  }
  const pages = [];
  for (const what of ["One page", "Full plan"]) {
    await share(host, "Text", what);
    pages.push((await download(host, () => go(host, "Download text file"))).bytes.toString("utf8"));
  }
  assert.ok(pages[0].length * 3 < pages[1].length, "one page is far shorter");
  // There it stands within a sentence.
  assert.ok(pages[0].toLowerCase().includes(must.toLowerCase()), "one page too says what is open");
});

scene("a host page may stop a file, and that is told", {}, async (host) => {
  await work(host);
  await host.page.evaluate(() => document.addEventListener("engagement-planner-export", (event) => event.preventDefault()));
  let downloads = 0;
  host.page.on("download", () => (downloads += 1));
  await share(host, "Word");
  await go(host, "Download Word file");
  assert.match(await told(host), /This page has stopped the file from being made\. Ask the intranet’s owner\./);
  assert.equal(downloads, 0);
  await inspect(host, "share-stopped");
});

scene("where a page may not print, it says so and offers the web page", {
  // What a browser does where a sandbox forbids it: nothing at all.
  before: (host) => host.page.addInitScript(() => (window.print = () => {})),
}, async (host) => {
  await work(host);
  await share(host, "Print or PDF");
  await go(host, "Open the print window");
  assert.match(await told(host), /This page may not print\. Save the web page instead/);
  await share(host, "Web page");
  const { name } = await download(host, () => go(host, "Download web page"));
  assert.match(name, /\.html$/);
});

scene("the text goes to the clipboard, as Markdown", { context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (host) => {
  await work(host);
  const plan = await ask(host, "plan");
  await share(host, "Copy the text");
  await go(host, "Copy the text");
  assert.match(await told(host), /^The text is on the clipboard\. Paste it into a document\.$/);
  const text = await host.page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.startsWith(`# ${plan.title}\n`));
  assert.match(text, /\n## .+\n/);
  assert.match(text, /\n\| ?-+ ?\|/, "tables are tables");
  assert.ok(text.includes("Walnut"));
});

scene("where copying is forbidden, the text stands on the page to be copied by hand", {
  // A host page may forbid it to all that stands in it.
  before: async (host) => {
    const body = await (await fetch(`${baseUrl}/`)).text();
    const headers = { "permissions-policy": "clipboard-write=()" };
    await host.page.route(`${baseUrl}/`, (route) => route.fulfill({ body, headers, contentType: "text/html" }));
  },
  expected: [/Permissions policy violation: The Clipboard API has been blocked/, /Permissions policy/],
}, async (host) => {
  await work(host);
  const plan = await ask(host, "plan");
  await share(host, "Copy the text");
  await go(host, "Copy the text");
  assert.match(await told(host), /^This page forbids copying\. The text stands below/);
  const box = mine(host, "textbox", "The text of the plan");
  const text = await box.inputValue();
  assert.ok(text.startsWith(`# ${plan.title}\n`) && text.includes("Walnut"), "the text is there");
  await box.press("ControlOrMeta+A");
  assert.equal(await box.evaluate((node) => node.selectionEnd - node.selectionStart), text.length, "all of it can be selected");
  await inspect(host, "share-copy-forbidden");
  await mine(host, "radio", "Word").check();
  assert.equal(await box.count(), 0, "it goes when another way is chosen");
});

// ---------- what is kept ----------

scene("the work is kept, and a reload carries on where it was", {}, async (host) => {
  await begin(host);
  const { answers } = scenario(PRACTICE);
  await answerAll(host, answers, { until: "scale" });
  assert.match(await words(host), /Kept in this browser, on this computer/);
  const before = await ask(host, "answers");
  // At once, so that what was given last is kept by the page going, and not by time.
  await host.page.reload();
  await ready(host, 2);
  assert.deepEqual(await ask(host, "answers"), before);
  await go(host, "Carry on with your plan");
  await at(host, question("scale").ask);
  await pick(host, "scale", answers.scale);
  await go(host, "Continue");
  await at(host, question("groups_affected").ask);

  await host.page.reload();
  await ready(host, 3);
  // The one in hand stays on the shelf, so nothing is asked: `keeping-shelf.test.mjs` opens it again.
  await go(host, "Start a new plan");
  await at(host, questions[0].ask);
  assert.deepEqual(await ask(host, "answers"), {});
});

scene("what was written in the plan is kept too", {}, async (host) => {
  await work(host);
  await host.page.reload();
  await ready(host, 2);
  await go(host, "Carry on with your plan");
  await at(host, "Check your answers");
  await part(host, "Plan", /./);
  assert.equal(await mine(host, "textbox", (await ask(host, "plan")).statement[0].label).inputValue(), LINE);
});

scene("two planners on one page keep their work apart", { path: "/hosts/two.html" }, async (host) => {
  await ready(host, 2);
  const column = (name) => ({ ...host, planner: named(host, "region", name).locator("engagement-planner") });
  const held = (one) => one.planner.evaluate((node) => node.answers);
  const [first, second] = [column("First planner"), column("Second planner")];
  await go(first, "Start a new plan");
  await at(first, questions[0].ask);
  await pick(first, "purpose", ["inform"]);
  await go(first, "Continue");
  await at(first, questions[1].ask);
  await go(second, scenario(PRACTICE).title);
  await at(second, "Check your answers");
  assert.deepEqual(await held(first), { purpose: ["inform"] });
  await host.page.reload();
  await ready(host, 4);
  assert.deepEqual(await held(first), { purpose: ["inform"] });
  assert.deepEqual(sorted(await held(second)), sorted(scenario(PRACTICE).answers));
  await go(second, "Carry on with your plan");
  await at(second, "Check your answers");
  await second.planner.getByText("Where your work is kept").click();
  await go(second, "Remove my work from this computer");
  await at(second, "Plan how to involve people");
  await host.page.reload();
  await ready(host, 6);
  assert.deepEqual(await held(first), { purpose: ["inform"] }, "the other planner's work stays");
  assert.deepEqual(await held(second), {});
});

scene("“Remove my work from this computer” leaves nothing behind", {}, async (host) => {
  await work(host);
  const kept = () => host.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  await until(async () => (await kept()).includes("Walnut"), "the work is kept");
  await host.planner.getByText("Where your work is kept").click();
  await axe(host);
  await go(host, "Remove my work from this computer");
  await at(host, "Plan how to involve people");
  assert.match(await mine(host, "status").first().innerText(), /^Your work has been removed from this computer\.$/);
  assert.deepEqual(await ask(host, "answers"), {});
  // Longer than it takes to keep a change.
  await host.page.waitForTimeout(600);
  assert.ok(!/Walnut|answers":\s*{"|reduce_or_close/.test(await kept()), `nothing of it is kept: ${await kept()}`);
  await host.page.reload();
  await ready(host, 2);
  assert.equal(await mine(host, "button", "Carry on with your plan").count(), 0);
});

scene("where storage is denied it says so, and a plan file carries the work", { before: denied }, async (host) => {
  await ready(host);
  await until(async () => /This browser forbids keeping your work\..* Save a file before you leave\./.test(await words(host)), "it says so");
  await work(host);
  assert.match(await words(host), /Not kept: this browser forbids it\. Save a file/);
  await shot(host, "storage-denied");
  await axe(host);
  await go(host, "First page and worked examples");
  await go(host, "Start a new plan");
  await says(host, "You have a plan here already.");
  await inspect(host, "start-asking");
  await go(host, "Keep it");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(scenario(PRACTICE).answers));
  await go(host, "Carry on with your plan");
  await at(host, /./);
  await share(host, "Plan file");
  const { name, bytes } = await download(host, () => go(host, "Download plan file"));
  assert.match(name, /\.json$/);

  await host.page.reload();
  await ready(host, 2);
  assert.deepEqual(await ask(host, "answers"), {}, "nothing was kept");
  await openFile(host, name, bytes);
  await at(host, "Check your answers");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(scenario(PRACTICE).answers));
  await part(host, "Plan", /./);
  assert.equal(await mine(host, "textbox", (await ask(host, "plan")).statement[0].label).inputValue(), LINE);
});

scene("a file that cannot be opened is refused with its reason, and the work stays", {}, async (host) => {
  await begin(host);
  await pick(host, "purpose", ["inform"]);
  await go(host, "Continue");
  await at(host, questions[1].ask);
  await go(host, "Back");
  await go(host, "Back");
  await at(host, "Plan how to involve people");
  const good = (await ask(host, "export", "json")).text;
  const newer = JSON.stringify({ ...JSON.parse(good), schema: 99 });
  for (const [name, text, reason] of [
    ["empty.json", "", /^The file is empty\./],
    ["letter.json", "Dear all,", /^This is not a plan file\./],
    ["cut.json", good.slice(0, good.length / 2), /^The file is a plan, but part of it cannot be read .* Nothing you have now is lost\.$/],
    ["newer.json", newer, /^The file was made by a newer planner \(shape 99; this one reads up to \d+\)\. Ask the intranet's owner for the newer planner/],
    ["large.json", `{"format":"engagement-plan","pad":"${"x".repeat(5_000_000)}"}`, /^The file is too large to be a plan\./],
  ]) {
    await openFile(host, name, text);
    const status = mine(host, "status").first();
    await until(async () => reason.test((await status.innerText()).trim()), `${name} is refused with its reason, and not with “${await status.innerText()}”`);
    assert.deepEqual(await ask(host, "answers"), { purpose: ["inform"] }, `${name}: the work stays`);
    assert.equal(await title(host), "Plan how to involve people");
  }
  await inspect(host, "start-refused");
  await openFile(host, "good.json", good);
  await at(host, "Check your answers");
  assert.equal((await mine(host, "status").first().innerText()).trim(), "", "the reason goes");
});

scene("a saved plan opens by keys too", {}, async (host) => {
  await ready(host);
  const text = JSON.stringify({ format: "engagement-plan", schema: 1, edition: "x", answers: scenario(PRACTICE).answers, edits: {} });
  // Asked for early: the browser hears of it by another way than the keys, and a key that overtakes it opens a real one.
  const chosen = host.page.waitForEvent("filechooser");
  await host.page.keyboard.press("Tab");
  const field = host.planner.getByLabel("Open a saved plan");
  for (let count = 0; !(await field.evaluate((node) => node.getRootNode().activeElement === node)); count += 1) {
    assert.ok(count < 10, "the field is reached");
    await host.page.keyboard.press("Tab");
  }
  await host.page.keyboard.press("Space");
  const chooser = await chosen;
  await chooser.setFiles({ name: "plan.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await at(host, "Check your answers");
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(scenario(PRACTICE).answers));
});

// ---------- what is to mend leads to where it is mended ----------

scene("what is to mend leads to the place where it is mended", {}, async (host) => {
  await example(host, PRACTICE);
  await part(host, "Approaches", "What we recommend");
  await named(host, "button", /^To mend/, host.planner.getByRole("navigation")).click();
  const focused = () => host.planner.evaluate((node) => node.shadowRoot.activeElement?.getAttribute("data-focus") ?? node.shadowRoot.activeElement?.innerText);
  await until(async () => (await focused()) === "to-mend", `the focus is on what is to mend, and not on “${await focused()}”`);
  const plan = await ask(host, "plan");
  const lower = (text) => text[0].toLowerCase() + text.slice(1);
  for (const place of ["checks", "statement"]) {
    const gap = plan.gaps.find((one) => one.place === place);
    if ((await title(host)) !== plan.title) await part(host, "Plan", /./);
    const link = mine(host, "button", new RegExp(`^Mend it ?: ${gap.title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, "i"));
    if (!(await link.isVisible())) await host.planner.getByText(/^Show the other \d+$/).click();
    await link.click();
    const focus = place === "checks" ? gap.id : `ep-line-${gap.id}`;
    await until(async () => (await focused()) === focus, `the focus is where ${lower(gap.title)} is mended, and not on “${await focused()}”`);
  }
});

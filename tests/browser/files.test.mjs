// Files that come back, and files for other programs: the plan that a Word file or a web page carries, tables,
// calendars; and what may not happen whatever a person typed.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { HtmlValidate } from "html-validate";
import ICAL from "ical.js";
import { axe, ask, baseUrl, fits, ready, scene, until } from "./harness.mjs";
import { at, download, example, go, inOrder, inspect, journey, mine, OWN_TASK, part, readWord, REASON, soundWord, title, words, WRITTEN } from "./walk.mjs";

const PRACTICE = "gp-practice-closure";
const GOLDEN = readFileSync(new URL("../golden/schema-3.json", import.meta.url), "utf8");
const PAYLOADS = JSON.parse(readFileSync(new URL("../content/payloads.json", import.meta.url), "utf8"));

/** Goes to the page “Share your plan” and chooses what and how. */
const share = async (host, how, what = "Full plan") => {
  if ((await title(host)) !== "Share your plan") await part(host, "Share", "Share your plan");
  await mine(host, "radio", what).check();
  await mine(host, "radio", how).check();
};

/** The words of the page's status, once there are any. */
const told = async (host) => {
  const status = mine(host, "status").last();
  await until(async () => !/^(Making it on this computer\.)?$/.test((await status.innerText()).trim()), "it says what came of it");
  return (await status.innerText()).trim();
};

/** Takes a file from the page “Share your plan”. */
const take = async (host, how, button, what) => {
  await share(host, how, what);
  return download(host, () => go(host, button));
};

/** Opens a file through “Open a saved plan”, as a person does. */
const openFile = (host, file) => host.planner.getByLabel("Open a saved plan").setInputFiles(file);

/** The first page, where a file is opened. */
const toStart = async (host) => {
  if (await mine(host, "button", "First page and worked examples").count()) await go(host, "First page and worked examples");
  await at(host, "Plan how to involve people");
};

/** What is saved: answers and edits. */
const saved = async (host) => JSON.parse((await ask(host, "export", "json")).text);

/** A plan with everything in it that a plan of the newest shape can hold. */
const openGolden = async (host) => {
  await ready(host);
  await ask(host, "open", GOLDEN);
  await at(host, "Check your answers");
};

// ---------- round trip ----------

scene("a journey's Word file and web page open again as the plan that they were", {}, async (host) => {
  await journey(host, PRACTICE);
  const before = await saved(host);
  const plan = await ask(host, "plan");
  const word = await take(host, "Word", "Download Word file");
  await soundWord(word, { title: plan.title, plan, holds: [...Object.values(WRITTEN), REASON, OWN_TASK.what] });
  const page = await take(host, "Web page", "Download web page");
  for (const [{ name, bytes }, says] of [
    [word, /^This is the plan that the Word file carries\. Changes that were made in Word are not read: make them here too\.$/],
    [page, /^This is the plan that the web page carries\. Changes that were made to the page itself are not read\.$/],
  ]) {
    await ask(host, "reset");
    await toStart(host);
    assert.deepEqual((await saved(host)).answers, {});
    await openFile(host, { name, mimeType: "", buffer: bytes });
    await at(host, "Check your answers");
    assert.deepEqual(await saved(host), before, `${name} is the plan that it was`);
    const status = mine(host, "status").first();
    await until(async () => says.test((await status.innerText()).trim()), `${name} says what is not read, and not “${await status.innerText()}”`);
    if (name.endsWith("docx")) await inspect(host, "opened-from-word");
    await part(host, "Plan", /./);
    assert.doesNotMatch(await words(host), /are not read/, "it is said once");
  }
});

scene("a host page opens a plan from its bytes too", {}, async (host) => {
  await openGolden(host);
  const before = await saved(host);
  const came = await host.page.evaluate(async () => {
    const planner = document.querySelector("engagement-planner");
    const own = async () => JSON.parse(await (await planner.export("json")).text());
    const file = { docx: await planner.export("docx"), html: await planner.export("html") };
    const list = [file.docx, new File([file.html], "plan.html"), await file.docx.arrayBuffer(), new Uint8Array(await file.html.arrayBuffer()), await file.html.text()];
    const plans = [];
    for (const source of list) {
      planner.reset();
      await planner.open(source);
      plans.push(await own());
    }
    return plans;
  });
  for (const plan of came) assert.deepEqual(plan, before);
});

scene("what carries no plan, and what is too large, is refused with its reason", {
  before: (host) =>
    host.page.addInitScript(() => {
      const { arrayBuffer, text } = Blob.prototype;
      window.read = 0;
      Blob.prototype.arrayBuffer = function () {
        window.read += this.size;
        return arrayBuffer.call(this);
      };
      Blob.prototype.text = function () {
        window.read += this.size;
        return text.call(this);
      };
    }),
}, async (host) => {
  await openGolden(host);
  const before = await saved(host);
  const onePage = await take(host, "Word", "Download Word file", "One page");
  const record = await take(host, "Web page", "Download web page", "Impact record");
  const full = await take(host, "Word", "Download Word file");
  const folder = mkdtempSync(join(tmpdir(), "large-"));
  const large = join(folder, "large.json");
  writeFileSync(large, Buffer.alloc(50 * 1000 * 1000, "{"));
  await toStart(host);
  await host.page.evaluate(() => (window.read = 0));
  for (const [file, reason] of [
    [large, /^The file is too large to be a plan\./],
    [{ name: onePage.name, mimeType: "", buffer: onePage.bytes }, /^This Word file carries no plan: only the full plan does/],
    [{ name: record.name, mimeType: "", buffer: record.bytes }, /^This web page carries no plan: only the full plan does/],
    [{ name: "cut.docx", mimeType: "", buffer: full.bytes.subarray(0, full.bytes.length / 2) }, /^The Word file is cut short or changed/],
    [{ name: "picture.docx", mimeType: "", buffer: Buffer.from("\x89PNG") }, /^This is not a plan file\./],
  ]) {
    await openFile(host, file);
    const status = mine(host, "status").first();
    await until(async () => reason.test((await status.innerText()).trim()), `it is refused with its reason, and not with “${await status.innerText()}”`);
    if (file === large) assert.equal(await host.page.evaluate(() => window.read), 0, "nothing of it is read");
    assert.deepEqual(await saved(host), before, "the work stays");
  }
  const refused = await host.page.evaluate(async () => {
    window.read = 0;
    const planner = document.querySelector("engagement-planner");
    const why = await planner.open(new Blob([new Uint8Array(50_000_000)])).catch((error) => error.message);
    return [why, window.read];
  });
  assert.match(refused[0], /^The file is too large to be a plan\./);
  assert.equal(refused[1], 0, "nor of one that the host gives");
});

// ---------- from start to every file ----------

for (const id of ["community-hospital-site", "temporary-night-closure-to-keep"]) {
  scene(`${id}: from the start page to the full plan and every file`, {}, async (host) => {
    await journey(host, id);
    const plan = await ask(host, "plan");
    const own = [...Object.values(WRITTEN), REASON, OWN_TASK.what];
    await soundWord(await take(host, "Word", "Download Word file"), { title: plan.title, plan, holds: own });
    for (const what of ["One page", "Impact record", "Feedback letter"]) {
      const word = await readWord((await take(host, "Word", "Download Word file", what)).bytes);
      assert.equal(word.title, plan.title);
      inOrder(word.headings);
      assert.match(word.text, /must, \d+ should and \d+ consider are open/, `${what} says what is open`);
    }
    const html = (await take(host, "Web page", "Download web page")).bytes.toString("utf8");
    const text = (await take(host, "Text", "Download text file")).bytes.toString("utf8");
    for (const words of [REASON, OWN_TASK.what]) assert.ok(html.includes(words) && text.includes(words), words);
    const tasks = parse((await take(host, "Spreadsheet of tasks", "Download spreadsheet")).bytes, { bom: true, columns: true });
    assert.ok(tasks.some((row) => row.What === OWN_TASK.what));
    const groups = parse((await take(host, "Spreadsheet of groups", "Download spreadsheet")).bytes, { bom: true, columns: true });
    assert.equal(groups.length, plan.groups.length + plan.unaffected.length);
    const costs = parse((await take(host, "Spreadsheet of costs", "Download spreadsheet")).bytes, { bom: true, columns: true });
    assert.equal(costs.length, plan.money.lines.length);
    const calendar = new ICAL.Component(ICAL.parse((await take(host, "Calendar", "Download calendar")).bytes.toString("utf8")));
    assert.ok(calendar.getAllSubcomponents("vevent").length > plan.tasks.length / 2);
    const file = await take(host, "Plan file", "Download plan file");
    assert.deepEqual(JSON.parse(file.bytes.toString("utf8")), await saved(host));
    await share(host, "Print or PDF");
    await go(host, "Open the print window");
    await until(() => host.printed.length === 1 && host.printed[0].title === plan.title, "it is printed");
  });
}

// ---------- tables and calendars, read by others ----------

scene("tables and a calendar are read by other programs, and say what the plan says", {}, async (host) => {
  await openGolden(host);
  const plan = await ask(host, "plan");
  const table = async (how, what) => {
    const { name, bytes } = await take(host, how, "Download spreadsheet");
    assert.match(name, new RegExp(`-${what}-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], "it says to Excel that it is UTF-8");
    const detail = host.events.filter((event) => event.name === "export").at(-1).detail;
    assert.deepEqual([detail.format, detail.table], ["csv", what], "the host page is told which");
    return parse(bytes, { bom: true, columns: true, record_delimiter: "\r\n", relax_column_count: false });
  };
  const tasks = await table("Spreadsheet of tasks", "tasks");
  assert.deepEqual(tasks.map((row) => [row.What, row.Who, row.Due]), plan.tasks.map((task) => [task.title, task.who, task.due ?? ""]));
  const groups = await table("Spreadsheet of groups", "groups");
  assert.deepEqual(groups.map((row) => row.Group), [...plan.groups, ...plan.unaffected].map((group) => group.name));
  const costs = await table("Spreadsheet of costs", "budget");
  const figure = (pounds) => String(pounds ?? "");
  assert.deepEqual(
    costs.map((row) => [row.What, row["Pounds for one, from"], row["How many"], row["Pounds, to"]]),
    plan.money.lines.map((line) => [line.title, figure(line.one.from), figure(line.many), figure(line.whole?.to)]),
  );
  const own = parse((await ask(host, "export", "csv")).text, { bom: true, columns: true });
  assert.deepEqual(own, tasks, "a host page gets the tasks");

  const { name, bytes } = await take(host, "Calendar", "Download calendar");
  assert.match(name, /-dates-\d{4}-\d\d-\d\d\.ics$/);
  const undated = plan.tasks.filter((task) => !task.due).length;
  const without = undated === 0 ? "" : undated === 1 ? " 1 task has no date, and is not in it." : ` ${undated} tasks have no date, and are not in it.`;
  assert.equal(await told(host), `“${name}” is in your downloads.${without}`);
  const calendar = new ICAL.Component(ICAL.parse(bytes.toString("utf8")));
  assert.equal(calendar.getFirstPropertyValue("method"), "PUBLISH");
  assert.equal(calendar.getFirstPropertyValue("x-wr-calname"), plan.title);
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const days = (title) => events.filter((event) => event.summary === title).map((event) => event.startDate.toString());
  for (const task of plan.tasks.filter(({ due }) => due)) assert.ok(days(task.title).includes(task.due), `“${task.title}” stands on ${task.due}`);
  assert.deepEqual(days("The decision"), [plan.dates.decision]);
  for (const { name, opens, closes, to, takes_part } of plan.lanes.flatMap((lane) => lane.approaches)) {
    const expected = takes_part && opens < closes ? [days(`Opens: ${name}`), days(`Closes: ${name}`), [opens], [closes]] : [days(`Done: ${name}`), [], [to], []];
    assert.deepEqual(expected.slice(0, 2), expected.slice(2), name);
  }
  for (const event of events) {
    assert.ok(event.startDate.isDate && event.endDate.isDate, "all of a day");
    assert.equal(event.endDate.subtractDate(event.startDate).toSeconds(), 86_400);
    assert.equal(event.component.getAllSubcomponents("valarm").length, 0);
  }
  assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
  const again = new ICAL.Component(ICAL.parse((await ask(host, "export", "ics")).text));
  assert.deepEqual(again.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one).uid), events.map((event) => event.uid), "a second one has the same ids");
  await inspect(host, "share-calendar");
});

scene("the web pages are valid, readable at 320 px and free of faults, and say what is open", {}, async (host) => {
  await openGolden(host);
  const validate = new HtmlValidate({ extends: ["html-validate:recommended", "html-validate:a11y"], rules: { "no-inline-style": "error", "long-title": "off", "doctype-style": "off" } });
  const plan = await ask(host, "plan");
  const musts = plan.gaps.filter(({ severity }) => severity === "must").length;
  for (const what of ["Full plan", "One page", "Impact record", "Feedback letter", plan.papers[0].title]) {
    const { bytes } = await take(host, "Web page", "Download web page", what);
    const html = bytes.toString("utf8");
    const report = await validate.validateString(html);
    assert.deepEqual(report.results.flatMap(({ messages }) => messages.map(({ ruleId, line, message }) => `${ruleId} in line ${line}: ${message}`)), [], what);
    const page = await host.page.context().newPage();
    await page.setViewportSize({ width: 320, height: 900 });
    await page.route(`${baseUrl}/exported.html`, (route) => route.fulfill({ body: html, contentType: "text/html;charset=utf-8" }));
    await page.goto(`${baseUrl}/exported.html`);
    await axe({ page }, "html");
    await fits({ page }, what);
    assert.match(await page.innerText("body"), new RegExp(`${musts} must, \\d+ should and \\d+ consider are open\\.`));
    await page.close();
  }
});

// ---------- what a person types is text ----------

/**
 * Plans in which every place for words holds payloads, some of them at a time so that each stands in each place. Which
 * places take any words is found by trying, so that none is forgotten.
 */
const fill = (host, golden, payloads) =>
  host.page.evaluate(
    async ([golden, payloads]) => {
      const planner = document.querySelector("engagement-planner");
      const leaves = (value, path = []) =>
        typeof value === "string" ? [path] : value && typeof value === "object" ? Object.entries(value).flatMap(([name, one]) => leaves(one, [...path, name])) : [];
      const put = (value, path, words) => {
        const last = path.at(-1);
        path.slice(0, -1).reduce((at, name) => at[name], value)[last] = words;
      };
      const opens = (plan) => planner.open(JSON.stringify(plan)).then(() => true, () => false);
      const places = [];
      for (const path of leaves(JSON.parse(golden))) {
        const changed = JSON.parse(golden);
        put(changed, path, "any words at all");
        const closed = path[0] === "format" || path[0] === "answers" || path.includes("meets");
        if (!closed && (await opens(changed))) places.push(path);
      }
      const plan = JSON.parse(golden);
      const words = payloads.join("\n");
      for (const path of places) put(plan, path, words);
      plan.answers.health_service = words;
      plan.answers[words] = words;
      plan.edits.tasks[words] = { who: words };
      plan.edits.choices[words] = { chosen: true, reason: words };
      plan.edits.groups[words] = { why_not: words };
      plan.edits.record[words] = words;
      await planner.open(JSON.stringify(plan));
      planner.setAttribute("organisation", words);
      return places.length;
    },
    [golden, payloads],
  );

/** What no view of ours is made of, in the planner and in the frame that prints. */
const foreign = (host) =>
  host.planner.evaluate((planner) => {
    const scopes = [planner.shadowRoot, ...[...planner.shadowRoot.querySelectorAll("iframe")].map((frame) => frame.contentDocument)];
    return scopes.flatMap((scope) =>
      [...scope.querySelectorAll("*")]
        .filter((node) => /^(script|img|object|embed|video|audio|marquee|meta|base|link|style|template|noscript|animate|math|xss)$/i.test(node.localName) || [...node.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value)))
        .map((node) => node.outerHTML.slice(0, 120)),
    );
  });

/** Every page that a tab leads to; an opened plan begins at the first tab, and comes back to it. */
const PLACES = ["Approaches", "Why", "Duty", "People", "Checks", "Dates and money", "Plan", "Follow up", "Answers", "Share"];

for (const [from, to] of [[0, 50], [50, 100], [100, 150], [150, 200]]) {
  scene(`payloads ${from + 1} to ${to} in every place stay text on every page and in the files`, {}, async (host) => {
    await ready(host);
    await until(async () => (await ask(host, "plan")) !== null, "all is here");
    for (let first = from; first < to; first += 25) {
      const count = await fill(host, GOLDEN, PAYLOADS.markup.slice(first, first + 25));
      assert.ok(count > 20, `${count} places take words`);
      for (const place of PLACES) {
        await part(host, place, /./);
        // What is folded away is on the page too, and is looked at.
        await host.planner.evaluate((planner) => planner.shadowRoot.querySelectorAll("details").forEach((one) => (one.open = true)));
        assert.deepEqual(await foreign(host), [], place);
      }
      await share(host, "Print or PDF");
      await go(host, "Open the print window");
      await told(host);
      const { text: html } = await ask(host, "export", "html");
      const page = await host.page.context().newPage();
      await page.route(`${baseUrl}/exported.html`, (route) => route.fulfill({ body: html, contentType: "text/html;charset=utf-8" }));
      await page.goto(`${baseUrl}/exported.html`);
      const odd = await page.evaluate(() => [
        window.__fired ?? null,
        document.querySelectorAll("script").length,
        [...document.querySelectorAll("*")].filter((node) => [...node.attributes].some(({ name, value }) => /^on/i.test(name) || /^\s*javascript:/i.test(value))).length,
      ]);
      assert.deepEqual(odd, [null, 1, 0], "the web page runs nothing, and holds one block of data");
      await page.close();
      await toStart(host);
    }
    // Whatever waits for a moment has had it.
    await host.page.waitForTimeout(100);
    const fired = await Promise.all(host.page.frames().map((frame) => frame.evaluate(() => window.__fired ?? null)));
    assert.ok(fired.every((one) => one === null), "the canary never fires");
  });
}

scene("a canary that fires is heard, so that silence means something", { expected: [/404/] }, async (host) => {
  await ready(host);
  await host.page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), PAYLOADS.markup.find((one) => one.startsWith("<img")));
  await until(() => host.page.evaluate(() => window.__fired === 1), "it fires");
});

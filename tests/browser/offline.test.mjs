// The planner in one file, opened from a folder with no network: it plans, makes files, and saves itself with the plan inside.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ask, axe, baseUrl, keyTo, named, open, press, ready, scene, shot, until } from "./harness.mjs";
import { ANSWERS, give } from "./keeping.mjs";
import { download, sorted } from "./walk.mjs";

const folder = mkdtempSync(join(tmpdir(), "planner-offline-"));
const file = join(folder, "engagement-planner-offline.html");
writeFileSync(file, Buffer.from(await (await fetch(`${baseUrl}/engagement-planner-offline.html`)).arrayBuffer()));
const path = pathToFileURL(file).href;
const SAVE = "Save this planner with my plan";

/** The copy that the browser gave, under a name that ends as a page's does. */
function saved(given) {
  const copy = join(folder, given.name);
  copyFileSync(given.path, copy);
  return pathToFileURL(copy).href;
}

scene("from a file with no network, by keyboard, a plan is begun and made into a Word file", { path, before: (host) => host.page.context().setOffline(true) }, async (host) => {
  await ready(host);
  await axe(host, "html");
  await shot(host, "offline");
  await keyTo(host, "Start a new plan");
  await named(host, "checkbox", "Gather ideas").press("Space");
  await keyTo(host, "Continue");
  await until(async () => Object.keys(await ask(host, "answers")).length === 1, "the answer is taken");
  const word = await ask(host, "export", "docx");
  assert.ok(word.size > 10_000);
  assert.equal(await host.page.evaluate(() => Object.keys(localStorage).length), 0, "nothing is kept unless it is asked for");
});

scene("it saves itself with the plan inside, and so does the copy", { path }, async (host) => {
  await ready(host);
  await give(host);
  const given = await download(host, () => keyTo(host, SAVE));
  assert.match(given.name, /^[a-z0-9-]*engagement-planner\.html$/);
  await named(host, "status").filter({ hasText: "is in your downloads" }).waitFor();

  const copy = await open({ path: saved(given) });
  try {
    await until(async () => (await ask(copy, "answers"))?.stage, "the plan is there again");
    assert.deepEqual(sorted(await ask(copy, "answers")), sorted(ANSWERS));
    await give(copy, { ...ANSWERS, scale: "under_50" });
    const second = await download(copy, () => press(copy, SAVE));
    const again = await open({ path: saved({ ...second, name: `second-${second.name}` }) });
    try {
      await until(async () => (await ask(again, "answers"))?.scale === "under_50", "the copy's copy has the later plan");
      assert.deepEqual([...copy.heard, ...again.heard], []);
    } finally {
      await again.page.context().close();
    }
  } finally {
    await copy.page.context().close();
  }

  // Any planner opens it: the plan stands in it as in a web page that was saved.
  const other = await open({ path: "/" });
  try {
    await ready(other);
    await other.planner.getByLabel("Open a saved plan").setInputFiles(given.path.endsWith(".html") ? given.path : { name: given.name, mimeType: "text/html", buffer: given.bytes });
    await until(async () => (await ask(other, "answers"))?.stage === ANSWERS.stage, "the plan is open elsewhere");
  } finally {
    await other.page.context().close();
  }
});

scene("words that look like marks come back as they were", { path }, async (host) => {
  await ready(host);
  const title = 'End </script><!-- & "quotes" – ☕ \u2028';
  await host.page.evaluate((title) => document.querySelector("engagement-planner").open(JSON.stringify({ format: "engagement-plan", schema: 3, edition: "2026.11", answers: { stage: "forming_options" }, edits: { title } })), title);
  const given = await download(host, () => press(host, SAVE));
  const copy = await open({ path: saved(given) });
  try {
    await until(async () => (await ask(copy, "answers"))?.stage, "the plan is there again");
    const { text } = await ask(copy, "export", "json");
    assert.equal(JSON.parse(text).edits.title, title);
    assert.deepEqual(copy.heard, []);
  } finally {
    await copy.page.context().close();
  }
});

scene("the work is kept in the browser only where that is asked for", { path }, async (host) => {
  await ready(host);
  await named(host, "checkbox", "Keep my work in this browser too").check();
  await give(host);
  await until(() => host.page.evaluate(() => Object.values(localStorage).some((text) => text.includes("appraising_options") || text.includes("forming_options"))), "it is kept");
});

test("nothing in it may be fetched: its own policy says so", async () => {
  const host = await open({ path });
  try {
    await ready(host);
    const refused = await host.page.evaluate(async (url) => {
      try {
        await fetch(url);
        return false;
      } catch {
        return true;
      }
    }, baseUrl);
    assert.ok(refused);
    assert.deepEqual(host.requests.filter(({ url }) => !/^(data|blob|about):/.test(url) && url !== path && !url.startsWith(baseUrl)), []);
  } finally {
    await host.page.context().close();
  }
});

test("a file that was cut short says so", async () => {
  const whole = await (await fetch(`${baseUrl}/engagement-planner-offline.html`)).text();
  const at = whole.indexOf('data-file="planner-');
  const short = join(folder, "short.html");
  const from = whole.indexOf(">", at) + 1;
  writeFileSync(short, whole.slice(0, from) + whole.slice(from + 40_000));
  const host = await open({ path: pathToFileURL(short).href });
  try {
    await named(host, "heading", "The planner cannot start just now").waitFor();
    assert.equal(host.events.at(-1).detail.code, "EP-6");
  } finally {
    await host.page.context().close();
  }
});

// Local policy: what an organisation says for itself stands beside the plan and apart from the guidance; a fault in it is
// told to its owner, and stops nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ask, baseUrl, hasFocus, named, ready, scene, tabTo, until } from "./harness.mjs";
import { example, go, inspect, part, says, words } from "./walk.mjs";

const HOST = "/hosts/local.html";
const CASE = "community-hospital-site";
const FAULT = "Local information could not be read. The planner works without it.";
const POLICY = readFileSync(new URL("../../examples/local-policy.json", import.meta.url), "utf8");

const plan = (host) => ask(host, "plan");
const give = (host, value) =>
  host.planner.evaluate((node, value) => (value === null ? node.removeAttribute("local") : node.setAttribute("local", value)), value);
const changed = (change) => {
  const policy = JSON.parse(POLICY);
  change(policy);
  return JSON.stringify(policy);
};
const here = async (host) => until(async () => (await plan(host))?.local, "the local policy is read");
const told = (host) => host.events.filter(({ name }) => name === "error").map(({ detail }) => detail);
/** Puts the host's file in the place of a policy of the test. */
const served = (body, more = {}) => ({ page }) => page.route("**/hosts/local.json", (route) => route.fulfill({ contentType: "application/json", body, ...more }));
/** The box of one local part, by its heading. */
const box = (host, heading) => host.planner.locator("section.local").filter({ has: named(host, "heading", heading, host.page) });

scene("the host page's file is the worked example, and is asked for once", { path: HOST }, async (host) => {
  await ready(host);
  await says(host, "Involvement team");
  const contact = named(host, "link", "involvement@example.org", host.planner);
  assert.equal(await contact.getAttribute("href"), "mailto:involvement@example.org");
  await says(host, "Policy of Example Trust, edition Autumn 2026 (1 November 2026).");
  const asked = host.requests.filter(({ url }) => url.endsWith("/hosts/local.json"));
  assert.deepEqual(asked.map(({ method, body }) => [method, body]), [["GET", null]]);
  assert.equal(await (await fetch(`${baseUrl}/hosts/local.json`)).text(), POLICY);
  assert.deepEqual(told(host), []);
  await inspect(host, "local-start");
});

scene("each page shows what is local in a box of its own, and the national plan stays as it was", { path: HOST }, async (host) => {
  await example(host, CASE);
  await here(host);
  const { local, ...national } = await plan(host);
  assert.ok(local.checks.length && local.gaps.length && local.tasks.length);
  await part(host, "Approaches", "What we recommend");
  await named(host, "heading", "Our citizens’ panel", box(host, "Local approaches")).waitFor();
  await inspect(host, "local-approaches");
  await part(host, "Checks", "What to check");
  const check = named(host, "group", /^Local must/, box(host, "Local checks"));
  assert.match(await check.innerText(), /Local must\s*The Involvement Assurance Group has seen the plan/);
  await inspect(host, "local-checks");
  await part(host, "Dates and money", "Dates and money");
  await says(host, /(last|next) meeting.* is on .*Its papers are due on/);
  await named(host, "link", /^Paying people|^Read more: Paying people|^We pay people/, host.planner).first().waitFor();
  await inspect(host, "local-dates");
  await part(host, "People", "Who can take part");
  await says(host, /We pay people for their time/);
  await part(host, "Plan", /./);
  await named(host, "heading", "Local tasks", box(host, "Local policy")).waitFor();
  await says(host, "Example County Health Scrutiny Panel");
  await inspect(host, "local-plan");

  // Without the policy, the same plan but for what is local.
  await give(host, null);
  await until(async () => !(await plan(host)).local, "the policy is gone");
  assert.deepEqual(await plan(host), national);
});

scene("a local check is answered by keys, counts apart, and is kept with the edition it was made under", { path: HOST }, async (host) => {
  await example(host, CASE);
  await here(host);
  const before = (await plan(host)).local.gaps.length;
  const musts = (await plan(host)).gaps.length;
  const count = named(host, "button", /^To mend/, host.planner);
  assert.match(await count.innerText(), new RegExp(`${before}\\s*local`));
  await part(host, "Checks", "What to check");
  const yes = host.planner.locator("[id='ep-local-assurance-group-has-seen-it-yes']");
  await tabTo(host, yes, { most: 900 });
  await host.page.keyboard.press("Space");
  await until(async () => (await plan(host)).local.gaps.length === before - 1, "the answer counts");
  assert.equal((await plan(host)).gaps.length, musts, "and moves no gap of the guidance");
  assert.ok(await hasFocus(yes), "the focus stays");
  const saved = JSON.parse((await ask(host, "export", "json")).text);
  assert.deepEqual(saved.edits.checks, { "local:assurance-group-has-seen-it": "yes" });
  assert.deepEqual(saved.edits.local, { name: "Autumn 2026", date: "2026-11-01" });

  // Another edition, while the page is open: the check has gone. The answer is kept and said, until the person takes the edition.
  await give(host, changed((policy) => ((policy.edition = { name: "Winter", date: "2027-01-01" }), policy.checks.shift())));
  await says(host, /made under the local edition Autumn 2026 \(1 November 2026\)\. Now Winter \(1 January 2027\) is in force/);
  await says(host, "assurance-group-has-seen-it: In place.");
  await inspect(host, "local-other-edition");
  await go(host, "I have looked: use this edition");
  await until(async () => JSON.parse((await ask(host, "export", "json")).text).edits.local.name === "Winter", "the edition is taken");
  assert.equal(JSON.parse((await ask(host, "export", "json")).text).edits.checks["local:assurance-group-has-seen-it"], "yes");
});

scene("files that leave say whose policy it is", { path: HOST }, async (host) => {
  await example(host, CASE);
  await here(host);
  const html = (await ask(host, "export", "html")).text;
  for (const said of ["Local policy of Example Trust", "edition Autumn 2026 (1 November 2026)", "Local must", "Our citizens’ panel"]) assert.ok(html.includes(said), said);
  assert.match((await ask(host, "export", "ics")).text.replace(/\r\n /g, ""), /SUMMARY[^:]*:Local: Send the papers to Involvement Assurance Group/);
  assert.match((await ask(host, "export", "csv")).text, /Local: Send the papers to Involvement Assurance Group/);
});

scene("a policy in the attribute needs no file, and the host's slot wins on the first page", { path: "/" }, async (host) => {
  await ready(host);
  const asked = host.requests.length;
  await give(host, POLICY);
  await says(host, "Involvement team");
  await host.planner.evaluate((node) => node.insertAdjacentHTML("beforeend", '<p slot="contact">Ring the desk.</p>'));
  await until(async () => !(await named(host, "link", "involvement@example.org", host.planner).isVisible()), "the slot wins");
  assert.ok(await host.page.getByText("Ring the desk.").isVisible());
  assert.deepEqual(host.requests.slice(asked).filter(({ url }) => /local/.test(url)), []);
});

scene("every problem of a faulty file is told to its owner, and the planner works on", { path: HOST, before: served(changed((policy) => ((policy.edition.date = "1/11/2026"), (policy.checks[0].severity = "vital"), (policy.payment.link = "javascript:alert(1)")))) }, async (host) => {
  await ready(host);
  await says(host, FAULT);
  const owner = host.planner.locator("summary").filter({ hasText: "For the intranet’s owner" });
  await tabTo(host, owner);
  await host.page.keyboard.press("Enter");
  await says(host, "edition, date: “1/11/2026” is no date. Write the year, the month and the day, such as 2027-01-14.");
  await says(host, "checks, 1, severity: “vital” does not say how much it matters. Known are: must, should, consider.");
  await says(host, "payment, link: “javascript:alert(1)” cannot be used as a link.");
  await inspect(host, "local-fault");
  const [error, ...more] = told(host);
  assert.equal(more.length, 0, "told once");
  assert.deepEqual([error.code, error.message, error.messages.length], ["EP-9", FAULT, 3]);
  await example(host, CASE);
  assert.equal((await plan(host)).local, undefined);
  assert.ok((await plan(host)).duties.length);
  // A mended one, without a reload.
  await give(host, POLICY);
  await here(host);
  assert.ok(!(await words(host)).includes(FAULT));
});

for (const [what, value, expected, heard, before] of [
  ["of another site", "https://example.org/local.json", /^The file https:\/\/example\.org\/local\.json: it is of another site\./],
  ["that is not there", "nowhere.json", /^The file nowhere\.json: it is missing: the server answered 404\./, /404/],
  ["that no browser understands", "http://[", /^The file http:\/\/\[: it could not be fetched/],
  ["that a page has taken the place of", "local.json", /a web page came in its place/, undefined, served("<!doctype html>Sign in", { contentType: "text/html" })],
  ["that leads to another site", "local.json", /could not be fetched/, /CORS|Failed to load|ERR_FAILED|redirect/i, ({ page }) => page.route("**/hosts/local.json", (route) => route.abort())],
]) {
  scene(`a file ${what} is not used, and the reason is told`, { path: HOST, expected: heard ? [heard] : [], before }, async (host) => {
    await ready(host);
    await give(host, value);
    await says(host, FAULT);
    await until(() => told(host).length > 0, "the host is told");
    assert.match(told(host).at(-1).messages[0], expected);
    assert.ok(host.requests.every(({ url }) => url.startsWith(baseUrl) || /^(data|blob|about):/.test(url)), "no other site is asked");
  });
}

scene("with a strict policy of the page it is read as well", { path: "/hosts/strict-policy.html" }, async (host) => {
  await ready(host);
  await give(host, "local.json");
  await says(host, "Policy of Example Trust, edition Autumn 2026 (1 November 2026).");
  assert.equal((await plan(host)).organisation, "Example Trust", "where the page names no organisation, the policy does");
});

scene("work that is opened where no policy is in force keeps its answers", { path: "/" }, async (host) => {
  await ready(host);
  const text = readFileSync(new URL("../golden/schema-4.json", import.meta.url), "utf8");
  await ask(host, "open", text);
  await part(host, "Checks", "What to check");
  await says(host, "assurance-group-has-seen-it: Not sure yet.");
  await says(host, /No local information is in force where the plan is now/);
  assert.deepEqual(JSON.parse((await ask(host, "export", "json")).text), JSON.parse(text));
});

// Everything that can go wrong with the browser's storage, each fault once: it is noticed, said in plain words with what
// to do, the work stays, and keeping works again where it can. The two tabs stand in `keeping-tabs.test.mjs`.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { ask, axe, baseUrl, browser, executable, open, ordinary, press, ready, scene, until } from "./harness.mjs";
import { all, ANSWERS, BEFORE, give, notice, OPEN, PLANS, plans, savedText, says, sealed, status, untilKept } from "./keeping.mjs";
import { at, go, mine, sorted, words } from "./walk.mjs";

const MORE = { ...ANSWERS, organisation: "trust" };

/** Runs in the page before any script. */
const first = (script, argument) => ({ before: (host) => host.page.addInitScript(script, argument) });
/** What is in the storage before the planner comes. It is put there once, not at each load. */
const there = (entries) =>
  first((entries) => {
    if (localStorage.getItem("put-there")) return;
    localStorage.setItem("put-there", "yes");
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
  }, entries);

/** The work is in memory, and a file of it can be saved. */
async function staysInMemory(host, answers = ANSWERS) {
  assert.deepEqual(sorted(await ask(host, "answers")), sorted(answers), "the work stays");
  assert.deepEqual(sorted(JSON.parse((await ask(host, "export", "json")).text).answers), sorted(answers), "a file of it can be saved");
}

/** Leaves the first page, where every other says in its head how the work is kept. */
async function onward(host) {
  await go(host, /^(Carry on with your plan|Start a new plan)$/);
  await at(host, /./);
}

// ---------- 1, 2: no storage ----------

for (const [fault, make] of [
  ["1: storage that throws when it is touched", () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
    }
  }],
  ["2: storage that is null", () => {
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get: () => null });
  }],
]) {
  scene(`fault ${fault} is said, and the work stays`, first(make), async (host) => {
    await ready(host);
    await until(async () => /This browser forbids keeping your work\. .* Save a file before you leave\./.test(await words(host)), "it says so");
    await give(host);
    await staysInMemory(host);
    await onward(host);
    assert.match(await words(host), /Not kept: this browser forbids it\. Save a file/);
    await host.page.evaluate(() => dispatchEvent(new Event("pagehide")));
    await staysInMemory(host);
  });
}

// ---------- 3 to 6: writing fails ----------

const FULL = () => {
  const { setItem } = Storage.prototype;
  window.full = window.fullFrom ?? true;
  Storage.prototype.setItem = function (key, value) {
    if (window.full) throw new DOMException("no room", "QuotaExceededError");
    return setItem.call(this, key, value);
  };
};

scene("fault 3: no room at the first write is said, and what comes with room is kept", first(FULL), async (host) => {
  await ready(host);
  await give(host);
  await says(host, /no room left for your latest changes.* Save a file/);
  await staysInMemory(host);
  assert.deepEqual(await plans(host.page), []);
  await axe(host);
  await host.page.evaluate(() => (window.full = false));
  await give(host, MORE);
  await untilKept(host.page, MORE);
  await until(async () => (await notice(host)) === "", "the notice goes");
});

scene("fault 4: no room mid-way is said, what was kept before stays, and “Try again” keeps the rest", {
  before: async (host) => {
    await host.page.addInitScript(() => (window.fullFrom = false));
    await host.page.addInitScript(FULL);
  },
}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  await host.page.evaluate(() => (window.full = true));
  await give(host, MORE);
  await says(host, /no room left/);
  await staysInMemory(host, MORE);
  assert.deepEqual((await plans(host.page)).map(({ saved }) => saved.answers), [ANSWERS], "the last that was kept stays");
  await press(host, "Try again");
  await says(host, /no room left/);
  await host.page.evaluate(() => (window.full = false));
  await press(host, "Try again");
  await untilKept(host.page, MORE);
  assert.equal(await status(host), "Your work is kept again.");
  assert.equal((await plans(host.page)).length, 1, "it is the same plan");
});

for (const [fault, spoil] of [
  ["5: what is read back differs", "value.replace('appraising_options', 'appraising_optionz')"],
  ["6: what is written is cut short", "value.slice(0, 150)"],
]) {
  scene(`fault ${fault}: it is said, and kept again once the browser keeps`, first((spoil) => {
    const { setItem } = Storage.prototype;
    window.spoils = true;
    const spoiled = new Function("value", `return ${spoil}`);
    Storage.prototype.setItem = function (key, value) {
      return setItem.call(this, key, window.spoils && key.includes("/plan/") ? spoiled(value) : value);
    };
  }, spoil), async (host) => {
    await ready(host);
    await give(host);
    await says(host, /did not keep your latest changes as you made them.* Save a file/);
    await staysInMemory(host);
    await host.page.evaluate(() => (window.spoils = false));
    await give(host, MORE);
    await untilKept(host.page, MORE);
    await until(async () => (await notice(host)) === "", "the notice goes");
    assert.equal((await plans(host.page)).length, 1, "nothing is left of the bad one");
  });
}

// ---------- 6 to 10: what is there is not what should be ----------

const cut = sealed(savedText(ANSWERS)).slice(0, 120);
for (const [fault, value, reason] of [
  ["6: a value that was cut short", cut, /cannot be read: it was cut short or changed .* still in this browser, as it was\. If you saved a file, open that\./],
  ["7: a value of a newer planner", "engagement-planner-kept 2 something else", /made by a newer planner\. It is still in this browser, as it was\. Ask the intranet’s owner/],
  ["7: a plan of a newer planner", sealed(savedText(ANSWERS, { schema: 99 })), /made by a newer planner/],
  ["9: JSON of another shape", sealed('{"format":"engagement-plan","schema":2,"edition":"x","answers":[],"edits":{}}'), /cannot be read: it was cut short or changed/],
  ["9: JSON of nothing of ours", sealed("[1,2,3]"), /not a plan/],
  ["10: a value of something else", "theme=dark", /What was kept here is not a plan\. It is still in this browser, as it was\./],
  ["10: a value that is empty", "", /not a plan/],
]) {
  scene(`fault ${fault} is refused with its reason, stays as it is, and new work is kept elsewhere`, there({ [`${OPEN}1`]: "abc", [`${PLANS}abc`]: value, other: "host" }), async (host) => {
    await ready(host);
    assert.match(await status(host), reason);
    assert.deepEqual(await ask(host, "answers"), {});
    await give(host);
    const kept = async () => Object.entries(await all(host.page)).filter(([key, one]) => key.startsWith(PLANS) && one.includes("appraising_options") && one !== value);
    await until(async () => (await kept()).length === 1, "the new work is kept");
    assert.equal((await all(host.page))[`${PLANS}abc`], value, "what was there is untouched");
    assert.equal((await all(host.page)).other, "host");
    await host.page.reload();
    await ready(host, 2);
    assert.deepEqual(await ask(host, "answers"), ANSWERS, "the new work is taken up, and not the bad value");
    assert.equal(await status(host), "");
  });
}

for (const [fault, value, reason] of [
  ["7: a plan of the time before, by a newer planner", savedText(ANSWERS, { schema: 99 }), /made by a newer planner/],
  ["9: JSON of another shape under the key of the time before", '{"a":1}', /not a plan/],
  ["10: something else under the key of the time before", "theme=dark", /not a plan/],
]) {
  scene(`fault ${fault} stays as it is`, there({ [`${BEFORE}1`]: value }), async (host) => {
    await ready(host);
    assert.match(await status(host), reason);
    await give(host);
    await untilKept(host.page, ANSWERS);
    assert.equal((await all(host.page))[`${BEFORE}1`], value);
  });
}

scene("fault 8: a value whose text is of an older planner opens, and is kept on in its place", there({ [`${OPEN}1`]: "abc", [`${PLANS}abc`]: sealed(savedText(ANSWERS, { schema: 1, title: "Old" }), { revision: 41 }) }), async (host) => {
  await ready(host);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
  await give(host, MORE);
  await untilKept(host.page, MORE);
  const [kept, ...others] = await plans(host.page);
  assert.deepEqual(others, []);
  assert.equal(kept.key, `${PLANS}abc`);
  assert.ok(kept.revision > 41, "the counter goes on");
  assert.equal(kept.title, "Old");
});

for (const schema of [1, 2]) {
  scene(`fault 8: the one plan of the time before, of schema ${schema}, is taken over once`, there({ [`${BEFORE}1`]: savedText(ANSWERS, { schema, title: "Ward move" }) }), async (host) => {
    await ready(host);
    assert.deepEqual(await ask(host, "answers"), ANSWERS);
    await untilKept(host.page, ANSWERS);
    assert.equal((await all(host.page))[`${BEFORE}1`], undefined, "the old key goes once the new one is read back");
    assert.equal((await plans(host.page))[0].title, "Ward move");
    await host.page.reload();
    await ready(host, 2);
    assert.deepEqual(await ask(host, "answers"), ANSWERS);
    assert.equal((await plans(host.page)).length, 1);
  });
}

scene("fault 8: the plan of the time before stays where it is while there is no room for it elsewhere", {
  before: async (host) => {
    await there({ [`${BEFORE}1`]: savedText(ANSWERS) }).before(host);
    await host.page.addInitScript(FULL);
  },
}, async (host) => {
  await ready(host);
  await says(host, /no room left/);
  await staysInMemory(host);
  assert.ok((await all(host.page))[`${BEFORE}1`], "it is not removed");
  await host.page.evaluate(() => (window.full = false));
  await press(host, "Try again");
  await untilKept(host.page, ANSWERS);
  assert.equal((await all(host.page))[`${BEFORE}1`], undefined);
});

scene("fault 10: an id that is taken by something else is left alone", first(() => {
  // Chance gives the same id at first.
  let calls = 0;
  Math.random = () => ((calls += 1) <= 2 ? 0 : calls / 1000);
  localStorage.setItem("engagement-planner/2/plan/0000000000000000", "theme=dark");
}), async (host) => {
  await ready(host);
  await give(host);
  await until(async () => Object.keys(await all(host.page)).filter((key) => key.startsWith(PLANS)).length === 2, "the work is kept under another key");
  assert.equal((await all(host.page))[`${PLANS}0000000000000000`], "theme=dark");
  assert.equal(await notice(host), "");
});

// ---------- 11: from outside, while it is open ----------

scene("fault 11: what was cleared by another tab is said, is not brought back unasked, and is kept again when asked", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const other = await host.page.context().newPage();
  await other.goto(`${baseUrl}/demo.css`);
  await other.evaluate(() => localStorage.clear());
  await says(host, /was removed: in another tab, or by clearing its data\. Your work is still here, in this tab alone\. Save a file, or keep it again\./);
  await give(host, MORE);
  await host.page.waitForTimeout(600);
  assert.deepEqual(await plans(host.page), [], "nothing is brought back unasked");
  await staysInMemory(host, MORE);
  await axe(host);
  await press(host, "Keep it again");
  await untilKept(host.page, MORE);
  await until(async () => (await notice(host)) === "", "the notice goes");
});

scene("fault 11: what the page itself cleared is noticed at the next change", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  await host.page.evaluate(() => localStorage.clear());
  await give(host, MORE);
  await says(host, /was removed/);
  await staysInMemory(host, MORE);
});

scene("fault 11: what was edited from outside is not overwritten", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const [{ key }] = await plans(host.page);
  await host.page.evaluate((key) => localStorage.setItem(key, "edited by hand"), key);
  await give(host, MORE);
  await says(host, /changed in another tab or window/);
  await staysInMemory(host, MORE);
  assert.equal((await all(host.page))[key], "edited by hand");
  await press(host, "Open theirs");
  await until(async () => /not a plan/.test(await status(host)), "theirs cannot be opened, and it is said");
  await staysInMemory(host, MORE);
  await press(host, "Keep mine");
  await untilKept(host.page, MORE);
  assert.equal((await plans(host.page)).length, 1);
});

// ---------- 14 to 16: storage that does not last, or is not shared ----------

scene("fault 14: where only the tab can keep it, it is said, and a reload carries on", first(() => {
  Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
}), async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS, "sessionStorage");
  assert.match(await words(host), /keeps your plan only until you close this tab\. .* Save a file before you close it\./);
  await onward(host);
  assert.match(await words(host), /Kept until you close this tab\. Save a file/);
  await host.page.reload();
  await ready(host, 2);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

test("fault 15: in a private window the work is kept while the window is open, and the planner says what a private window does", { timeout: 120_000 }, async () => {
  // Each context of this browser is a private window.
  const host = await open({ path: "/" });
  try {
    await ready(host);
    await give(host);
    await untilKept(host.page, ANSWERS);
    assert.match(await words(host), /A private window forgets them when it closes\./);
    await host.page.reload();
    await ready(host, 2);
    assert.deepEqual(await ask(host, "answers"), ANSWERS);
  } finally {
    await host.page.context().close();
  }
  const other = await open({ path: "/" });
  try {
    await ready(other);
    assert.deepEqual(await ask(other, "answers"), {}, "another private window knows nothing of it");
  } finally {
    await other.page.context().close();
  }
});

for (const own of [false, true]) {
  // A private window gives a frame of another site no storage; an ordinary one gives it storage of its own. (The driver of
  // these tests turns that partition off, so only what is said can be seen here.)
  test(`fault 16: in a frame of another site, in ${own ? "an ordinary" : "a private"} window, it says what is kept`, { timeout: 120_000 }, async () => {
    const profile = mkdtempSync(join(tmpdir(), "planner-"));
    const context = own ? await ordinary(profile) : await (await browser()).newContext();
    try {
      const page = await context.newPage();
      // Another name of this computer is another site.
      await page.goto(`${baseUrl.replace("127.0.0.1", "localhost")}/demo.css`);
      await page.evaluate((src) => {
        document.body.replaceChildren(Object.assign(document.createElement("iframe"), { title: "one", width: 900, height: 900, src }));
      }, `${baseUrl}/`);
      const framed = page.frameLocator("iframe").locator("engagement-planner");
      await framed.getByRole("button", { name: "Start a new plan" }).waitFor();
      await framed.evaluate((node, answers) => (node.answers = answers), ANSWERS);
      const said = own ? /for this page alone: on another page you may not find them\. .* save a file/ : /This browser forbids keeping your work\./;
      await until(async () => said.test(await framed.evaluate((node) => node.shadowRoot.querySelector(".ep").innerText)), "it is said");
      assert.deepEqual(await framed.evaluate((node) => node.answers), ANSWERS);
      if (own) await untilKept(page.frames().find((frame) => frame.url() === `${baseUrl}/`), ANSWERS);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
}

// ---------- 33 to 36 ----------

scene("fault 33: a reload in the middle of a save loses nothing", {}, async (host) => {
  await ready(host);
  await until(() => ask(host, "plan"), "what reads answers is here");
  for (const [nth, answers] of [[2, ANSWERS], [3, MORE], [4, { ...MORE, scale: "under_50" }]]) {
    // The change, and the page going, in one breath.
    await Promise.all([
      host.page.waitForEvent("load"),
      host.page.evaluate((answers) => {
        document.querySelector("engagement-planner").answers = answers;
        location.reload();
      }, answers),
    ]);
    await ready(host, nth);
    assert.deepEqual(sorted(await ask(host, "answers")), sorted(answers));
  }
});

scene("fault 33: a page that is hidden keeps at once, as it may be stopped without another word", {}, async (host) => {
  await ready(host);
  await until(() => ask(host, "plan"), "what reads answers is here");
  const kept = await host.page.evaluate((answers) => {
    document.querySelector("engagement-planner").answers = answers;
    Object.defineProperty(document, "hidden", { get: () => true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    return Object.values(localStorage).some((value) => value.includes("appraising_options"));
  }, ANSWERS);
  assert.ok(kept);
});

scene("fault 34: a page that is back from the browser's own store looks again at what is kept", {}, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  const [{ key, revision }] = await plans(host.page);
  // While the page is away no event reaches it: as here, where the page's own document writes.
  await host.page.evaluate(([key, value]) => localStorage.setItem(key, value), [key, sealed(savedText(MORE), { revision: revision + 1 })]);
  await host.page.waitForTimeout(300);
  assert.equal(await notice(host), "");
  await host.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await says(host, /changed in another tab or window/);
  await press(host, "Open theirs");
  await until(async () => (await notice(host)) === "", "the notice goes");
  assert.deepEqual(await ask(host, "answers"), MORE);
});

scene("fault 35: a clock that is set back changes no order and loses nothing", { before: (host) => host.page.clock.setFixedTime("2027-06-01T10:00:00") }, async (host) => {
  await ready(host);
  await give(host);
  await untilKept(host.page, ANSWERS);
  await host.page.clock.setFixedTime("1999-12-31T23:59:00");
  await give(host, MORE);
  await untilKept(host.page, MORE);
  const [kept, ...others] = await plans(host.page);
  assert.deepEqual([others, kept.when], [[], "1999-12-31T23:59"]);
  assert.equal(await notice(host), "", "nobody else has written");
  await go(host, "Start a new plan");
  await at(host, /./);
  await give(host, ANSWERS);
  await untilKept(host.page, ANSWERS);
  const [last, before] = await plans(host.page);
  assert.deepEqual([last.saved.answers, before.saved.answers], [ANSWERS, MORE], "the last kept has the highest revision");
  await host.page.clock.setFixedTime("2027-06-01T10:00:00");
  await host.page.reload();
  await ready(host, 2);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

for (const [what, moment, said] of [
  ["the leap day", "2028-02-29T23:59:00", "29 February 2028, 23:59"],
  ["the hour that the clocks leave out", "2026-03-29T01:30:00Z", "29 March 2026, 02:30"],
  ["the hour that the clocks have twice", "2026-10-25T01:30:00Z", "25 October 2026, 01:30"],
]) {
  scene(`fault 36: ${what} is kept and shown as it is`, { context: { timezoneId: "Europe/London" }, before: (host) => host.page.clock.setFixedTime(moment) }, async (host) => {
    await ready(host);
    await give(host);
    await untilKept(host.page, ANSWERS);
    await go(host, "Start a new plan");
    await at(host, /./);
    await go(host, "Back");
    await at(host, "Plan how to involve people");
    assert.match(await words(host), new RegExp(`Last changed ${said}`));
    assert.equal(await mine(host, "button", "New plan").count(), 1);
  });
}

test("fault 34: a page that comes back as it was left goes on, and hears what another tab did meanwhile", { timeout: 180_000 }, async () => {
  // The driver turns the browser's keeping of pages off; this browser has it.
  const kept = await chromium.launch({ executablePath: executable(), ignoreDefaultArgs: ["--disable-back-forward-cache"], args: ["--disable-background-networking", "--no-first-run"] });
  try {
    const context = await kept.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => (window.persisted = persisted)));
    await page.goto(baseUrl);
    const host = { page, planner: page.locator("engagement-planner").first() };
    await until(() => ask(host, "plan"), "all of it is here");
    await give(host);
    await untilKept(page, ANSWERS);
    const away = async () => {
      await page.goto(`${baseUrl}/SHA256SUMS`);
    };
    const back = async () => {
      // The way back ends no navigation that the driver would notice.
      page.evaluate(() => history.back()).catch(() => {});
      await until(() => page.evaluate(() => window.persisted).catch(() => false), "the page is back as it was");
    };

    await away();
    await back();
    const more = { ...ANSWERS, scale: "under_50" };
    await give(host, more);
    await untilKept(page, more);

    await away();
    const other = await context.newPage();
    await other.goto(baseUrl);
    await until(async () => (await ask({ page: other }, "answers"))?.scale, "the other tab has the plan");
    const theirs = { ...more, scale: "over_500000" };
    await give({ page: other }, theirs);
    await untilKept(other, theirs);
    await back();
    await page.getByText(/changed in another tab or window/).first().waitFor();
    assert.equal((await ask(host, "answers")).scale, "under_50", "its own work is still in its memory");
  } finally {
    await kept.close();
  }
});

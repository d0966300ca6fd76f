// What a host page may rely on: attributes, properties, methods, events, and that work is never lost.

import assert from "node:assert/strict";
import { ask, axe, crash, file, hasFocus, named, press, ready, scene, shot, until } from "./harness.mjs";
import { example, go, mine, part } from "./walk.mjs";

/** Answers as a host would set them. */
const ANSWERS = { stage: "appraising_options", what_is_open: "set_options" };

/** Sets them, as a host does. */
const give = (host) => host.page.evaluate((answers) => (document.querySelector("engagement-planner").answers = answers), ANSWERS);

const panel = (host, within) => named(host, "heading", "Something went wrong. Your work is kept.", within);

scene("properties are null until the planner is ready, and have something to tell then", {}, async (host) => {
  const early = await host.page.evaluate(() => {
    const one = document.createElement("engagement-planner");
    return [one.answers, one.assessment, one.plan, typeof one.version];
  });
  assert.deepEqual(early, [null, null, null, "string"]);
  await ready(host);
  // The plan needs the handbook, which comes on idle.
  await until(() => ask(host, "plan"), "there is a plan");
  for (const member of ["answers", "assessment", "plan"]) assert.equal(Object(await ask(host, member)).constructor, Object, member);
  assert.match(await ask(host, "version"), /^\d+\.\d+\.\d+ \(rules .+\)$/);
});

scene("answers that are set can be read, and are told as changes", {}, async (host) => {
  await ready(host);
  await give(host);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
  await until(() => host.events.some(({ name }) => name === "change"), "a change is told");
  for (const { bubbles, composed } of host.events) assert.ok(bubbles && composed);
});

scene("answers that are set before the planner is ready are taken", {
  before: (host) =>
    host.page.addInitScript((answers) => {
      document.addEventListener("DOMContentLoaded", () => {
        document.querySelector("engagement-planner").answers = answers;
      });
    }, ANSWERS),
}, async (host) => {
  await ready(host);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

scene("every attribute may be set, changed and taken away at any time", {}, async (host) => {
  await ready(host);
  await host.page.evaluate(() => {
    const planner = document.querySelector("engagement-planner");
    for (const [name, value] of [["organisation", "Another Trust"], ["heading-level", "3"], ["autosave", "off"], ["view", "guided"], ["heading-level", "no number"]]) {
      planner.setAttribute(name, value);
      planner.removeAttribute(name);
    }
  });
  assert.deepEqual(host.events.filter(({ name }) => name === "error"), []);
});

scene("headings follow heading-level", { path: "/hosts/two.html" }, async (host) => {
  await ready(host, 2);
  const levels = await host.page.evaluate(async () => {
    const found = [];
    for (const level of ["1", "4", "nine"]) {
      const planner = document.createElement("engagement-planner");
      planner.id = `level-${level}`;
      planner.setAttribute("heading-level", level);
      const ready = new Promise((resolve) => planner.addEventListener("engagement-planner-ready", resolve));
      document.body.append(planner);
      await ready;
      found.push(planner.shadowRoot.querySelector("h1,h2,h3,h4,h5,h6").localName);
      planner.remove();
    }
    return found;
  });
  assert.deepEqual(levels, ["h1", "h4", "h2"]);
});

scene("what is saved opens again, and reset goes back to the start", {}, async (host) => {
  await ready(host);
  const empty = await ask(host, "answers");
  await give(host);
  const { text, type } = await ask(host, "export", "json");
  assert.equal(type, "application/json");
  await ask(host, "reset");
  assert.deepEqual(await ask(host, "answers"), empty);
  await ask(host, "open", text);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
  await ask(host, "reset");
  await host.page.evaluate((text) => document.querySelector("engagement-planner").open(new File([text], "plan.json")), text);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

scene("what is not a saved plan is refused in plain words, and nothing is lost", {}, async (host) => {
  await ready(host);
  await give(host);
  for (const text of ["", "hello", "{}", "[1,2", '{"format":"other"}']) {
    await assert.rejects(ask(host, "open", text), (why) => /[a-z]\./i.test(why.message) && !/unreachable|undefined/.test(why.message), text);
  }
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

scene("each kind of file is made, and another is refused", {}, async (host) => {
  await ready(host);
  for (const kind of ["docx", "html", "md", "csv", "ics", "json"]) assert.ok((await ask(host, "export", kind)).size > 10, kind);
  await assert.rejects(ask(host, "export", "pdf"), /There is no kind of file called "pdf"/);
});

scene("a move in the page keeps the work", { path: "/hosts/moved.html" }, async (host) => {
  await ready(host);
  await give(host);
  // Its own first page stands there once all of it is here.
  await until(() => ask(host, "plan"), "all of it is here");
  const looks = () => host.planner.evaluate((node) => node.shadowRoot.textContent);
  const before = await looks();
  for (const column of ["Right column", "Left column"]) {
    await press(host, "Move the planner");
    await named(host, "region", column).locator("engagement-planner").waitFor();
    assert.deepEqual(await ask(host, "answers"), ANSWERS);
    assert.equal(await looks(), before, "the view is the same");
  }
  assert.equal(host.events.filter(({ name }) => name === "ready").length, 1, "it starts once");
});

scene("out of the page for a while, it comes back as it was", {}, async (host) => {
  await ready(host);
  await until(() => ask(host, "plan"), "all of it is here");
  const [out, back] = await host.page.evaluate(async (answers) => {
    const planner = document.querySelector("engagement-planner");
    const home = planner.parentElement;
    const looks = () => planner.shadowRoot.querySelector("[part=app]").childElementCount;
    planner.answers = answers;
    planner.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const out = looks();
    home.append(planner);
    return [out, looks()];
  }, ANSWERS);
  assert.equal(out, 0, "no view is kept while it is away");
  assert.ok(back > 0);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

scene("two on one page are independent", { path: "/hosts/two.html" }, async (host) => {
  await ready(host, 2);
  const [first, second] = await host.page.evaluate((answers) => {
    const [first, second] = document.querySelectorAll("engagement-planner");
    const empty = JSON.stringify(second.answers);
    first.answers = answers;
    return [JSON.stringify(first.answers) === JSON.stringify(answers), JSON.stringify(second.answers) === empty];
  }, ANSWERS);
  assert.ok(first && second);
  const once = host.requests.filter(({ url }) => url.endsWith(file("planner", "wasm")));
  assert.equal(once.length, 1, "they share one instance");

  const kept = () => host.page.evaluate(() => Object.values(localStorage).some((text) => text.includes("appraising_options")));
  await until(kept, "the work is kept");
  await host.page.reload();
  await ready(host, 4);
  const answers = await host.page.evaluate(() => [...document.querySelectorAll("engagement-planner")].map((planner) => planner.answers));
  assert.deepEqual(answers, [ANSWERS, {}], "each has kept its own");
});

scene("a crash in answer to a click or a timer is caught, and not told to the host's console", {}, async (host) => {
  await ready(host);
  await crash(host, true);
  await panel(host).waitFor();
});

scene("a planner that was off the page during a crash offers to carry on when it comes back", {}, async (host) => {
  await ready(host);
  await host.page.evaluate(async (answers) => {
    const planner = document.querySelector("engagement-planner");
    window.away = planner;
    planner.answers = answers;
    planner.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }, ANSWERS);
  await crash(host);
  await host.page.evaluate(() => document.querySelector("main").append(window.away));
  await panel(host).waitFor();
  await press(host, "Carry on");
  await ready(host, 2);
  assert.deepEqual(await ask(host, "answers"), ANSWERS);
});

for (const denied of [false, true]) {
  scene(`after a crash every planner offers to carry on, and nothing is lost${denied ? ", with storage denied" : ""}`, {
    path: "/hosts/two.html",
    before: (host) => {
      if (!denied) return undefined;
      return host.page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, { get: () => { throw new DOMException("denied", "SecurityError"); } });
        }
      });
    },
  }, async (host) => {
    await ready(host, 2);
    await give(host);
    await crash(host);
    await until(async () => (await panel(host).count()) === 2, "both planners say so");
    assert.equal(host.events.filter(({ name, detail }) => name === "error" && detail.code === "EP-5").length, 2);
    assert.equal(await ask(host, "answers"), null);
    await axe(host);
    if (!denied) await shot(host, "recovery");

    const left = named(host, "region", "First planner");
    await press(host, "Carry on", "button", left);
    await ready(host, 3);
    assert.deepEqual(await ask(host, "answers"), ANSWERS, "the work is kept");
    assert.ok(await hasFocus(named(host, "heading", /./, left).first()), "the focus is on the first heading");
    assert.equal(await panel(host).count(), 1, "the other waits for its own person");
    await press(host, "Carry on");
    await ready(host, 4);

    await crash(host);
    await until(async () => (await panel(host).count()) === 2, "a second crash is told too");
    await press(host, "Carry on", "button", left);
    await ready(host, 5);
    assert.deepEqual(await ask(host, "answers"), ANSWERS);
  });
}

/** Holds back the program until the page's `go` is called. */
const heldBack = async (host) => {
  let gone;
  const released = new Promise((resolve) => (gone = resolve));
  await host.page.exposeFunction("go", gone);
  await host.page.route("**/planner-*.wasm", async (route) => {
    await released;
    await route.fallback();
  });
};

scene("fault 29: taken out of the page while it loads, and put back after, it starts once", { before: heldBack }, async (host) => {
  await host.page.evaluate(async () => {
    const planner = document.querySelector("engagement-planner");
    window.home = planner.parentElement;
    window.away = planner;
    planner.remove();
    await window.go();
  });
  await until(() => host.page.evaluate(() => window.away.answers !== null), "it has come while it was away");
  await host.page.evaluate(() => window.home.append(window.away));
  await press(host, "Start a new plan");
  await named(host, "checkbox").first().check();
  await press(host, "Continue");
  await until(async () => Object.keys(await ask(host, "answers")).length === 1, "it works");
  assert.equal(host.events.filter(({ name }) => name === "error").length, 0);
});

scene("fault 30: moved while it loads, it starts once, and what was begun is not lost", { path: "/hosts/moved.html", before: heldBack }, async (host) => {
  await press(host, "Start a new plan");
  await named(host, "checkbox").nth(2).check();
  await press(host, "Move the planner");
  assert.ok(await named(host, "checkbox").nth(2).isChecked(), "the first pages move with it");
  await press(host, "Move the planner");
  await host.page.evaluate(() => window.go());
  await ready(host);
  await until(async () => (await named(host, "checkbox").nth(2).isChecked()) && (await host.planner.evaluate((node) => node.shadowRoot.querySelectorAll("input[type=checkbox]:checked").length)) === 1, "what was chosen is still chosen");
  await press(host, "Continue");
  await until(async () => Object.keys(await ask(host, "answers")).length === 1, "the planner took it");
  assert.equal(host.events.filter(({ name }) => name === "ready").length, 1, "it starts once");
  assert.equal(await host.planner.evaluate((node) => node.shadowRoot.querySelectorAll(".ep").length), 1, "there is one view");
});

scene("fault 27: a plan is printed and made into files where Trusted Types are enforced", { path: "/hosts/trusted-types.html" }, async (host) => {
  await example(host, "gp-practice-closure");
  await go(host, "See what we recommend");
  await part(host, "Share", "Share your plan");
  await mine(host, "radio", "Print or PDF").check();
  await go(host, "Open the print window");
  await until(() => host.printed.length === 1, "it is printed");
  assert.ok(host.printed[0].text.length > 5_000 && host.printed[0].styled);
  for (const kind of ["docx", "html"]) assert.ok((await ask(host, "export", kind)).size > 10_000);
});

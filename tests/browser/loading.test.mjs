// How the planner arrives on a page, and what stands there when it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, axe, baseUrl, file, hasFocus, named, press, ready, scene, shot, until } from "./harness.mjs";

const HASHED = /^\/[a-z]+-[0-9a-f]{10}\.(js|wasm|bin|css)$/;

/** What a browser says by itself when a file is missing or of the wrong type. No page can keep it quiet. */
const LOST = [/Failed to load resource/, /net::ERR_FAILED/, /Failed to find a valid digest/, /SRI's integrity checks failed/];

scene("the planner says when it is ready", {}, async (host) => {
  await ready(host);
  const [event] = host.events.filter(({ name }) => name === "ready");
  assert.deepEqual([event.bubbles, event.composed], [true, true]);
  assert.equal(await named(host, "heading", /./, host.planner).first().evaluate((node) => node.localName), "h2");
});

scene("every request is a GET for a file of ours, and the rest comes on idle", {}, async (host) => {
  await ready(host);
  const later = [file("handbook", "bin"), file("later", "wasm")];
  const asked = () => host.requests.map(({ url }) => new URL(url).pathname);
  await until(() => later.every((name) => asked().includes(name)), "the rest is fetched");
  const own = ["/", "/demo.css", "/engagement-planner.js"];
  for (const { method, url, body } of host.requests.filter(({ url }) => url.startsWith("http"))) {
    const { pathname, search } = new URL(url);
    assert.equal(method, "GET", url);
    assert.equal(body, null, url);
    assert.equal(search, "", url);
    assert.ok(own.includes(pathname) || HASHED.test(pathname), `${url} is a file of ours`);
  }
  const names = asked();
  assert.equal(names.length, new Set(names).size, "nothing is fetched twice");
  const eager = ["planner.wasm", "first.bin"].map((name) => file(...name.split(".")));
  const before = names.slice(0, Math.min(...later.map((name) => names.indexOf(name))));
  assert.deepEqual(eager.filter((name) => !before.includes(name)), [], "what is needed first comes first");
});

test("hashed files are kept for good, others are asked about, and copies are compressed", async () => {
  const head = async (path, coding) => (await fetch(baseUrl + path, { headers: { "Accept-Encoding": coding } })).headers;
  assert.match((await head(file("planner", "wasm"), "br")).get("cache-control"), /immutable/);
  assert.equal((await head(file("planner", "wasm"), "br")).get("content-type"), "application/wasm");
  assert.equal((await head("/engagement-planner.js", "gzip")).get("cache-control"), "no-cache");
  for (const [accepted, sent] of [["br", "br"], ["gzip", "gzip"], ["gzip, deflate, br", "br"], ["identity", null]]) {
    assert.equal((await head(file("first", "bin"), accepted)).get("content-encoding"), sent, accepted);
  }
});

scene("a second copy of the script leaves quietly", {}, async (host) => {
  await ready(host);
  const same = await host.page.evaluate(async (base) => {
    const before = customElements.get("engagement-planner");
    await import(`${base}/engagement-planner.js#copy`);
    return before === customElements.get("engagement-planner");
  }, baseUrl);
  assert.ok(same);
  assert.equal(host.events.filter(({ name }) => name === "ready").length, 1);
});

scene("nothing outside the element changes", {
  before: (host) =>
    host.page.addInitScript(() => {
      document.addEventListener("readystatechange", () => {
        if (document.readyState === "interactive") document.documentBefore = document.documentElement.outerHTML;
      });
    }),
}, async (host) => {
  await ready(host);
  await until(() => host.requests.some(({ url }) => url.endsWith(file("later", "wasm"))), "the rest is fetched");
  const seen = await host.page.evaluate(() => ({
    globals: Object.getOwnPropertyNames(window),
    same: document.documentBefore === document.documentElement.outerHTML,
    hash: location.hash,
    title: document.title,
    history: history.length,
    sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
    focus: document.activeElement.localName,
  }));
  assert.deepEqual(seen.globals.filter((name) => !host.globals.includes(name)), []);
  assert.ok(seen.same, "the page's own mark-up is as it was");
  assert.deepEqual([seen.hash, seen.title, seen.history], ["", "Involving people – Example Trust intranet", 2]);
  assert.deepEqual(seen.sheets, [1, 0]);
  assert.equal(seen.focus, "body", "the focus is not stolen");
});

scene("from a server that compresses nothing, the copies in gzip are fetched", {
  before: async (host) => {
    // The loader and all others as they are; only the size on the wire tells a browser that a file was compressed.
    await host.page.route("**/engagement-planner.js", async (route) => {
      const body = await (await fetch(route.request().url(), { headers: { "Accept-Encoding": "identity" } })).text();
      await route.fulfill({ contentType: "text/javascript", body });
    });
  },
}, async (host) => {
  await ready(host);
  const asked = host.requests.map(({ url }) => new URL(url).pathname);
  for (const [stem, ending] of [["planner", "wasm"], ["first", "bin"]]) {
    assert.ok(asked.includes(`${file(stem, ending)}.gz`), `${stem} is fetched in gzip`);
    assert.ok(!asked.includes(file(stem, ending)), `${stem} is not fetched whole`);
  }
  assert.ok((await ask(host, "export", "docx")).size > 10);
});

scene("from such a server without the copies, the whole files are fetched", {
  expected: LOST,
  before: async (host) => {
    await host.page.route("**/*.gz", (route) => route.fulfill({ status: 404, contentType: "text/html", body: "" }));
    await host.page.route("**/engagement-planner.js", async (route) => {
      const body = await (await fetch(route.request().url(), { headers: { "Accept-Encoding": "identity" } })).text();
      await route.fulfill({ contentType: "text/javascript", body });
    });
  },
}, async (host) => {
  await ready(host);
});

scene("a strict policy is no hindrance", { path: "/hosts/strict-policy.html" }, async (host) => {
  await ready(host);
  await until(() => host.requests.some(({ url }) => url.endsWith(file("later", "wasm"))), "the rest is fetched");
});

scene("with the network cut after the rest has come, a file is still made", {}, async (host) => {
  await ready(host);
  const last = [file("handbook", "bin"), file("later", "wasm")];
  for (const path of last) {
    await until(() => host.page.evaluate((url) => performance.getEntriesByName(url).some((entry) => entry.responseEnd > 0), baseUrl + path), `${path} is here`);
  }
  await host.page.context().setOffline(true);
  const made = await ask(host, "export", "docx");
  assert.ok(made.size > 10);
});

scene("a file that failed to come on idle is fetched when it is asked for", {
  expected: LOST,
  before: (host) => {
    let failed = 0;
    return host.page.route(`**${file("later", "wasm")}`, (route) => (failed++ ? route.fallback() : route.abort()));
  },
}, async (host) => {
  await ready(host);
  const tries = () => host.requests.filter(({ url }) => url.endsWith(file("later", "wasm"))).length;
  await until(() => tries() === 1, "it was tried on idle");
  assert.ok((await ask(host, "export", "docx")).size > 10);
  assert.equal(tries(), 2);
});

scene("a file that cannot be fetched at all ends in a plain sentence", {
  expected: LOST,
  before: (host) => host.page.route(`**${file("later", "wasm")}`, (route) => route.abort()),
}, async (host) => {
  await ready(host);
  await assert.rejects(ask(host, "export", "docx"), /could not be fetched\. Check your connection, then try again\. Your work is kept\./);
  assert.deepEqual(host.events.filter(({ name }) => name === "error"), []);
});

/** The ways not to start: what the page says, its code, and how the cause goes away, if it can. */
const TROUBLES = [
  {
    name: "without WebAssembly",
    setting: { flags: ["--js-flags=--jitless"] },
    title: "The planner cannot start on this computer",
    code: "EP-1",
    request: /JavaScriptJitAllowedForSites/,
  },
  {
    name: "under a policy without wasm-unsafe-eval",
    setting: { path: "/hosts/no-wasm-policy.html", expected: [/policy: script-src blocked wasm-eval/, /Content Security Policy/] },
    title: "The planner cannot start on this page",
    code: "EP-2",
    request: /script-src needs 'wasm-unsafe-eval'/,
  },
  {
    name: "with the wasm sent as a web page",
    setting: { expected: LOST },
    route: () => [file("planner", "wasm"), { contentType: "text/html", body: "<!doctype html><title>Sign in</title>" }],
    title: "The planner cannot start from this server",
    code: "EP-3",
    request: /sign-in page/,
  },
  {
    name: "with the guidance sent as a web page",
    setting: { expected: LOST },
    route: () => [file("first", "bin"), { contentType: "text/html", body: "<!doctype html><title>Sign in</title>" }],
    title: "The planner cannot start from this server",
    code: "EP-3",
    request: /sign-in page/,
  },
  {
    name: "with the wasm missing",
    setting: { expected: LOST },
    route: () => [file("planner", "wasm"), { status: 404, contentType: "text/plain", body: "" }],
    title: "The planner cannot start just now",
    code: "EP-4",
    request: /all files/,
  },
  {
    name: "with the network down",
    setting: { expected: LOST },
    route: () => [file("first", "bin"), null],
    title: "The planner cannot start just now",
    code: "EP-4",
    request: /all files/,
  },
  {
    name: "with the wasm cut short",
    setting: { expected: LOST },
    route: () => [file("planner", "wasm"), { contentType: "application/wasm", body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) }],
    title: "The planner cannot start just now",
    code: "EP-6",
    request: /whole on the server/,
  },
  {
    name: "with the guidance of another version",
    setting: { expected: LOST },
    route: () => [file("first", "bin"), { contentType: "application/octet-stream", body: Buffer.alloc(200_000, 7) }],
    title: "The planner cannot start from this server",
    code: "EP-7",
    request: /files of one version/,
  },
  {
    name: "in a browser without sheets of its own",
    setting: { before: (host) => host.page.addInitScript(() => [Document, ShadowRoot].forEach((kind) => delete kind.prototype.adoptedStyleSheets)) },
    title: "The planner cannot start in this browser",
    code: "EP-8",
    request: /Edge or Chrome 109, Firefox 115 or Safari 16\.4/,
  },
  {
    name: "in a browser that knows only the first WebAssembly",
    setting: { before: (host) => host.page.addInitScript(() => (WebAssembly.validate = () => false)) },
    title: "The planner cannot start in this browser",
    code: "EP-8",
    request: /Edge or Chrome 109, Firefox 115 or Safari 16\.4/,
  },
];

for (const { name, setting, route, title, code, request } of TROUBLES) {
  const pattern = () => `**${route()[0]}`;
  const before = async (host) => {
    await setting.before?.(host);
    if (route) await host.page.route(pattern(), (one) => (route()[1] ? one.fulfill(route()[1]) : one.abort()));
  };
  scene(`${name}, the page says so and offers the ten steps`, { ...setting, before }, async (host) => {
    await named(host, "heading", title).waitFor();
    assert.equal(await named(host, "heading", title).evaluate((node) => node.localName), "h2");
    assert.equal(await host.page.evaluate(() => document.activeElement.localName), "body", "the focus is not stolen");
    assert.deepEqual(host.events.map(({ name, detail }) => [name, detail.code]), [["error", code]]);

    const text = await host.planner.evaluate((node) => node.shadowRoot.textContent);
    assert.match(text, request);
    assert.match(text, /You have done nothing wrong, and nothing is lost\./);
    await host.page.getByText("For IT: what we found").click();
    assert.match(text, new RegExp(`Code ${code}\\. Version \\d+\\.\\d+\\.\\d+\\.`));
    await axe(host);
    await shot(host, `cannot-start-${code}-${name.replace(/\W+/g, "-")}`);

    await press(host, "Print the ten steps");
    assert.equal(host.printed.length, 1, "the ten steps are printed");
    const [paper] = host.printed;
    assert.deepEqual([paper.title, paper.lang, paper.styled], ["Ten steps to plan how to involve people", "en-GB", true]);
    assert.equal(paper.text.match(/\.\n|\?\n|\.$/g).length, 10);
    assert.ok(!/intranet|Try again/.test(paper.text), "nothing of the host is printed");
    assert.equal(await host.planner.evaluate((node) => node.shadowRoot.querySelectorAll("iframe").length), 0);

    await press(host, "Copy this message");
    await named(host, "status").filter({ hasText: /Copied|selected/ }).waitFor();

    if (route) await host.page.unroute(pattern());
    await press(host, "Try again");
    if (route) {
      await ready(host);
    } else {
      await until(() => host.events.length === 2, "it was tried again");
      const heading = named(host, "heading", title);
      await heading.waitFor();
      assert.ok(await hasFocus(heading), "the focus stays with what happened");
    }
  });
}

scene("where printing is forbidden, the page says what to do instead", {
  flags: ["--js-flags=--jitless"],
  before: (host) => host.page.addInitScript(() => (window.print = () => {})),
}, async (host) => {
  await press(host, "Print the ten steps");
  await host.page.getByText("This page may not print. Copy the steps by hand.").waitFor();
});

scene("the page that says so follows the host's headings", {
  path: "/hosts/two.html",
  expected: LOST,
  before: (host) => host.page.route(`**${file("planner", "wasm")}`, (route) => route.abort()),
}, async (host) => {
  await until(() => host.events.length === 2, "both say so");
  const levels = await host.page.evaluate(() => {
    const [planner] = document.querySelectorAll("engagement-planner");
    const copy = document.createElement("engagement-planner");
    copy.setAttribute("heading-level", "4");
    planner.after(copy);
    return new Promise((resolve) => {
      const look = () => {
        const all = [...copy.shadowRoot.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((node) => node.localName);
        if (/cannot start/.test(copy.shadowRoot.textContent)) resolve(all);
        else setTimeout(look, 50);
      };
      look();
    });
  });
  assert.deepEqual(levels, ["h4", "h5", "h5"]);
});

scene("wasm that a server sends as some other type still starts", {
  before: (host) =>
    host.page.route(`**${file("planner", "wasm")}`, async (route) => {
      const body = Buffer.from(await (await fetch(route.request().url())).arrayBuffer());
      await route.fulfill({ contentType: "application/octet-stream", body });
    }),
}, async (host) => {
  await ready(host);
});

scene("a file that fails once is asked for again, and nothing is said", {
  expected: LOST,
  before: (host) => {
    let failed = 0;
    return host.page.route(`**${file("first", "bin")}`, (route) => (failed++ ? route.fallback() : route.abort()));
  },
}, async (host) => {
  await ready(host);
  assert.deepEqual(host.events.filter(({ name }) => name === "error"), []);
});

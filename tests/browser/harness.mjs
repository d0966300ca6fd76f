// What every browser test stands on: a server, a browser, a host page that is watched, and words to act with.
//
// `cargo xtask test` gives BASE_URL and CHROME. By hand, after `cargo xtask dist`:
//   node --test tests/browser/loading.test.mjs
//
// A host page fails its test by itself if anything unexpected is heard from it: a console message, an uncaught error,
// a policy report, or a request to anywhere but our own server.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const OUT = fileURLToPath(new URL("out/", import.meta.url));
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How long anything may take, in milliseconds: long, as machines are shared. */
const PATIENCE = Number(process.env.PATIENCE ?? 20_000);

const browsers = new Map();
let server;

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  server?.kill();
});

/** Where the pages are. */
export const baseUrl = process.env.BASE_URL ?? (await serve());

function serve() {
  server = spawn("cargo", ["xtask", "serve", "--port", "0"], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error("The server ended. `cargo xtask dist` must have been run.")));
    server.stdout.once("data", (line) => resolve(String(line).trim().replace(/\/$/, "")));
  });
}

/** A browser, one for each set of flags. */
export function browser(flags = []) {
  const key = flags.join(" ");
  if (!browsers.has(key)) {
    const quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"];
    browsers.set(key, chromium.launch({ executablePath: executable(), args: [...quiet, ...flags] }));
  }
  return browsers.get(key);
}

export const executable = () => process.env.CHROME ?? ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** An ordinary window, which keeps what it is given in a folder. Every other context is a private window. */
export const ordinary = (folder) => {
  mkdirSync(`${folder}/Default`, { recursive: true });
  // Where this is not said, some builds give a frame of another site no storage at all.
  writeFileSync(`${folder}/Default/Preferences`, JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }));
  return chromium.launchPersistentContext(folder, { executablePath: executable(), locale: "en-GB" });
};

/**
 * A test on one host page.
 *
 * `path`     the page, on our server or as a file
 * `flags`    the browser's flags
 * `width`    of the window, in CSS px
 * `expected` patterns of what may be heard from the page and is no fault
 * `before`   runs before the page is opened, with the host; for routes
 * `context`  more settings of the browser's context
 */
export function scene(name, { path = "/", flags, width = 1280, expected = [], before, context }, act) {
  test(name, { timeout: PATIENCE * 6 }, async () => {
    const host = await open({ path, flags, width, before, context });
    try {
      await act(host);
      const unexpected = host.heard.filter((line) => !expected.some((pattern) => pattern.test(line)));
      assert.deepEqual(unexpected, [], "nothing unexpected is heard from the page");
      const foreign = host.requests.filter(({ url }) => !url.startsWith(`${baseUrl}/`) && !/^(data|blob|about):/.test(url) && url !== path);
      assert.deepEqual(foreign, [], "nothing is asked of another server");
    } catch (why) {
      // A fault in the page is most often the reason.
      if (host.heard.length) why.message += `\nHeard from the page:\n  ${host.heard.join("\n  ")}`;
      throw why;
    } finally {
      await host.page.context().close();
    }
  });
}

/** Opens a page and listens to it. Prefer `scene`, which also judges what was heard. */
export async function open({ path, flags, width = 1280, before, context = {} }) {
  const held = await (await browser(flags)).newContext({
    viewport: { width, height: 900 },
    locale: "en-GB",
    acceptDownloads: true,
    reducedMotion: "reduce",
    ...context,
  });
  held.setDefaultTimeout(PATIENCE);
  const page = await held.newPage();
  const host = {
    page,
    /** Every request: `{ method, url, body }`. */
    requests: [],
    /** Console messages, uncaught errors and policy reports, each as one line. */
    heard: [],
    /** Our own events: `{ name, detail }`. */
    events: [],
    /** What was sent to a printer: `{ title, lang, text, styled }`. */
    printed: [],
    /** The names on `window` before any script ran. */
    globals: [],
    planner: page.locator("engagement-planner").first(),
  };
  page.on("request", (request) => host.requests.push({ method: request.method(), url: request.url(), body: request.postData() }));
  page.on("console", (message) => host.heard.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => host.heard.push(`uncaught: ${error.message}`));
  await held.exposeBinding("watched", (_, kind, value) => {
    if (kind === "heard") host.heard.push(value);
    else if (kind === "globals") host.globals = value;
    else host[kind].push(value);
  });
  await held.addInitScript(() => {
    const { watched } = window;
    // Every instance of wasm, under a name that no list of names shows: a test makes one crash by it.
    if (globalThis.WebAssembly) {
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...all) => {
        const made = await instantiate.apply(WebAssembly, all);
        (window[Symbol.for("instances")] ??= []).push(made.instance ?? made);
        return made;
      };
    }
    if (window === top) {
      watched("globals", Object.getOwnPropertyNames(window));
      for (const name of ["ready", "change", "plan", "export", "error"]) {
        document.addEventListener(`engagement-planner-${name}`, ({ detail, composed, bubbles, cancelable }) => {
          let told = null;
          try {
            told = JSON.parse(JSON.stringify(detail ?? null));
          } catch {
            told = String(detail);
          }
          watched("events", { name, detail: told, composed, bubbles, cancelable });
        });
      }
    }
    document.addEventListener("securitypolicyviolation", (event) => {
      watched("heard", `policy: ${event.violatedDirective} blocked ${event.blockedURI}`);
    });
    // A dialog of the system is no part of a page, so printing is caught where it begins.
    window.print = () => {
      window.dispatchEvent(new Event("beforeprint"));
      const sheets = document.adoptedStyleSheets.length + document.styleSheets.length;
      watched("printed", {
        title: document.title,
        lang: document.documentElement.lang,
        text: document.body.innerText,
        styled: sheets > 0,
        scripts: document.scripts.length,
      });
      window.dispatchEvent(new Event("afterprint"));
    };
  });
  await before?.(host);
  await page.goto(path.startsWith("file:") ? path : baseUrl + path);
  return host;
}

/** Waits until a planner says that it is ready. */
export const ready = (host, nth = 1) =>
  until(() => host.events.filter(({ name }) => name === "ready").length >= nth, "the planner is ready");

/** Makes the instance that runs panic, as a fault in it would: at once, or in a task of its own. */
export const crash = (host, apart = false) =>
  host.page.evaluate((apart) => {
    const { exports } = window[Symbol.for("instances")].filter(({ exports }) => exports.crash).at(-1);
    if (apart) return void setTimeout(exports.crash);
    try {
      exports.crash();
    } catch {
      // It ends in a trap, which is what we want.
    }
  }, apart);

/** Waits until `holds`, which is asked again and again. */
export async function until(holds, what) {
  const end = Date.now() + PATIENCE;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** What can be acted on, by its role and its accessible name. Looks into the planner's shadow root too. */
export const named = (host, role, name, within = host.page) => within.getByRole(role, name === undefined ? {} : { name, exact: typeof name === "string" });

/** Presses a button or follows a link with the mouse. */
export const press = (host, name, role = "button", within) => named(host, role, name, within).click();

/** Whether `locator` has the focus, also inside a shadow root. */
export const hasFocus = (locator) => locator.evaluate((node) => node.getRootNode().activeElement === node);

/** Goes on with the Tab key until `locator` has the focus: a person who has no mouse must be able to. */
export async function tabTo(host, locator, { most = 150, key = "Tab" } = {}) {
  await locator.waitFor();
  for (let count = 0; count <= most; count += 1) {
    if (await hasFocus(locator)) return;
    await host.page.keyboard.press(key);
  }
  assert.fail(`${locator} is not reached with ${most} presses of ${key}`);
}

/** Chooses a button or link with keys alone. */
export async function keyTo(host, name, role = "button", within) {
  await tabTo(host, named(host, role, name, within).first());
  await host.page.keyboard.press("Enter");
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No accessibility rule is broken inside `selector`, open shadow roots included. */
export async function axe(host, selector = "engagement-planner", frame = host.page) {
  await frame.evaluate(AXE);
  const { violations, passes } = await frame.evaluate(
    ([include, values]) => window.axe.run({ include: [include] }, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    [selector, TAGS],
  );
  const told = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.flat().join(" ")}: ${failureSummary}`));
  assert.deepEqual(told, [], "axe finds nothing");
  assert.ok(passes.length > 3, "axe had something to look at");
}

/** Pictures of the page at 320 and 1280 CSS px, for people to look at; at 320 nothing scrolls sideways. */
export async function shot(host, name) {
  const { page } = host;
  const before = page.viewportSize();
  mkdirSync(OUT, { recursive: true });
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${OUT}${name}-${width}.png`, fullPage: true });
    if (width === 320) await fits(host, name);
  }
  await page.setViewportSize(before);
}

/** Nothing is wider than the window, in the page or in the planner. */
export async function fits(host, what = "the page") {
  const wide = await host.page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > room) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const planner of document.querySelectorAll("engagement-planner, .ep-light")) {
      const scope = planner.shadowRoot ?? planner;
      const edge = planner.getBoundingClientRect().right;
      for (const node of scope.querySelectorAll("*")) {
        const box = node.getBoundingClientRect();
        const style = getComputedStyle(node);
        const hidden = box.width <= 1 || style.position === "absolute" || node.closest("svg");
        // What scrolls inside a box of its own, such as a wide table, is that box's affair.
        let boxed = false;
        for (let above = node.parentElement; above; above = above.parentElement) {
          if (getComputedStyle(above).overflowX !== "visible") boxed = true;
        }
        if (!hidden && !boxed && box.right > edge + 1) found.push(`${node.localName}.${node.className} ends at ${Math.round(box.right)} of ${Math.round(edge)}`);
      }
    }
    return found.slice(0, 5);
  });
  assert.deepEqual(wide, [], `${what} fits 320 px`);
}

/** Calls a member of the first planner element, or of the one that `selector` finds. */
export const ask = (host, member, ...rest) =>
  host.page.evaluate(
    async ([member, rest]) => {
      const planner = document.querySelector("engagement-planner");
      const value = typeof planner[member] === "function" ? await planner[member](...rest) : planner[member];
      return value instanceof Blob ? { type: value.type, size: value.size, text: await value.text() } : value;
    },
    [member, rest],
  );

const sums = await (await fetch(`${baseUrl}/SHA256SUMS`)).text();

/** The address of a file of the build, such as `/planner-0123456789.js`, by its stem and ending. */
export const file = (stem, ending) => `/${sums.match(new RegExp(`${stem}-[0-9a-f]{10}\\.${ending}$`, "m"))[0]}`;

// Two engines that are not Chromium, driven by the commands of W3C WebDriver: Firefox and WebKitGTK.
//
// Each takes the same commands. WebKit's own driver takes them over HTTP. Firefox takes them itself, over a socket
// (the protocol named Marionette, which geckodriver only passes on), so that no driver has to be fetched.
//
// `cargo xtask test --only engines` gives FIREFOX, WEBKIT (the driver) and MINIBROWSER.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long anything may take, in milliseconds: long, as a first start on a slow machine takes its time. */
export const PATIENCE = Number(process.env.PATIENCE ?? 60_000);

/** The name under which WebDriver hands over an element, and a shadow root. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `holds`, which is asked again and again, gives something, and gives that. */
export async function until(holds, what) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const held = await holds();
    if (held) return held;
    assert.ok(Date.now() < end, `waited in vain until ${what}`);
    await pause(50);
  }
}

// ---------- what the two have in common ----------

/** A browser that is open, with one window. */
class Session {
  /** `send(command, parameters)` gives what the driver answers. */
  constructor(name, send, downloads, close) {
    Object.assign(this, { name, send, downloads, close });
  }

  open(url) {
    return this.send("navigate", { url });
  }

  reload() {
    return this.send("refresh", {});
  }

  /** What a function gives in the page, with these arguments. What it promises is waited for. */
  async run(task, ...args) {
    // Its last argument is how it says that it is done.
    const script = `
      const done = arguments[arguments.length - 1];
      const args = [...arguments].slice(0, -1);
      Promise.resolve().then(() => (${task})(...args)).then((value) => done({ value }), (why) => done({ why: String(why?.message ?? why) }));`;
    const { value, why } = await this.send("script", { script, args });
    if (why !== undefined) throw new Error(why);
    return value;
  }

  /** Runs a script in the page, whatever the page's policy says. */
  load(script) {
    return this.send("script", { script: `${script}\n;arguments[arguments.length - 1]();`, args: [] });
  }

  /** Presses an element as a person does, with the mouse. */
  async press(element) {
    await this.run((node) => node.scrollIntoView({ block: "center" }), element);
    return this.send("click", { element: element[ELEMENT] });
  }

  /** Types these keys where the focus is. `Tab`, `Enter` and `Space` by their names. */
  async keys(...keys) {
    const code = { Tab: "\uE004", Enter: "\uE007", Space: " ", ArrowDown: "\uE015" };
    const actions = keys.flatMap((key) => ["keyDown", "keyUp"].map((type) => ({ type, value: code[key] ?? key })));
    await this.send("actions", { actions: [{ type: "key", id: "keys", actions }] });
    await this.send("release", {});
  }

  /** Types a text into an element. */
  type(element, text) {
    return this.send("type", { element: element[ELEMENT], text });
  }

  async picture(path) {
    writeFileSync(path, Buffer.from(await this.send("screenshot", {}), "base64"));
  }

  size(width, height) {
    return this.send("size", { width, height });
  }

  /** The files that were downloaded, by name, when there are any and none is still on its way. */
  async downloaded() {
    return until(() => {
      const names = existsSync(this.downloads) ? readdirSync(this.downloads) : [];
      const whole = names.length && !names.some((name) => /\.(part|wkdownload|tmp)$/.test(name));
      return whole && new Map(names.map((name) => [name, readFileSync(join(this.downloads, name))]));
    }, "a file is downloaded");
  }
}

/** Ends a program and waits until it is gone. */
const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 5_000).unref();
  });

/** A program of which what it says is kept, to be told if it does not begin. */
function begin(program, args, options) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  child.said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (child.said = (child.said + text).slice(-4_000)));
  child.on("error", (why) => (child.said += why.message));
  return child;
}

const alive = (child) => assert.equal(child.exitCode, null, `${child.spawnfile} ended. It said:\n${child.said}`);

const folder = (name) => mkdtempSync(join(tmpdir(), `${name}-`));
const gone = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

// ---------- Firefox ----------

/** Quiet, and with downloads and prints going to files. */
const firefoxSettings = (home, wasm) => ({
  "marionette.port": 0,
  "app.update.disabledForTesting": true,
  "app.normandy.enabled": false,
  "browser.aboutwelcome.enabled": false,
  "browser.download.dir": join(home, "downloads"),
  "browser.download.folderList": 2,
  "browser.download.useDownloadDir": true,
  "browser.download.alwaysOpenPanel": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "services.settings.server": "data:,#",
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "intl.accept_languages": "en-GB",
  "print.always_print_silent": true,
  print_printer: "Mozilla Save to PDF",
  "print.printer_Mozilla_Save_to_PDF.print_to_file": true,
  "print.printer_Mozilla_Save_to_PDF.print_to_filename": join(home, "printed.pdf"),
  "javascript.options.wasm": wasm,
});

const MARIONETTE = {
  navigate: ({ url }) => ["WebDriver:Navigate", { url }],
  refresh: () => ["WebDriver:Refresh", {}],
  script: ({ script, args }) => ["WebDriver:ExecuteAsyncScript", { script, args, sandbox: null, newSandbox: false }],
  click: ({ element }) => ["WebDriver:ElementClick", { id: element }],
  type: ({ element, text }) => ["WebDriver:ElementSendKeys", { id: element, text }],
  actions: (parameters) => ["WebDriver:PerformActions", parameters],
  release: () => ["WebDriver:ReleaseActions", {}],
  screenshot: () => ["WebDriver:TakeScreenshot", { full: false }],
  size: (parameters) => ["WebDriver:SetWindowRect", parameters],
};

/** A socket over which messages go as `length:JSON`. */
function marionette(port) {
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let held = Buffer.alloc(0);
  let count = 0;
  let greet;
  const greeting = new Promise((resolve) => (greet = resolve));
  socket.on("error", () => {});
  socket.on("close", () => waiting.forEach(({ reject }) => reject(new Error("Firefox has gone."))));
  socket.on("data", (more) => {
    held = Buffer.concat([held, more]);
    for (;;) {
      const colon = held.indexOf(":");
      const end = colon + 1 + Number(held.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || held.length < end) return;
      const message = JSON.parse(held.subarray(colon + 1, end));
      held = held.subarray(end);
      if (!Array.isArray(message)) {
        greet();
        continue;
      }
      const [, id, error, result] = message;
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(`${error.error}: ${error.message}`));
      else resolve(result && "value" in result ? result.value : result);
    }
  });
  const call = (command, parameters) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      const text = JSON.stringify([0, count, command, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  return { greeting, call, end: () => socket.destroy() };
}

/** Opens Firefox with a profile of its own, with WebAssembly or as where it is switched off. */
export async function firefox({ wasm = true } = {}) {
  const home = folder("firefox");
  mkdirSync(join(home, "downloads"));
  const lines = Object.entries(firefoxSettings(home, wasm)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  writeFileSync(join(home, "user.js"), lines.join("\n"));
  const child = begin(process.env.FIREFOX, ["--headless", "--marionette", "--no-remote", "--profile", home], {
    // A home of its own: Firefox refuses one of another person, and leaves no trace in ours.
    env: { ...process.env, HOME: home, MOZ_HEADLESS_WIDTH: "1280", MOZ_HEADLESS_HEIGHT: "900" },
  });
  const place = join(home, "MarionetteActivePort");
  const port = await until(() => {
    alive(child);
    return existsSync(place) && Number(readFileSync(place, "utf8"));
  }, "Firefox listens");
  const { greeting, call, end } = marionette(port);
  await greeting;
  await call("WebDriver:NewSession", { capabilities: { alwaysMatch: { pageLoadStrategy: "normal", timeouts: { script: PATIENCE, pageLoad: PATIENCE } } } });
  const send = (command, parameters) => call(...MARIONETTE[command](parameters));
  const session = new Session("Firefox", send, join(home, "downloads"), async () => {
    end();
    await ended(child);
    gone(home);
  });
  session.printed = join(home, "printed.pdf");
  return session;
}

// ---------- WebKitGTK ----------

const HTTP = {
  navigate: ({ url }) => ["url", { url }],
  refresh: () => ["refresh", {}],
  script: (parameters) => ["execute/async", parameters],
  click: ({ element }) => [`element/${element}/click`, {}],
  type: ({ element, text }) => [`element/${element}/value`, { text }],
  actions: (parameters) => ["actions", parameters],
  release: () => ["actions", undefined, "DELETE"],
  screenshot: () => ["screenshot", undefined, "GET"],
  size: (parameters) => ["window/rect", parameters],
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A screen that nobody sees. WebKitGTK wants one. */
async function screen() {
  const child = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    let text = "";
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Xvfb, the screen that nobody sees, did not begin.")));
    child.stdio[3].on("data", (more) => {
      text += more;
      if (text.includes("\n")) resolve(text.trim());
    });
  });
  return { child, name: `:${number}` };
}

/** Opens WebKitGTK's small browser, with WebAssembly or as where it is switched off. */
export async function webkit({ wasm = true } = {}) {
  const home = folder("webkit");
  const downloads = join(home, "downloads");
  mkdirSync(downloads);
  mkdirSync(join(home, ".config"));
  writeFileSync(join(home, ".config", "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const shown = await screen();
  const port = await freePort();
  const driver = begin(process.env.WEBKIT, [`--port=${port}`], {
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, ".config"), DISPLAY: shown.name, GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1", LANG: "C.UTF-8", WEBKIT_DISABLE_COMPOSITING_MODE: "1", JSC_useWasm: String(wasm) },
  });
  const base = `http://127.0.0.1:${port}`;
  const call = async (path, body, method = "POST") => {
    const response = await fetch(base + path, { method, body: method === "POST" ? JSON.stringify(body ?? {}) : undefined, signal: AbortSignal.timeout(PATIENCE * 2) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => {
    alive(driver);
    return call("/status", undefined, "GET").then(() => true, () => false);
  }, "WebKit's driver listens");
  const options = { binary: process.env.MINIBROWSER, args: ["--automation"] };
  const wanted = { browserName: "MiniBrowser", "webkitgtk:browserOptions": options, timeouts: { script: PATIENCE, pageLoad: PATIENCE } };
  const { sessionId } = await call("/session", { capabilities: { alwaysMatch: wanted } });
  const send = (command, parameters) => {
    const [path, body, method] = HTTP[command](parameters);
    return call(`/session/${sessionId}/${path}`, body, method);
  };
  return new Session("WebKitGTK", send, downloads, async () => {
    await call(`/session/${sessionId}`, undefined, "DELETE").catch(() => {});
    await ended(driver);
    await ended(shown.child);
    gone(home);
  });
}

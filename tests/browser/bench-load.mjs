// How long it takes until the first page is on screen, and until the first answer can be given. Run by `cargo xtask bench`:
//   DIST=dist node tests/browser/bench-load.mjs
//
// On a line of 1.6 Mbit/s with 150 ms there and back, in Chromium slowed four times. Beside it in the same run, turn about:
// a page with one script of the loader's size that writes the same words. More pages may stand beside it, each a built
// folder that says by a mark of performance when its first answer can be given:
//   BESIDE="React=/folder,SurveyJS=/folder" MARK=bench-ready

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { chromium } from "playwright-core";

const DIST = process.env.DIST ?? "dist";
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const MARK = process.env.MARK ?? "bench-ready";
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 7.5e5 / 8 };
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };

const pressed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });

/** Serves a folder, each file pressed beforehand. */
async function serve(folder) {
  const held = new Map();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(/\/$/, "/index.html");
    if (name === "/blank") return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>blank</title>");
    const path = join(folder, name);
    if (!existsSync(path)) return response.writeHead(404).end();
    if (!held.has(path)) held.set(path, existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : pressed(readFileSync(path)));
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-encoding": "br", "cache-control": "no-store" });
    response.end(held.get(path));
  });
  await new Promise((go) => server.listen(0, "127.0.0.1", go));
  return { url: `http://127.0.0.1:${server.address().port}/`, server };
}

const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args: ["--no-first-run", "--disable-background-networking", "--disable-component-update"] });

/** The page with one script of the loader's size that writes the same words, made from the planner's own first page. */
async function sameWords(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector("engagement-planner")?.shadowRoot?.querySelector(".acts .btn"));
  const { markup, styles } = await page.evaluate(() => {
    const root = document.querySelector("engagement-planner").shadowRoot;
    const styles = root.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
    return { markup: root.querySelector("[part=app]").outerHTML, styles };
  });
  await page.close();
  const folder = mkdtempSync(join(tmpdir(), "same-words-"));
  const loader = readFileSync(join(DIST, "engagement-planner.js"), "utf8").replaceAll("*/", "");
  const writes = `const root=document.querySelector("engagement-planner").attachShadow({mode:"open"});const sheet=new CSSStyleSheet();sheet.replaceSync(${JSON.stringify(styles)});root.adoptedStyleSheets=[sheet];root.innerHTML=${JSON.stringify(markup)};`;
  const goal = readFileSync(join(DIST, "engagement-planner.js.br")).length;
  // What the loader does besides stands there as a remark, as much of it as makes up the size.
  let [low, high] = [0, loader.length];
  while (high - low > 200) {
    const middle = (low + high) >> 1;
    if (pressed(Buffer.from(`${writes}/*${loader.slice(-middle)}*/`)).length > goal) high = middle;
    else low = middle;
  }
  writeFileSync(join(folder, "engagement-planner.js"), `${writes}/*${loader.slice(-low)}*/`);
  for (const name of ["index.html", "demo.css"]) writeFileSync(join(folder, name), readFileSync(join(DIST, name)));
  return folder;
}

/** Milliseconds from the way to a page until the first frame after `ready` held. */
async function time(url, ready) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    const slow = await context.newCDPSession(page);
    await slow.send("Network.enable");
    await slow.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.addInitScript(`(() => {
      const ready = ${ready};
      const look = () => {
        if (!ready()) return requestAnimationFrame(look);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (window.usable = performance.now());
          port2.postMessage(0);
        });
      };
      if (location.pathname !== "/blank") requestAnimationFrame(look);
    })()`);
    // The person is on the intranet already: the renderer is up.
    await page.goto(`${url}blank`);
    await slow.send("Network.emulateNetworkConditions", LINE);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => window.usable, undefined, { timeout: 60_000 });
    return await page.evaluate(() => window.usable);
  } finally {
    await context.close();
  }
}

const IN_ROOT = (selector) => `document.querySelector("engagement-planner")?.shadowRoot?.querySelector(${JSON.stringify(selector)})`;
const ours = await serve(DIST);
const same = await serve(await sameWords(ours.url));
const targets = [
  { name: "The planner: its first page is on screen", url: ours.url, ready: `() => ${IN_ROOT(".acts .btn")}` },
  { name: "A page with one script of its size that writes the same words", url: same.url, ready: `() => ${IN_ROOT(".acts .btn")}` },
  {
    name: "The planner: the first answer can be given",
    url: ours.url,
    ready: `() => {
      const choice = ${IN_ROOT("fieldset input")};
      if (!choice && !window.begun) {
        const start = ${IN_ROOT(".acts .btn")};
        window.begun = !!start;
        start?.click();
      }
      return choice;
    }`,
  },
];
const servers = [ours.server, same.server];
for (const beside of (process.env.BESIDE ?? "").split(",").filter(Boolean)) {
  const [name, folder] = beside.split("=");
  const { url, server } = await serve(folder);
  servers.push(server);
  targets.push({ name: `${name}: the first answer can be given`, url, ready: `() => performance.getEntriesByName(${JSON.stringify(MARK)}).length` });
}

const seen = targets.map(() => []);
for (let round = 0; round < ROUNDS; round += 1) {
  for (let turn = 0; turn < targets.length; turn += 1) {
    const no = (turn + round) % targets.length;
    seen[no].push(await time(targets[no].url, targets[no].ready));
  }
}
await browser.close();
for (const server of servers) {
  server.closeAllConnections();
  server.close();
}

console.log(`\n${"Milliseconds on 1.6 Mbit/s, 150 ms, slowed four times".padEnd(66)} ${["least", "middle", "most"].map((word) => word.padStart(8)).join(" ")}`);
const middles = targets.map(({ name }, no) => {
  const list = seen[no].sort((a, b) => a - b);
  const three = [list[0], list[list.length >> 1], list.at(-1)];
  console.log(`${name.padEnd(66)} ${three.map((ms) => ms.toFixed(0).padStart(8)).join(" ")}`);
  return three[1];
});
console.log(`\nThe first page, to the page that writes the same words: ${(middles[0] / middles[1]).toFixed(2)} times.`);
targets.slice(3).forEach(({ name }, no) => console.log(`The first answer, to ${name.split(":")[0]}: ${(middles[2] / middles[3 + no]).toFixed(2)} times.`));

// SharePoint: the web part is built as docs/spfx.md says, the package holds the planner byte for byte, and what it holds
// runs in a browser under SharePoint's policy. SharePoint itself cannot be had here: a few lines stand in for its module
// loader and for the class that a web part extends.
//
//   node --test tests/roads/spfx.test.mjs             after `cargo xtask dist`

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import JSZip from "jszip";

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const FOLDER = at("target/roads/spfx");
const PACKAGE = "sharepoint/solution/engagement-planner.sppkg";

/** Runs a program to its end in the folder of the copy. */
function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: FOLDER, encoding: "utf8", timeout: 1_200_000, maxBuffer: 1 << 26 });
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${error ?? ""}\n${`${stdout}${stderr}`.slice(-6_000)}`);
}

const ours = readdirSync(at("dist")).filter((name) => name === "engagement-planner.js" || /-[0-9a-f]{10}\.[a-z]+(\.gz)?$/.test(name) && !name.endsWith(".br"));
const bytes = (name) => readFileSync(join(at("dist"), name));

/** Every file of the package, by its name. */
const files = new Map();
const text = (name) => files.get(name)?.toString() ?? assert.fail(`the package has no ${name}: ${[...files.keys()].join(", ")}`);

/** What SharePoint is told of the web part. */
const manifest = () => {
  const part = [...files.keys()].find((name) => /\/WebPart_.*\.xml$/.test(name));
  const [, written] = text(part).match(/ComponentManifest="([^"]*)"/);
  return JSON.parse(written.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
};

// What SharePoint Online sends, as Microsoft publishes it: its own distributors and a nonce besides.
const POLICY =
  "script-src 'unsafe-eval' 'self' https://swx.cdn.skype.com https://res.delve.office.com https://public-cdn.sharepointonline.com https://teams.microsoft.com *.cdn.office.net *.onecdn.static.microsoft https://shell.cdn.office.net 'nonce-mvvlikiedo'";
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html;charset=utf-8" };

/** A page of SharePoint's, as far as a web part sees it. */
const PAGE = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Involvement - Home</title><link rel="icon" href="data:,"></head><body><main><h1>Involvement</h1><div id="part"></div><p>After it.</p></main>
<script src="/_layouts/loader.js"></script></body></html>`;

/** Stands in for SharePoint's module loader, its base class of web parts and its property pane. */
const standIn = (manifest) => `
const manifest = ${JSON.stringify(manifest)};
manifest.loaderConfig.internalModuleBaseUrls = [${JSON.stringify(LIBRARY)}];
const field = (type) => (target, properties) => ({ type, target, properties });
// No class: what is built for SharePoint extends it in the manner of ES5.
function BaseClientSideWebPart() {
  this.manifest = manifest;
  this.domElement = document.querySelector("#part");
  this.properties = { ...manifest.preconfiguredEntries[0].properties };
}
const modules = {
  "@microsoft/sp-webpart-base": { BaseClientSideWebPart },
  "@microsoft/sp-property-pane": { PropertyPaneTextField: field("text"), PropertyPaneDropdown: field("dropdown"), PropertyPaneToggle: field("toggle") },
};
const load = (name) => new Promise((resolve, reject) => {
  const { path } = manifest.loaderConfig.scriptResources[name];
  window.define = (...given) => {
    const make = given.pop();
    const needs = given.pop();
    resolve(Promise.all(needs.map(async (need) => modules[need] ??= await load(need))).then((found) => make(...found)));
  };
  const script = document.createElement("script");
  script.onerror = () => reject(new Error(path));
  script.src = ${JSON.stringify(LIBRARY)} + path;
  document.head.append(script);
});
(async () => {
  const { default: Part } = await load(manifest.loaderConfig.entryModuleId);
  const part = window.part = new Part();
  part.onThemeChanged({ isInverted: false });
  await part.onInit();
  part.render();
})();
`;

/** Where SharePoint puts the files of a package. */
const LIBRARY = "/sites/appcatalog/ClientSideAssets/0c6eb3ac/";

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const send = (type, body, headers = {}) => response.writeHead(200, { "content-type": type, ...headers }).end(body);
  if (pathname === "/") return send(TYPES[".html"], PAGE, { "content-security-policy": POLICY });
  if (pathname === "/_layouts/loader.js") return send(TYPES[".js"], standIn(manifest()));
  if (pathname === "/SHA256SUMS") return send("text/plain", bytes("SHA256SUMS"));
  const asset = pathname.startsWith(LIBRARY) && files.get(`ClientSideAssets/${pathname.slice(LIBRARY.length)}`);
  // SharePoint gives types it does not know as those of a download.
  if (asset) return send(TYPES[extname(pathname)] ?? "application/octet-stream", asset, { "x-content-type-options": "nosniff" });
  return response.writeHead(404).end();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close());

process.env.BASE_URL = `http://127.0.0.1:${server.address().port}`;
const { ask, axe, named, ready, scene, shot, until } = await import("../browser/harness.mjs");
const { answerAll, at: onPage, begin, download, go, says, scenario, soundWord } = await import("../browser/walk.mjs");

test("the web part builds to a package", { timeout: 1_500_000 }, async () => {
  // A copy, so that the example stays as it is; the packages it needs stay there for the next time.
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(FOLDER).filter((name) => name !== "node_modules")) rmSync(join(FOLDER, name), { recursive: true });
  for (const name of ["config", "src", "package.json", "package-lock.json", "tsconfig.json"]) cpSync(join(at("examples/spfx"), name), join(FOLDER, name), { recursive: true });
  const lock = (folder) => existsSync(join(folder, "package-lock.json")) && readFileSync(join(folder, "package-lock.json"), "utf8");
  const installed = join(FOLDER, "node_modules/.installed");
  if (lock(installed) !== lock(FOLDER)) {
    run(process.platform === "win32" ? "npm.cmd" : "npm", "ci", "--no-audit", "--no-fund", "--loglevel", "error");
    cpSync(join(FOLDER, "package-lock.json"), join(installed, "package-lock.json"));
  }
  mkdirSync(join(FOLDER, "planner"));
  for (const name of ours) cpSync(join(at("dist"), name), join(FOLDER, "planner", name));

  run("npm", "run", "build");
  const zip = await JSZip.loadAsync(readFileSync(join(FOLDER, PACKAGE)));
  for (const [name, entry] of Object.entries(zip.files)) if (!entry.dir) files.set(name, await entry.async("nodebuffer"));
});

let script;
test("the package holds the planner's files byte for byte, and names them", () => {
  const assets = [...files.keys()].filter((name) => name.startsWith("ClientSideAssets/")).map((name) => name.slice(17));
  script = assets.find((name) => files.get(`ClientSideAssets/${name}`).equals(bytes("engagement-planner.js"))) ?? assert.fail(`no script among ${assets.join(", ")}`);
  for (const name of ours.filter((name) => name !== "engagement-planner.js" && name !== "engagement-planner.js.gz")) {
    assert.ok(files.get(`ClientSideAssets/${name}`)?.equals(bytes(name)), `${name} is in the package as it is in dist`);
  }
  const named = [...text("_rels/ClientSideAssets.xml.rels").matchAll(/Target="\/ClientSideAssets\/([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(named.sort(), assets.sort(), "SharePoint is told of each file");
  const types = text("[Content_Types].xml");
  for (const name of assets) assert.ok(types.includes(`Extension="${extname(name).slice(1)}"`), `${name} has a type`);
  const part = assets.find((name) => /^engagement-planner-web-part_.*\.js$/.test(name));
  assert.ok(text(`ClientSideAssets/${part}`).includes(`"${script}"`), "the web part knows its script's name");
});

test("everything is loaded from the package, and nothing from a distributor", () => {
  const { loaderConfig, supportsThemeVariants, preconfiguredEntries } = manifest();
  assert.deepEqual(loaderConfig.internalModuleBaseUrls, ["HTTPS://SPCLIENTSIDEASSETLIBRARY/"]);
  for (const { type, path } of Object.values(loaderConfig.scriptResources)) if (type === "path") assert.ok(files.has(`ClientSideAssets/${path}`), path);
  assert.equal(supportsThemeVariants, true);
  assert.deepEqual(preconfiguredEntries[0].properties, { organisation: "", headingLevel: 2, local: "", autosave: true });
});

scene("under SharePoint's policy, from the start page to a Word file; then it is cleared away", {}, async (host) => {
  await ready(host);
  assert.equal(await host.planner.getAttribute("heading-level"), "2");
  assert.equal(await host.planner.getAttribute("organisation"), null, "what is not set is not said");
  await axe(host);
  await shot(host, "road-spfx");

  // The owner of the page changes a property while someone writes: the element stays.
  await begin(host);
  const first = await host.planner.elementHandle();
  await host.page.evaluate(() => {
    Object.assign(window.part.properties, { organisation: "Example Trust", autosave: false });
    window.part.render();
  });
  assert.ok(await host.planner.evaluate((planner, before) => planner === before, first));
  assert.equal(await host.planner.getAttribute("organisation"), "Example Trust");
  assert.equal(await host.planner.getAttribute("autosave"), "off");
  await answerAll(host, scenario("community-hospital-site").answers);
  await go(host, "See what we recommend");
  await onPage(host, "What we recommend");
  await axe(host);
  await until(() => ask(host, "plan"), "the plan is drafted");
  await named(host, "button", "Share", host.planner.getByRole("navigation")).click();
  await onPage(host, "Share your plan");
  const plan = await ask(host, "plan");
  const file = await download(host, () => go(host, "Download Word file"));
  await says(host, `“${file.name}” is in your downloads.`);
  await soundWord(file, { title: plan.title, plan, holds: ["Example Trust"] });

  assert.equal(await host.page.title(), "Involvement - Home");
  assert.equal(new URL(host.page.url()).hash, "");
  for (const { url } of host.requests) {
    const { pathname } = new URL(url);
    assert.ok(pathname === "/" || pathname.startsWith("/_layouts/") || pathname.startsWith(LIBRARY), `${url} is of the page or of the package`);
  }

  const fields = await host.page.evaluate(() => window.part.getPropertyPaneConfiguration().pages[0].groups[0].groupFields.map(({ target }) => target));
  assert.deepEqual(fields, ["organisation", "headingLevel", "local", "autosave"]);
  await host.page.evaluate(() => window.part.onDispose());
  assert.equal(await host.page.locator("#part > *").count(), 0);
});

scene("in a dark section, the planner is told so", {}, async (host) => {
  await ready(host);
  const scheme = () => host.planner.evaluate((planner) => getComputedStyle(planner).colorScheme);
  assert.equal(await scheme(), "light");
  await host.page.evaluate(() => window.part.onThemeChanged({ isInverted: true }));
  assert.equal(await scheme(), "dark");
});

scene(
  "where the planner's script cannot be had, the web part says so and names it",
  {
    expected: [/Failed to load resource/],
    before: (host) => host.page.route((url) => url.pathname.endsWith(`/${script}`), (route) => route.abort()),
  },
  async (host) => {
    await host.page.getByText(new RegExp(`^Engagement Planner could not be loaded\\. .*${script.replace(".", "\\.")}$`)).waitFor();
  },
);

// The release as its owner unpacks it: the pages, the lists of hashes and of parts, the two lines, the npm package.
//
// `cargo xtask test --only release` makes the zip from dist/, unpacks it into target/tried and serves that. By hand, after
// that step: BASE_URL must be where target/tried is served.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { build } from "esbuild";
import { HtmlValidate } from "html-validate";
import ts from "typescript";
import { ask, axe, baseUrl, open, ready, scene, shot, until } from "../browser/harness.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TRIED = join(ROOT, "target/tried");
/** Pages that a test writes, as an owner would: away from what was unpacked. */
const OWN = join(TRIED, "own");
rmSync(OWN, { recursive: true, force: true });

const read = (name) => readFileSync(join(TRIED, name), "utf8");
const all = readdirSync(TRIED, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(TRIED, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
  .sort();
const pages = all.filter((name) => name.endsWith(".html") && !/^(engagement-planner|examples)\//.test(name));
const sha = (kind, bytes, form = "hex") => createHash(kind).update(bytes).digest(form);

test("there is what a release holds", () => {
  for (const name of ["START-HERE.html", "CHANGELOG.html", "SECURITY.html", "docs/index.html", "docs/page.css", "docs/trust/licences.html",
    "sbom.cdx.json", "SHA256SUMS", "INTEGRITY.txt", "LICENSE-MIT", "LICENSE-APACHE", "engagement-planner/engagement-planner.js",
    "engagement-planner/engagement-planner.js.br", "npm/engagement-planner.d.ts", "examples/servers/web.config"]) {
    assert.ok(all.includes(name), name);
  }
  assert.ok(pages.length > 18, `${pages.length} pages`);
  const strange = all.filter((name) => /(^|\/)(hosts|node_modules|\.git)\/|demo\.css|\.rs$|\.headers$/.test(name));
  assert.ok(statSync(join(ROOT, "dist", `engagement-planner-${JSON.parse(read("npm/package.json")).version}.zip`)).size < 8_000_000);
  assert.deepEqual(strange, [], "nothing is in it that only tests or builds need");
});

test("each list of hashes names each file, and is right", () => {
  for (const [folder, names] of [["", all], ["engagement-planner/", all.filter((name) => name.startsWith("engagement-planner/"))]]) {
    const listed = new Map(read(`${folder}SHA256SUMS`).trim().split("\n").map((line) => line.split("  ").reverse()));
    const there = names.map((name) => name.slice(folder.length)).filter((name) => name !== "SHA256SUMS");
    assert.deepEqual([...listed.keys()].sort(), there, `${folder}SHA256SUMS`);
    for (const name of there) assert.equal(sha("sha256", readFileSync(join(TRIED, folder, name))), listed.get(name), name);
  }
  for (const line of read("INTEGRITY.txt").trim().split("\n")) {
    const [name, hash] = line.split("  ");
    assert.equal(hash, `sha384-${sha("sha384", readFileSync(join(TRIED, "engagement-planner", name)), "base64")}`, name);
  }
});

// ---------- the pages ----------

test("each page is valid HTML", async () => {
  const validate = new HtmlValidate({ extends: ["html-validate:recommended", "html-validate:a11y"], rules: { "no-inline-style": "error", "long-title": "off" } });
  for (const name of pages) {
    const { results } = await validate.validateString(read(name), name);
    assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ line, message, ruleId }) => `${name}:${line} ${ruleId}: ${message}`)), []);
  }
});

test("each link on each page goes somewhere, and nothing is fetched from elsewhere", () => {
  let links = 0;
  for (const name of pages) {
    const html = read(name);
    assert.doesNotMatch(html, /<script[ >]/, `${name} needs no script`);
    assert.doesNotMatch(html, /\{[A-Z]+\}/, `${name} has no gap that the build should have filled`);
    // What stands as code is not this page's own.
    for (const [, kind, link] of html.replace(/<pre>[^]*?<\/pre>/g, "").matchAll(/ (href|src)="([^"]*)"/g)) {
      links += 1;
      if (kind === "href" && /^(https:|mailto:|data:,$)/.test(link)) continue;
      const [path, anchor] = link.split("#");
      const file = path ? resolve(TRIED, dirname(name), path) : join(TRIED, name);
      assert.ok(file.startsWith(TRIED) && existsSync(file), `${name}: ${link}`);
      if (anchor) assert.ok(readFileSync(file, "utf8").includes(` id="${anchor}"`), `${name}: ${link}`);
    }
  }
  assert.ok(links > 150, `${links} links`);
});

for (const name of pages) {
  scene(`${name} reads well at both widths`, { path: `/${name}` }, async (host) => {
    await axe(host, "html");
    await shot(host, `release-${name.replace(/\W+/g, "-")}`);
    const heading = await host.page.locator("h1").innerText();
    assert.ok((await host.page.title()).startsWith(heading));
  });
}

test("the pages work from a folder, without a server", async () => {
  const host = await open({ path: "/START-HERE.html" });
  await host.page.goto(pathToFileURL(join(TRIED, "START-HERE.html")).href);
  await host.page.getByRole("link", { name: "All pages", exact: true }).first().click();
  await host.page.getByRole("heading", { level: 1, name: "Put the planner on your intranet" }).waitFor();
  await host.page.getByRole("link", { name: "Data protection" }).click();
  await host.page.getByRole("heading", { level: 1, name: "Data protection" }).waitFor();
  const styled = await host.page.evaluate(() => getComputedStyle(document.body).maxWidth);
  assert.notEqual(styled, "none", "the style sheet is found");
  assert.deepEqual(host.heard, []);
  await host.page.context().close();
});

// ---------- the two lines ----------

/** The block of code on a page that holds `part`, as its owner copies it. */
function block(name, part) {
  const plain = (code) => code.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const blocks = [...read(name).matchAll(/<pre><code[^>]*>([^]*?)<\/code><\/pre>/g)].map(([, code]) => plain(code));
  const found = blocks.find((code) => code.includes(part));
  assert.ok(found, `${name} has a block with ${part}`);
  return found;
}

/** Writes a page of an intranet into the folder that is served. */
function own(name, body, headers) {
  mkdirSync(OWN, { recursive: true });
  const page = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Ours</title><link rel="icon" href="data:,"></head><body><main><h1>Ours</h1>${body}</main></body></html>`;
  writeFileSync(join(OWN, name), page);
  if (headers) writeFileSync(join(OWN, `${name}.headers`), headers);
  return `/own/${name}`;
}

const question = (host) => host.page.evaluate(() => (document.querySelector("engagement-planner").answers = { stage: "appraising_options", what_is_open: "set_options" }));

/** The planner works: it has started, takes an answer, and makes a file. */
async function works(host) {
  await ready(host);
  await question(host);
  await until(async () => (await ask(host, "plan")) !== null, "there is a plan");
  assert.ok((await ask(host, "export", "docx")).size > 10_000);
}

scene("the two lines of START-HERE are enough", { path: own("lines.html", block("START-HERE.html", "<script")) }, async (host) => {
  await works(host);
  await axe(host);
});

scene("the planner works under the strictest policy of the page on policies", {
  path: own("policy.html", block("START-HERE.html", "<script"), block("docs/policies.html", "style-src 'none'")),
}, works);

scene("the planner works under the shortest policy of the page on policies", {
  path: own("short.html", block("START-HERE.html", "<script"), block("docs/policies.html", "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'\n")),
}, works);

scene("the planner works where Trusted Types are enforced, by the line of that page", {
  path: own("types.html", block("START-HERE.html", "<script"), block("docs/policies.html", "trusted-types engagement-planner")),
}, works);

/** The frame's folder with the policy that the page on policies has for it. */
function framed() {
  cpSync(join(TRIED, "engagement-planner"), join(OWN, "framed"), { recursive: true });
  writeFileSync(join(OWN, "framed/embed.html.headers"), block("docs/policies.html", "frame-ancestors"));
}
framed();

for (const [what, code] of [
  ["a frame of fixed height", block("docs/sharepoint.html", "<iframe").replace("https://intranet.example.nhs.uk/engagement-planner", "framed")],
  ["a frame with a sandbox", block("docs/frame.html", "sandbox").replace("/engagement-planner", "framed")],
  ["a frame that grows", block("docs/frame.html", "<engagement-planner-frame").replace("/engagement-planner/", "framed/")],
]) {
  // The browser tells whoever writes such a sandbox that it holds little back; our page in it is trusted anyway.
  scene(`${what} starts under the policy of the page on policies`, { path: own(`${what.replaceAll(" ", "-")}.html`, code), expected: [/can escape its sandboxing/] }, async (host) => {
    await until(() => host.page.frames().length > 1, "the frame is there");
    const frame = host.page.frames()[1];
    await frame.waitForFunction(() => document.querySelector("engagement-planner")?.assessment);
    assert.equal(new URL(frame.url()).pathname, "/own/framed/embed.html");
    if (!what.includes("sandbox")) assert.equal(await frame.evaluate(() => document.querySelector("engagement-planner").getAttribute("organisation")), "Example Trust");
  });
}

test("the one file works from a folder", async () => {
  const host = await open({ path: "/START-HERE.html" });
  await host.page.goto(pathToFileURL(join(TRIED, "engagement-planner/engagement-planner-offline.html")).href);
  await works(host);
  await host.page.getByRole("button", { name: "Save this planner with my plan" }).waitFor();
  assert.deepEqual(host.heard, []);
  await host.page.context().close();
});

const pinned = block("docs/policies.html", "integrity=");
scene("a page that pins the script gets it", { path: own("pinned.html", `${pinned}<engagement-planner></engagement-planner>`) }, works);

scene("a page that pins another script gets none", {
  path: own("other.html", `${pinned.replace(/sha384-.{8}/, "sha384-AAAAAAAA")}<engagement-planner>Sorry</engagement-planner>`),
  expected: [/integrity/],
}, async (host) => {
  await until(() => host.heard.length > 0, "the browser refuses it");
  assert.equal(await host.page.evaluate(() => customElements.get("engagement-planner")), undefined);
});

scene("a plan is gone after what the page on removing says", { path: "/own/lines.html" }, async (host) => {
  await ready(host);
  await question(host);
  const kept = () => host.page.evaluate(() => [localStorage, sessionStorage].flatMap((store) => Object.keys(store)));
  await until(async () => (await kept()).length > 0, "the plan is kept");
  await host.page.goto(`${baseUrl}/docs/index.html`);
  assert.ok((await kept()).length > 0);
  await host.page.evaluate(block("docs/trust/uninstall.html", "removeItem"));
  assert.deepEqual(await kept(), []);
});

// ---------- the parts ----------

const bill = JSON.parse(read("sbom.cdx.json"));
const libraries = bill.components.filter(({ type }) => type === "library");

test("the bill of materials is one by CycloneDX's own schema", () => {
  const schema = (name) => JSON.parse(readFileSync(join(ROOT, `node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.SNAPSHOT.schema.json`), "utf8"));
  // The copies in the library point at each other by the names of their files.
  const beside = (name) => ({ ...schema(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  // Their schemas use words that Ajv's strict mode does not know. Two formats of theirs are in no small library.
  const ajv = new Ajv({ strict: false, allErrors: true, schemas: ["spdx", "jsf-0.82", "cryptography-defs"].map(beside), formats: { "iri-reference": true, "idn-email": true } });
  formats.default(ajv);
  const validate = ajv.compile(schema("bom-1.6"));
  const faults = (what) => (validate(what) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));
  assert.deepEqual(faults(bill), []);
  const [one, ...rest] = bill.components;
  for (const wrong of [{ ...one, type: "nothing" }, { ...one, licenses: [{ license: { id: "Nothing-1.0" } }] }, { ...one, hashes: [{ alg: "SHA-256", content: "no" }] }]) {
    assert.notDeepEqual(faults({ ...bill, components: [wrong, ...rest] }), [], "the check can say no");
  }
});

test("every crate in the wasm stands in the bill, and nothing that is not there", () => {
  const cargo = (...words) => execFileSync("cargo", words, { cwd: ROOT, encoding: "utf8", maxBuffer: 1e9 });
  const { packages, resolve: { nodes } } = JSON.parse(cargo("metadata", "--locked", "--format-version", "1", "--filter-platform", "wasm32-unknown-unknown"));
  const byId = new Map(packages.map((one) => [one.id, one]));
  const isMacro = (id) => byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
  const ours = packages.find(({ name }) => name === "engagement-planner").id;
  const graph = new Set();
  for (const ahead = [ours]; ahead.length; ) {
    const id = ahead.pop();
    if (graph.has(id) || isMacro(id)) continue;
    graph.add(id);
    const { deps } = nodes.find((node) => node.id === id);
    ahead.push(...deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null)).map(({ pkg }) => pkg));
  }
  const named = (one) => `${one.name} ${one.version}`;
  const widest = new Set([...graph].map((id) => named(byId.get(id))));
  // The metadata has each crate with every feature that anything in the project asks for, so that graph is too wide by some
  // crates: cargo says which of it is compiled for the wasm.
  const tree = cargo("tree", "--locked", "--package", "engagement-planner", "--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}");
  const compiled = new Set(tree.split("\n").map((line) => line.split(" ").slice(0, 2).join(" ").replace(" v", " ")));
  const wanted = [...widest].filter((crate) => compiled.has(crate) && !crate.startsWith("engagement-planner ")).sort();
  assert.ok(wanted.length > 100, `${wanted.length} crates`);
  assert.deepEqual(libraries.filter(({ name }) => name !== "rust-std").map(named).sort(), wanted);
});

test("what the wasm says of itself is in the bill", () => {
  // The places of faults stand in the wasm, with the name of the crate that each is in.
  const found = new Set();
  for (const name of all.filter((one) => /^engagement-planner\/.*\.wasm$/.test(one))) {
    for (const [, crate] of readFileSync(join(TRIED, name), "latin1").matchAll(/crates\/([a-z][\w-]*-\d+\.\d+\.\d+)[^/]*\/src\//g)) found.add(crate);
  }
  assert.ok(found.size > 3, [...found].join(", "));
  const billed = libraries.map(({ name, version }) => `${name}-${version.replace(/[+-].*/, "")}`);
  for (const crate of found) assert.ok(billed.includes(crate), crate);
});

test("the bill has our files as they are, and the licences have each part", () => {
  const files = bill.components.filter(({ type }) => type === "file");
  const there = all.filter((name) => name.startsWith("engagement-planner/")).map((name) => name.slice("engagement-planner/".length));
  assert.deepEqual(files.map(({ name }) => name).sort(), there);
  for (const { name, hashes } of files) {
    for (const { alg, content } of hashes) {
      assert.equal(content, sha(alg.replace("-", "").toLowerCase(), readFileSync(join(TRIED, "engagement-planner", name))), name);
    }
  }
  const licences = read("docs/trust/licences.html");
  for (const { name, version, licenses } of libraries) {
    assert.ok(licenses.length > 0, `${name} has a licence`);
    assert.ok(licences.includes(`<td>${name}</td><td>${version}</td>`), name);
  }
});

// ---------- the npm package ----------

/** A project of a host that has the package installed. */
function project(name) {
  const folder = join(OWN, name);
  cpSync(join(TRIED, "npm"), join(folder, "node_modules/engagement-planner"), { recursive: true });
  return folder;
}

test("the npm package is whole", () => {
  const names = all.filter((name) => name.startsWith("npm/")).map((name) => name.slice(4));
  const about = JSON.parse(read("npm/package.json"));
  assert.equal(about.version, bill.metadata.component.version);
  const targets = Object.values(about.exports).flatMap((to) => (typeof to === "string" ? [to] : Object.values(to)));
  for (const to of [...targets, about.main, about.types]) assert.ok(names.includes(to.slice(2)), to);
  for (const file of JSON.parse(read("npm/files.json"))) assert.ok(names.includes(file), file);
  for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(names.includes(name), name);
});

test("a program in TypeScript may do what is right, and not what is wrong", () => {
  const folder = project("types");
  cpSync(join(ROOT, "tests/types"), folder, { recursive: true });
  for (const name of ["@types", "csstype"]) cpSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name), { recursive: true });
  const check = (files, more = {}) => {
    const options = { strict: true, noEmit: true, skipLibCheck: false, types: [], jsx: ts.JsxEmit.ReactJSX, target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], ...more };
    const program = ts.createProgram(files.map((file) => join(folder, file)), options);
    return ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => `${file?.fileName.split("/").pop()}:${file?.text.slice(0, start).split("\n").length}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  };
  const uses = ["good.ts", "bad.ts", "jsx.tsx"];
  assert.deepEqual(check(uses), []);
  assert.deepEqual(check(["good.ts", "bad.ts"], { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }), []);
  // Without the package's types, every one of them would fail: the check can say no.
  rmSync(join(folder, "node_modules/engagement-planner/engagement-planner.d.ts"));
  assert.ok(check(["good.ts"]).length > 5);
});

test("a bundle by esbuild, made as the page says, runs", async () => {
  const folder = project("bundled");
  writeFileSync(join(folder, "main.js"), block("docs/npm.html", 'import "engagement-planner"'));
  await build({ entryPoints: [join(folder, "main.js")], bundle: true, minify: true, format: "esm", outfile: join(folder, "build/main.js"), logLevel: "silent" });
  writeFileSync(join(folder, "copy.mjs"), block("docs/npm.html", "copyFileSync"));
  execFileSync("node", ["copy.mjs"], { cwd: folder });
  const path = own("bundled.html", '<script type="module" src="bundled/build/main.js"></script><engagement-planner></engagement-planner>');
  const host = await open({ path });
  await works(host);
  assert.deepEqual(host.heard, []);
  const asked = host.requests.map(({ url }) => new URL(url).pathname).filter((path) => /\.(wasm|bin)/.test(path));
  assert.ok(asked.length >= 4 && asked.every((path) => path.startsWith("/own/bundled/build/")), asked.join(" "));
  await host.page.context().close();
});

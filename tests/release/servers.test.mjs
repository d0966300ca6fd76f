// The settings for web servers, in the web servers themselves: nginx and Apache are run with them over the release.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { open } from "../browser/harness.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TRIED = join(ROOT, "target/tried");
const FOLDER = join(TRIED, "engagement-planner");
const SETTINGS = join(TRIED, "examples/servers");

/** A port that is free now. */
const free = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** One answer as it comes, still compressed. */
const asked = (port, name, coding = "") =>
  new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", path: `/engagement-planner/${name}`, headers: coding ? { "accept-encoding": coding } : {} }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part)).once("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).once("error", reject);
  });

/** Runs a server until the test is over, and waits until it answers. */
async function running(t, program, words, port) {
  // In a group of its own: when Apache ends, it ends every process of its group.
  const server = spawn(program, words, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  let said = "";
  server.stderr.on("data", (text) => (said += text));
  const ended = new Promise((resolve) => server.once("exit", resolve));
  t.after(async () => {
    server.kill();
    await ended;
  });
  for (let tries = 0; ; tries += 1) {
    try {
      return await asked(port, "SHA256SUMS");
    } catch (why) {
      if (tries > 200 || server.exitCode !== null) throw new Error(`${program} does not answer: ${why.message} ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const unpacked = { br: brotliDecompressSync, gzip: gunzipSync, undefined: (body) => body };
const sum = (body) => createHash("sha256").update(body).digest("hex");

/** What the page on servers promises, held for each file. */
async function serves(port, codings) {
  const types = { js: /^text\/javascript/, wasm: /^application\/wasm/, bin: /^application\/octet-stream/, html: /^text\/html/, css: /^text\/css/ };
  const names = readdirSync(FOLDER).filter((name) => types[name.split(".").pop()]);
  assert.ok(names.length >= 5, names.join(" "));
  for (const name of names) {
    const want = sum(readFileSync(join(FOLDER, name)));
    for (const coding of ["", "gzip", "gzip, deflate, br"]) {
      const { status, headers, body } = await asked(port, name, coding);
      const what = `${name} for "${coding}"`;
      assert.equal(status, 200, what);
      assert.match(headers["content-type"], types[name.split(".").pop()], what);
      assert.equal(headers["x-content-type-options"], "nosniff", what);
      const hashed = /-[0-9a-f]{10}\./.test(name);
      assert.equal(headers["cache-control"], hashed ? "public, max-age=31536000, immutable" : "no-cache", what);
      const packed = existsSync(join(FOLDER, `${name}.gz`));
      assert.equal(headers["content-encoding"], packed ? codings[coding] : undefined, what);
      assert.equal(sum(unpacked[headers["content-encoding"]](body)), want, what);
    }
    // The loader asks for this one itself where a server compresses nothing.
    if (existsSync(join(FOLDER, `${name}.gz`))) {
      const { status, headers, body } = await asked(port, `${name}.gz`);
      assert.equal(status, 200);
      assert.equal(sum(gunzipSync(body)), want, `${name}.gz ${headers["content-type"]}`);
    }
  }
  assert.equal((await asked(port, "nothing.wasm")).status, 404);
}

/** The planner runs from that server. */
async function starts(port, top) {
  writeFileSync(join(top, "server.html"), `<!doctype html><html lang="en-GB"><title>Ours</title><link rel="icon" href="data:,"><script type="module" src="/engagement-planner/engagement-planner.js"></script><engagement-planner></engagement-planner>`);
  const host = await open({ path: "/docs/index.html" });
  await host.page.goto(`http://127.0.0.1:${port}/server.html`);
  await host.page.waitForFunction(() => document.querySelector("engagement-planner").assessment !== null);
  assert.deepEqual(host.heard, []);
  await host.page.context().close();
  rmSync(join(top, "server.html"));
}

function scratch(name) {
  const folder = join(ROOT, "target/servers", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

const root = process.getuid?.() === 0;
const missing = (program) => !existsSync(program) && `NOT RUN: ${program} is not here`;

test("nginx does what the page says", { skip: missing("/usr/sbin/nginx") }, async (t) => {
  const folder = scratch("nginx");
  const port = await free();
  // A copy, as other tests look at what stands in the folder of the release.
  const site = join(folder, "site");
  cpSync(FOLDER, join(site, "engagement-planner"), { recursive: true });
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ");
  writeFileSync(join(folder, "nginx.conf"), `
    ${root ? "user root;" : ""} daemon off; master_process off; pid ${folder}/pid; error_log stderr; events {}
    http { ${places} access_log off; types { text/html html; }
      server { listen 127.0.0.1:${port}; root ${site};
        ${readFileSync(join(SETTINGS, "nginx.conf"), "utf8")}
      } }`);
  const words = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"];
  execFileSync("/usr/sbin/nginx", ["-t", ...words], { stdio: "pipe" });
  await running(t, "/usr/sbin/nginx", words, port);
  await serves(port, { "": undefined, gzip: "gzip", "gzip, deflate, br": "gzip" });
  await starts(port, site);
});

test("Apache does what the page says", { skip: missing("/usr/sbin/apache2") }, async (t) => {
  const folder = scratch("apache");
  const port = await free();
  const modules = ["authz_core", "mime", "headers", "rewrite", "dir"].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`);
  // A copy where Apache's own account may read, with the folder's own file as an owner puts it there.
  const top = mkdtempSync(join(tmpdir(), "planner-apache-"));
  t.after(() => rmSync(top, { recursive: true }));
  cpSync(FOLDER, join(top, "engagement-planner"), { recursive: true });
  for (const one of [top, join(top, "engagement-planner")]) chmodSync(one, 0o755);
  cpSync(join(SETTINGS, "apache.htaccess"), join(top, "engagement-planner/.htaccess"));
  writeFileSync(join(folder, "apache.conf"), `
    ServerName 127.0.0.1
    ServerRoot ${folder}
    PidFile ${folder}/pid
    Listen 127.0.0.1:${port}
    ErrorLog ${folder}/error.log
    ${readFileSync("/etc/apache2/mods-available/mpm_prefork.load", "utf8").trim()}
    ${modules.join("\n")}
    TypesConfig ${existsSync("/etc/mime.types") ? "/etc/mime.types" : "/dev/null"}
    ${readFileSync("/etc/apache2/mods-available/mime.conf", "utf8").replace(/TypesConfig.*/, "")}
    ${root ? "User www-data\nGroup www-data" : ""}
    DocumentRoot ${top}
    <Directory ${top}>
      AllowOverride All
      Require all granted
    </Directory>`);
  const words = ["-d", folder, "-f", join(folder, "apache.conf")];
  execFileSync("/usr/sbin/apache2", [...words, "-t"], { stdio: "pipe" });
  await running(t, "/usr/sbin/apache2", [...words, "-DFOREGROUND"], port);
  await serves(port, { "": undefined, gzip: "gzip", "gzip, deflate, br": "br" });
  await starts(port, top);
});

test("the file for IIS is well formed, and says the same types", async () => {
  const xml = readFileSync(join(SETTINGS, "web.config"), "utf8");
  const host = await open({ path: "/docs/index.html" });
  const types = await host.page.evaluate((xml) => {
    const read = new DOMParser().parseFromString(xml, "application/xml");
    const fault = read.querySelector("parsererror");
    if (fault) throw new Error(fault.textContent);
    return [...read.querySelectorAll("mimeMap")].map((map) => [map.getAttribute("fileExtension"), map.getAttribute("mimeType")]);
  }, xml);
  await host.page.context().close();
  const map = Object.fromEntries(types);
  const nginx = readFileSync(join(SETTINGS, "nginx.conf"), "utf8");
  for (const ending of ["js", "css", "wasm", "bin", "gz", "json"]) {
    assert.ok(nginx.includes(` ${ending};`) && nginx.includes(`${map[`.${ending}`]} ${ending};`), ending);
  }
  // IIS refuses a name whose ending it does not know.
  const endings = new Set(readdirSync(FOLDER).map((name) => name.match(/\.\w+$/)?.[0]).filter(Boolean));
  for (const ending of endings) if (![".br", ".html", ".htaccess"].includes(ending)) assert.ok(map[ending], `IIS does not know ${ending}`);
});

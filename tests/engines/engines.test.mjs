// The planner in engines that are not Chromium: the journey, a file, a print, the element's members, two on a page,
// what is kept, and the pages that stand there when it cannot start.
//
// The pages come through a small server of the test, which passes on what xtask serves and can spoil an answer.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PATIENCE, firefox, until, webkit } from "./drive.mjs";
import { labels, questions, readWord, scenario } from "../browser/walk.mjs";

const OUT = fileURLToPath(new URL("../browser/out/", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PRACTICE = scenario("gp-practice-closure");

// ---------- the server, and how it can spoil an answer ----------

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:";
const isWasm = (path) => /^\/planner-[0-9a-f]+\.wasm/.test(path);
const isPage = (path) => path.endsWith(".html") || path.endsWith("/");

/** Answers that are not as they should be, by the name of the folder that they are asked for in. */
const SPOILT = {
  "no-wasm-policy": (path, answer) => isPage(path) && (answer.headers["content-security-policy"] = POLICY),
  "strict-policy": (path, answer) =>
    isPage(path) && (answer.headers["content-security-policy"] = POLICY.replace("style-src 'self'", "style-src 'none'").replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")),
  "wrong-type": (path, answer) => isWasm(path) && Object.assign(answer, { headers: { "content-type": "text/html" }, body: "<!doctype html><title>Sign in</title>" }),
  "plain-type": (path, answer) => isWasm(path) && (answer.headers["content-type"] = "text/plain"),
  missing: (path, answer) => isWasm(path) && Object.assign(answer, { status: 404, headers: { "content-type": "text/plain" }, body: "" }),
  changed: (path, answer) => isWasm(path) && (answer.body[answer.body.length - 1] ^= 1),
  truncated: (path, answer) => isWasm(path) && (answer.body = answer.body.subarray(0, answer.body.length / 2)),
};

/** A window has a least width, so what is narrow is a frame. */
const NARROW = '<!doctype html><html lang="en-GB"><title>A narrow page</title><iframe title="A narrow page" src="./" style="width:320px;height:800px;border:0"></iframe>';

/** Which folders answer as they should from now on. */
const mended = new Set();

const server = createServer(async (request, response) => {
  const [, name, rest] = request.url.match(/^\/([^/]+)(\/.*)$/) ?? [];
  if (!rest) return response.writeHead(404).end();
  if (rest === "/narrow.html") return response.writeHead(200, { "content-type": "text/html" }).end(NARROW);
  const came = await fetch(`${process.env.BASE_URL}${rest}`, { headers: { "accept-encoding": "identity" } });
  const answer = { status: came.status, headers: { "content-type": came.headers.get("content-type"), "cache-control": "no-store" }, body: Buffer.from(await came.arrayBuffer()) };
  if (!mended.has(name)) SPOILT[name]?.(rest, answer);
  response.writeHead(answer.status, answer.headers).end(answer.body);
});

let base;
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${server.address().port}`;
  mkdirSync(OUT, { recursive: true });
});
after(() => server.close());

// ---------- reading a page, and acting on it ----------

/** Opens a page, and listens to what our element tells and to what goes wrong. */
async function open(session, path) {
  await session.open(base + path);
  await until(() => session.run(() => document.querySelector("engagement-planner")?.shadowRoot && true), "the planner is on the page");
}

const ready = (session, count = 1) =>
  until(() => session.run((count) => [...document.querySelectorAll("engagement-planner")].filter((planner) => planner.answers).length >= count, count), "the planner is ready");

/** A member of the first planner; what it promises is waited for. A file is told by its type and text. */
const ask = (session, member, ...rest) =>
  session.run(
    async (member, ...rest) => {
      const planner = document.querySelector("engagement-planner");
      const value = typeof planner[member] === "function" ? await planner[member](...rest) : planner[member];
      return value instanceof Blob ? { type: value.type, size: value.size, text: await value.text() } : value;
    },
    member,
    ...rest,
  );

/** What can be acted on and has these words as its name, in the planner, or null. */
const seek = (session, names) =>
  session.run((names) => {
    const { shadowRoot } = document.querySelector("engagement-planner");
    const tidy = (text) => text.replace(/\s+/g, " ").trim();
    const nameOf = (node) => tidy(node.getAttribute("aria-label") ?? (node.labels?.length ? node.labels[0].textContent : node.textContent));
    const all = [...shadowRoot.querySelectorAll("button, a[href], input, textarea, summary")];
    return all.find((node) => node.checkVisibility() && names.includes(nameOf(node))) ?? null;
  }, [names].flat());

/** Presses it. What stands before the planner is here may be gone by then, with its like in its place. */
async function press(session, names) {
  const find = () => until(() => seek(session, names), `“${names}” can be pressed`);
  try {
    await session.press(await find());
  } catch (why) {
    if (!/^stale element/.test(why.message)) throw why;
    await session.press(await find());
  }
}

/** The heading of the page that is open. */
const title = (session) => session.run(() => document.querySelector("engagement-planner").shadowRoot.querySelector("h2")?.textContent.trim() ?? "");

/** Waits until the page with this heading is open and has the focus. */
const at = (session, words) =>
  until(
    () =>
      session.run((words) => {
        const { shadowRoot } = document.querySelector("engagement-planner");
        const heading = shadowRoot.querySelector("h2");
        return heading?.textContent.trim() === words && shadowRoot.activeElement === heading;
      }, words),
    `“${words}” is open and has the focus`,
  );

const text = (session) => session.run(() => document.querySelector("engagement-planner").shadowRoot.querySelector("[part=app]").innerText);

/** No accessibility rule is broken in the planner. */
async function axe(session) {
  if (!(await session.run(() => "axe" in window))) await session.load(AXE);
  const told = await session.run(async () => {
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const found = await window.axe.run({ include: ["engagement-planner"] }, { runOnly: { type: "tag", values } });
    return { passes: found.passes.length, violations: found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.flat().join(" ")}: ${node.failureSummary}`)) };
  });
  assert.deepEqual(told.violations, [], "axe finds nothing");
  assert.ok(told.passes > 3, "axe had something to look at");
}

/** A picture for people to look at. */
async function look(session, name) {
  await session.picture(`${OUT}${session.name}-${name}.png`);
}

/** Goes on with the Tab key until what has this name has the focus. */
async function tabTo(session, name) {
  const holds = async () =>
    session.run((node) => node !== null && node.getRootNode().activeElement === node, await until(() => seek(session, name), `“${name}” is there`));
  for (let count = 0; count < 60; count += 1) {
    if (await holds()) return;
    await session.keys("Tab");
  }
  assert.fail(`“${name}” is not reached with the Tab key`);
}

/** Makes the page hear of what our blank frame would print. */
function catchPrinting() {
  const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
  Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
    get() {
      const view = get.call(this);
      view.print = () => {
        view.dispatchEvent(new Event("beforeprint"));
        const { title, body, adoptedStyleSheets } = view.document;
        window.caught = adoptedStyleSheets.length ? `${title}\n${body.innerText}` : "";
        view.dispatchEvent(new Event("afterprint"));
      };
      return view;
    },
  });
}

/** What a printed file says. */
async function paperOf(path) {
  await until(() => existsSync(path) && readFileSync(path).includes("%%EOF", -64), "the paper is printed");
  const paper = await getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: paper.numPages }, async (_, at) => (await (await paper.getPage(at + 1)).getTextContent()).items.map(({ str }) => str).join(" ")));
  await paper.destroy();
  return pages.join("\n");
}

/** The page that stands there when the planner cannot start. */
async function saysWhy(session, code, heading, request) {
  await until(async () => heading.test(await title(session)), `the page says “${heading}”`);
  const said = await session.run(() => document.querySelector("engagement-planner").shadowRoot.textContent);
  assert.match(said, new RegExp(`Code ${code}\\.`));
  assert.match(said, request);
  assert.match(said, /You have done nothing wrong, and nothing is lost\./);
  assert.equal(await session.run(() => document.querySelector("engagement-planner").shadowRoot.querySelectorAll(".steps li").length), 10);
  assert.equal(await session.run(() => document.activeElement.localName), "body", "the focus is not stolen");
  await axe(session);
  await look(session, `cannot-start-${code}`);
}

/** The folders whose answers are spoilt, and what the page says. */
const FAULTS = [
  ["no-wasm-policy", "EP-2", /^The planner cannot start on this page$/, /script-src needs 'wasm-unsafe-eval'/],
  ["wrong-type", "EP-3", /^The planner cannot start from this server$/, /application\/wasm/],
  ["missing", "EP-4", /^The planner cannot start just now$/, /all files/],
  ["truncated", "EP-6", /^The planner cannot start just now$/, /SHA256SUMS/],
  ["changed", "EP-7", /^The planner cannot start from this server$/, /copy all files of one version/],
];

// ---------- the tests ----------

const ENGINES = [
  { name: "Firefox", given: "FIREFOX", begin: firefox },
  { name: "WebKitGTK", given: "WEBKIT", begin: webkit },
];

for (const { name, given, begin } of ENGINES) {
  const skip = process.env[given] ? false : `no ${name} is here`;

  describe(name, { skip, concurrency: 1, timeout: PATIENCE * 20 }, () => {
    let session;
    before(async () => {
      mended.clear();
      session = await begin();
    }, { timeout: PATIENCE * 3 });
    after(() => session?.close());

    test("from the start page to first advice and a page of the plan, with a Word file by its button", async () => {
      await open(session, "/plain/");
      await ready(session);
      await axe(session);
      await look(session, "start");
      await press(session, "Start a new plan");
      await at(session, questions[0].ask);
      let asked = 0;
      while ((await title(session)) !== "Check your answers") {
        const heading = await title(session);
        const { id } = questions.find((one) => one.ask === heading) ?? assert.fail(`no question asks “${heading}”`);
        for (const label of labels(id, PRACTICE.answers[id])) await press(session, label);
        await press(session, "Continue");
        await until(async () => (await title(session)) !== heading, "the next page opens");
        asked += 1;
      }
      assert.ok(asked >= 5, "questions were asked");
      await look(session, "answers");
      await press(session, "See what we recommend");
      await at(session, "What we recommend");
      await axe(session);
      await look(session, "advice");
      assert.ok((await ask(session, "assessment")).approaches.length > 5, "there is advice");
      const reasons = await session.run(() => document.querySelector("engagement-planner").shadowRoot.querySelectorAll("[aria-label=Because] li").length);
      assert.ok(reasons > 5, "with its reasons");

      await press(session, "Plan");
      await until(async () => (await session.run(() => document.querySelector("engagement-planner").shadowRoot.querySelectorAll("textarea").length)) > 0, "the plan can be edited");
      await axe(session);
      await look(session, "plan");

      await press(session, "Share");
      await at(session, "Share your plan");
      await press(session, "Download Word file");
      const [[file, bytes]] = await session.downloaded();
      assert.match(file, /\.docx$/);
      const word = await readWord(bytes);
      assert.ok(word.headings.length > 8, "the file has the plan's parts");
      assert.equal(word.language, "en-GB");
      const host = await session.run(() => [location.hash, document.title]);
      assert.deepEqual(host, ["", "Involving people – Example Trust intranet"], "the host's address and title are as they were");
    });

    test("the plan goes to the printer from a blank page of its own", async () => {
      await press(session, "Print or PDF");
      if (!session.printed) {
        // Under its driver this engine prints nothing, and the page says so. Then the paper itself is looked at.
        await press(session, "Open the print window");
        await until(async () => /This page may not print\. Save the web page instead/.test(await text(session)), "it says that nothing is printed");
        await session.run(catchPrinting);
      }
      await press(session, "Open the print window");
      await until(async () => /The print window is open\./.test(await text(session)), "it says so");
      assert.equal(await session.run(() => document.querySelector("engagement-planner").shadowRoot.querySelectorAll("iframe").length), 0, "no frame is left");
      // Where a font writes two letters as one, a reader of the paper may put a gap beside it: the letters alone are held.
      const letters = (text) => text.normalize("NFKC").replace(/\s+/g, "");
      const paper = letters(session.printed ? await paperOf(session.printed) : await session.run(() => window.caught));
      const { title: name, statement } = await ask(session, "plan");
      assert.ok(statement.length > 2);
      for (const words of [name, ...statement.map((line) => line.label)]) assert.ok(paper.includes(letters(words)), `the paper says “${words}”`);
      assert.ok(!/ExampleTrustintranet|Opentheprintwindow/.test(paper), "and nothing of the host");
    });

    test("what a host page may rely on: attributes, properties, methods, events and the slot", async () => {
      await open(session, "/plain/");
      await ready(session);
      await ask(session, "reset");
      await session.run(() => {
        window.told = [];
        for (const name of ["ready", "change", "plan", "export", "error"]) {
          document.addEventListener(`engagement-planner-${name}`, ({ bubbles, composed }) => window.told.push(`${name} ${bubbles} ${composed}`));
        }
      });
      const given = { stage: "appraising_options", what_is_open: "set_options" };
      await session.run((given) => void (document.querySelector("engagement-planner").answers = given), given);
      await until(async () => (await ask(session, "answers")).stage, "the answers are taken");
      assert.deepEqual(await ask(session, "answers"), given);
      await until(() => session.run(() => window.told.includes("change true true")), "a change is told");
      assert.match(await ask(session, "version"), /^\d+\.\d+\.\d+/);
      assert.equal((await ask(session, "plan")).constructor, Object);

      for (const kind of ["docx", "html", "md", "csv", "ics"]) assert.ok((await ask(session, "export", kind)).size > 10, kind);
      const saved = await ask(session, "export", "json");
      assert.equal(saved.type, "application/json");
      await assert.rejects(ask(session, "export", "pdf"), /There is no kind of file called "pdf"/);
      await ask(session, "reset");
      assert.deepEqual(await ask(session, "answers"), {});
      await ask(session, "open", saved.text);
      assert.deepEqual(await ask(session, "answers"), given);
      await assert.rejects(ask(session, "open", "hello"), /[a-z]\./i);
      assert.deepEqual(await ask(session, "answers"), given, "what is refused leaves the work alone");

      const seen = await session.run(async () => {
        const planner = document.createElement("engagement-planner");
        planner.setAttribute("heading-level", "4");
        planner.setAttribute("organisation", "Another Trust");
        planner.setAttribute("autosave", "off");
        const contact = Object.assign(document.createElement("p"), { slot: "contact", textContent: "The involvement team" });
        planner.append(contact);
        const ready = new Promise((resolve) => planner.addEventListener("engagement-planner-ready", resolve));
        document.querySelector("main").append(planner);
        await ready;
        const words = () => planner.shadowRoot.querySelector("[part=app]").innerText;
        const found = [planner.shadowRoot.querySelector("h1,h2,h3,h4,h5,h6").localName, contact.assignedSlot !== null && contact.checkVisibility()];
        // Moved at once, and out of the page for a while: the same planner, the same work.
        planner.answers = { stage: "appraising_options" };
        await new Promise((resolve) => setTimeout(resolve, 100));
        const before = words();
        document.body.prepend(planner);
        found.push(words() === before);
        planner.remove();
        await new Promise((resolve) => setTimeout(resolve, 50));
        found.push(planner.shadowRoot.querySelector("[part=app]").childElementCount);
        document.querySelector("main").append(planner);
        found.push(words() === before, planner.answers.stage);
        planner.remove();
        return found;
      });
      assert.deepEqual(seen, ["h4", true, true, 0, true, "appraising_options"]);
      assert.deepEqual(await session.run(() => window.told.filter((line) => line.startsWith("error"))), []);
    });

    test("by keys alone, and what is done is kept over a reload; two on a page are independent", async () => {
      await open(session, "/plain/hosts/two.html");
      await ready(session, 2);
      await tabTo(session, "Start a new plan");
      await session.keys("Enter");
      await at(session, questions[0].ask);
      const { options } = questions[0];
      await tabTo(session, options[1].label);
      await session.keys("Space");
      await tabTo(session, "Continue");
      await session.keys("Enter");
      await until(async () => (await title(session)) !== questions[0].ask, "the next page opens");
      const both = () => session.run(() => [...document.querySelectorAll("engagement-planner")].map((planner) => planner.answers));
      const done = await both();
      assert.deepEqual(done, [{ [questions[0].id]: [options[1].id] }, {}], "the second is as it was");
      await until(() => session.run((id) => Object.values(localStorage).some((text) => text.includes(id)), options[1].id), "the work is kept");
      await session.reload();
      await ready(session, 2);
      assert.deepEqual(await both(), done);
      await ask(session, "reset");
    });

    test("under a policy that forbids all styles of the page, the planner has its looks", async () => {
      await open(session, "/plain/");
      await ready(session);
      const looks = () =>
        session.run(() => {
          const { shadowRoot } = document.querySelector("engagement-planner");
          return ["h2", "p", "button"].map((name) => {
            // No colour behind it: that depends on where the mouse was left.
            const { color, fontSize, fontFamily, fontWeight, borderRadius, paddingLeft, marginBottom } = getComputedStyle(shadowRoot.querySelector(name));
            return [name, color, fontSize, fontFamily, fontWeight, borderRadius, paddingLeft, marginBottom].join(" ");
          });
        });
      const plain = await looks();
      await open(session, "/strict-policy/");
      await ready(session);
      assert.deepEqual(await looks(), plain);
    });

    test("at 320 px nothing is wider than the window", async () => {
      await session.open(`${base}/plain/narrow.html`);
      const wide = () =>
        session.run(() => {
          const { contentWindow: view, contentDocument: inside } = document.querySelector("iframe");
          return view.innerWidth === 320 && inside.querySelector("engagement-planner").answers && [inside.documentElement.scrollWidth, inside.documentElement.clientWidth];
        });
      const [all, seen] = await until(wide, "the planner in a frame of 320 px is ready");
      assert.ok(all <= seen, `${all} px in a window of ${seen}`);
      await look(session, "narrow");
    });

    test("wasm of another type is no hindrance", async () => {
      await open(session, "/plain-type/");
      await ready(session);
    });

    for (const [folder, code, heading, request] of FAULTS) {
      test(`with ${folder}, the page says so, offers the ten steps, and tries again`, async () => {
        await open(session, `/${folder}/`);
        await saysWhy(session, code, heading, request);
        await press(session, "Copy this message");
        await until(async () => /Copied\.|is selected\./.test(await text(session)), "the message can be copied");
        mended.add(folder);
        if (code === "EP-2") await session.reload();
        else await press(session, "Try again");
        await ready(session);
      });
    }
  });

  describe(`${name} without WebAssembly`, { skip, concurrency: 1, timeout: PATIENCE * 6 }, () => {
    test("the page says so and offers the ten steps", async () => {
      const session = await begin({ wasm: false });
      try {
        await open(session, "/plain/");
        await saysWhy(session, "EP-1", /^The planner cannot start on this computer$/, /allow WebAssembly/);
      } finally {
        await session.close();
      }
    });
  });
}

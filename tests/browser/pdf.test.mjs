// Print and PDF: what is printed from a host page under the strict policy is the plan alone, and as a PDF it is tagged,
// titled, in its language, with headings in order and tables that know their headers.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ask, browser, scene, until } from "./harness.mjs";
import { example, go, inOrder, mine, part } from "./walk.mjs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const FONTS = join(dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "standard_fonts/");

/** What stands in a frame that is printed: its markup, and the sheets that it has adopted. */
const keepPapers = (host) => {
  host.pages = [];
  return host.page.addInitScript(() => {
    const { print, watched } = window;
    window.print = () => {
      const css = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
      watched("pages", { html: document.documentElement.outerHTML, css });
      print();
    };
  });
};

/** The page as Chromium's own print to PDF makes it. */
async function toPdf({ html, css }) {
  const page = await (await browser()).newPage();
  await page.setContent(`<!doctype html>${html}`);
  await page.addStyleTag({ content: css });
  const bytes = await page.pdf({ format: "A4", tagged: true, outline: true, preferCSSPageSize: true });
  await page.close();
  return bytes;
}

/** Every node of a page's structure, with the words it holds. */
async function structure(page) {
  const words = new Map();
  let open = [];
  for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
    if (item.type === "beginMarkedContentProps") open.push(item.id);
    else if (item.type === "beginMarkedContent") open.push(null);
    else if (item.type === "endMarkedContent") open.pop();
    else for (const id of open) if (id) words.set(id, (words.get(id) ?? "") + item.str + (item.hasEOL ? " " : ""));
  }
  open = [];
  const inside = (node) => (node.type === "content" ? words.get(node.id) ?? "" : (node.children ?? []).map(inside).join("")).replace(/\s+/g, " ");
  const walk = (node) => {
    if (!node) return;
    if (node.role) open.push({ role: node.role, text: inside(node).trim(), lang: node.lang, alt: node.alt });
    (node.children ?? []).forEach(walk);
  };
  walk(await page.getStructTree());
  return open;
}

for (const [what, atLeast] of [["Full plan", { tables: 6, headings: 15 }], ["One page", { tables: 1, headings: 5 }]]) {
  scene(`${what}, printed from a host page under the strict policy, is a tagged PDF`, { path: "/hosts/strict-policy.html", before: keepPapers }, async (host) => {
    await example(host, "temporary-night-closure-to-keep");
    await until(() => ask(host, "plan"), "the handbook is here");
    await part(host, "Share", "Share your plan");
    await mine(host, "radio", what).check();
    await mine(host, "radio", "Print or PDF").check();
    await go(host, "Open the print window");
    await until(() => host.pages.length === 1, "it is printed");
    const plan = await ask(host, "plan");
    const bytes = await toPdf(host.pages[0]);
    const pdf = await getDocument({ data: new Uint8Array(bytes), standardFontDataUrl: FONTS, verbosity: 0 }).promise;
    const { info } = await pdf.getMetadata();
    assert.equal(info.Title, plan.title, "the plan's own title, not the host's");
    assert.equal(info.Language, "en-GB");
    assert.equal((await pdf.getMarkInfo())?.Marked, true, "it is tagged");

    const nodes = [];
    for (let at = 1; at <= pdf.numPages; at += 1) nodes.push(...(await structure(await pdf.getPage(at))));
    const of = (role) => nodes.filter((node) => node.role === role);
    // What runs over a page's end stands in the tree of both pages, its words in one of them.
    const headings = nodes.filter(({ role, text }) => /^H[1-6]$/.test(role) && text).map(({ role, text }) => ({ level: Number(role[1]), text }));
    inOrder(headings);
    assert.equal(headings[0].text, plan.title);
    assert.ok(headings.length >= atLeast.headings, `${headings.length} headings`);
    assert.ok(of("Table").length >= atLeast.tables, `${of("Table").length} tables`);
    assert.ok(of("TH").length > of("Table").length, "tables have header cells");
    assert.ok(of("TR").length > of("Table").length && of("TD").length > 0);
    assert.ok(nodes.some(({ role, text }) => role === "TH" && text === "What"), "a header cell says what its column is");
    const all = nodes.filter(({ role }) => role === "P" || /^T[HD]$/.test(role) || /^H/.test(role)).map(({ text }) => text).join(" ");
    for (const name of plan.lanes.flatMap((lane) => lane.approaches.map((one) => one.name))) assert.ok(all.includes(name), `it says “${name}”`);
    assert.ok(!all.includes("Example Trust intranet"), "nothing of the host page is in it");
    if (what === "Full plan") assert.ok(nodes.some(({ role, alt }) => role === "Figure" && /^Timeline from /.test(alt ?? "")), "the timeline has its words");
    console.log(`${what} as PDF: ${pdf.numPages} pages, ${of("Table").length} tables, ${of("TH").length} header cells, ${headings.length} headings`);
  });
}

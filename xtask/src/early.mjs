// Draws the first two pages with the planner itself, in a document without a browser, so that the loader can show them
// before the planner is there. In: the places of its parts, as JSON. Out: the pages as lists: tag, attributes, what is in it.

import { readFileSync } from "node:fs";
import { parseHTML } from "linkedom";

const places = JSON.parse(readFileSync(0, "utf8"));
const { window, document } = parseHTML("<!doctype html><html><body><main></main></body></html>");
const kinds = ["Element", "HTMLElement", "HTMLInputElement", "HTMLTextAreaElement", "HTMLSelectElement", "HTMLAnchorElement", "ShadowRoot"];
for (const kind of kinds) globalThis[kind] = window[kind] ?? class {};
// The planner asks whether the global object is a window, and for its document. Nothing else of a window is here.
globalThis.Window = class { static [Symbol.hasInstance] = () => true };
globalThis.document = document;

const { begin } = await import(`data:text/javascript,${encodeURIComponent(places.glue)}`);
const glue = begin();
const parts = await glue.default({ module_or_path: new WebAssembly.Module(readFileSync(places.planner)) });
await WebAssembly.instantiate(readFileSync(places.later), { __wasm_split: parts });
glue.load_guidance(readFileSync(places.first));
glue.begin_later(readFileSync(places.handbook));
while (!glue.load_more());

const container = document.querySelector("main");
const services = { event: () => true, complete: async () => {}, print: () => {}, saved: () => {}, stored: () => {} };
const planner = new glue.Planner({ headingLevel: 2, autosave: false, key: "early" }, services);

/** An element as a list. What the planner cannot know yet is left to words of its own. */
function told(node) {
  const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  const { "data-later": later, ...kept } = attributes;
  if (later !== undefined) {
    const words = node.localName === "div" && later ? ["p", { class: "small quiet" }, later] : later;
    return [node.localName, kept, words];
  }
  const inside = [...node.childNodes].filter(({ nodeType }) => nodeType === 1 || nodeType === 3);
  return [node.localName, kept, ...inside.map((part) => (part.nodeType === 3 ? part.data : told(part)))];
}

planner.mount(container);
const pages = [told(container.firstElementChild)];
planner.unmount();
planner.start_new();
planner.mount(container);
pages.push(told(container.firstElementChild));
process.stdout.write(JSON.stringify(pages));
process.exit(0);

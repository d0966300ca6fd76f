// Prints from a blank page of its own, so that the host's menus and title stay off the paper.
//
// In: a root to stand in, the parts of a document.
// Out: a print window. Throws plain words where the page may not print.
// Never: the host's page.

import { el, sheet } from "./dom.js";

/** Our own named policy, for hosts that enforce Trusted Types. The text is the planner's, with all that was typed escaped. */
let policy;
const trusted = (html) => {
  policy ??= globalThis.trustedTypes?.createPolicy("engagement-planner", { createHTML: (text) => text }) ?? { createHTML: (text) => text };
  return policy.createHTML(html);
};

/** `fill` puts the content in: a function of the body, or a text of our own. */
export function print(root, { title, language, css }, fill) {
  root.querySelector("iframe")?.remove();
  const frame = el("iframe", { title, tabIndex: -1 });
  frame.setAttribute("aria-hidden", "true");
  root.append(frame);
  const { contentWindow: view, contentDocument: paper } = frame;
  let begun = false;
  try {
    paper.title = title;
    paper.documentElement.lang = language;
    paper.adoptedStyleSheets = [sheet(css, view)];
    if (typeof fill === "string") paper.body.innerHTML = trusted(fill);
    else fill(paper.body);
    view.onbeforeprint = () => (begun = true);
    view.onafterprint = () => frame.remove();
    view.print();
  } catch {
    // A policy forbids it. It is said below.
  }
  if (!begun) {
    frame.remove();
    throw new Error("This page may not print. Save the web page instead, open it and print it from there. Your work is kept.");
  }
}

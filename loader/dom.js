// Makes elements, and the style sheets that the planner's root wears.
//
// In: words.
// Out: elements; sheets.
// Never: the host's page.

import styles from "planner:style";

export const el = (tag, set, ...inside) => {
  const node = Object.assign(document.createElement(tag), set);
  node.append(...inside);
  return node;
};
export const button = (text, className, onclick) => el("button", { type: "button", className, onclick }, text);
/** A heading at the host's level, which looks the same at every level. */
export const heading = (level, text, className = "h1") => el(`h${Math.min(level, 6)}`, { className }, text);
export const page = (...inside) => el("div", { className: "ep" }, el("div", { className: "ep__in own" }, ...inside));

export const sheet = (text, view = globalThis) => {
  const made = new view.CSSStyleSheet();
  made.replaceSync(text);
  return made;
};

/** A box to tick before each step, on screen and on paper. */
export const BOXES =
  "ul.steps.steps{list-style:none;padding:0}.steps.steps li{position:relative;padding-left:2em;margin-bottom:.6em}" +
  ".steps li::before{content:'';position:absolute;left:0;top:.15em;width:.9em;height:.9em;border:2px solid}";

/** The host page's fonts and spacing stop at the edge; `--ep-*` properties pass. Room is kept before anything is here. */
const EDGE =
  ":host{display:block!important}:host([hidden]){display:none!important}" +
  "[part=app]{all:initial;display:block;min-height:480px;font:16px/1.5 Arial,sans-serif}" +
  ".own{padding:0 16px}.own.own{padding-top:24px}.own .two .h2{margin-top:0}" +
  "iframe{position:absolute;width:0;height:0;border:0}" +
  BOXES;

/** The looks of a root. A browser without such sheets shows the words plainly. */
export const dress = (root) => {
  try {
    root.adoptedStyleSheets = sheets ??= [sheet(EDGE), sheet(styles)];
  } catch {
    // It is too old, and the page says so.
  }
};
let sheets;

// The pages that stand where the planner cannot: it cannot start, or it has stopped.
//
// In: why, the host's heading level, what the buttons do.
// Out: elements.
// Never: WebAssembly.

import { BOXES, button, el, heading, page } from "./dom.js";
import { print } from "./print.js";

const LEAD = "You have done nothing wrong, and nothing is lost.";

/** Why the planner could not start. `code` is a number of `TROUBLES`, `found` a sentence for IT. */
export class Trouble extends Error {
  constructor(code, found) {
    super(found);
    this.code = code;
  }
}

const STEPS = [
  "Say in one sentence why you are doing this.",
  "Write down what is fixed, and what people can still change.",
  "Ask if the legal duty applies. Does this change how, where or when people get care?",
  "Gather what people have already told you.",
  "List who is affected, and who is affected most.",
  "Choose two or three ways to involve people. Begin early.",
  "Take each group in turn. Can they take part? What would help them?",
  "Count back from the date of the decision. Leave time to weigh what people say.",
  "Name who does each task, and what it will cost.",
  "Say when and how people will hear what came of it.",
];

/** What each code means: where it cannot start, what to ask for, what happened, and what to write. */
const TROUBLES = {
  1: [
    "on this computer",
    "switched on",
    `Your browser is set to block a part that the planner needs. ${LEAD}`,
    "Please allow WebAssembly for the engagement planner. The browser’s security settings block it for this site. In Edge and Chrome the setting is JavaScriptJitAllowedForSites.",
  ],
  2: [
    "on this page",
    "switched on",
    `This page is set to block a part that the planner needs. ${LEAD}`,
    "Please allow WebAssembly on the page with the engagement planner. Its Content-Security-Policy blocks it: script-src needs 'wasm-unsafe-eval'.",
  ],
  3: [
    "from this server",
    "mended",
    `A web page came in place of a part of the planner. ${LEAD} You may have been signed out: open the page again.`,
    "Please look at how the server sends the files of the engagement planner. No sign-in page or error page may come in their place. Names in .wasm need the type application/wasm.",
  ],
  4: [
    "just now",
    "mended",
    `A part of the planner did not arrive. ${LEAD} Check your connection, then try again.`,
    "Please check that all files of the engagement planner are on the server. If the page has a Content-Security-Policy, connect-src and script-src must allow them.",
  ],
  6: [
    "just now",
    "mended",
    `A part of the planner was cut short on its way. ${LEAD} Try again in a moment.`,
    "Please check that the files of the engagement planner are whole on the server: SHA256SUMS lists what each should be. A proxy or a virus scanner may also cut them short.",
  ],
  7: [
    "from this server",
    "mended",
    `A part of the planner is not the one that belongs to it. ${LEAD}`,
    "Please copy all files of one version of the engagement planner to the server again: they belong together. SHA256SUMS lists what each should be. If they are right there, something on the way changes them.",
  ],
  8: [
    "in this browser",
    "brought up to date",
    `This browser is too old for the planner. ${LEAD} Try Edge, Chrome, Firefox or Safari in a version of the last two years.`,
    "Please bring my browser up to date. The engagement planner needs Edge or Chrome 109, Firefox 115 or Safari 16.4, or a later one.",
  ],
};

/** The page for a planner that cannot start: what happened, what to ask for, and ten steps on paper. */
export function cannotStart(level, { code = 4, message }, again) {
  const [where, wish, happened, request] = TROUBLES[code];
  const title = `The planner cannot start ${where}`;
  const note = el("p", {}, `${request} The planner sends nothing anywhere.`);
  const said = el("span", { role: "status" });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(note.textContent);
      said.textContent = " Copied.";
    } catch {
      getSelection().selectAllChildren(note);
      said.textContent = " The message is selected. Copy it with Ctrl and C.";
    }
  };
  const unprinted = el("span", { role: "status" });
  const printSteps = () => {
    const title = "Ten steps to plan how to involve people";
    try {
      print(note.getRootNode(), { title, language: "en-GB", css: `body{font:12pt/1.5 Arial,sans-serif;margin:2cm}${BOXES}` }, (body) =>
        body.append(el("h1", {}, title), steps.cloneNode(true)),
      );
    } catch {
      unprinted.textContent = " This page may not print. Copy the steps by hand.";
    }
  };
  // The role, as one browser takes a list without bullets for no list.
  const steps = el("ul", { className: "steps", role: "list" }, ...STEPS.map((step) => el("li", {}, step)));
  return page(
    heading(level, title),
    el("p", { className: "lead" }, happened),
    el("p", {}, button("Try again", "btn btn--2", again)),
    el(
      "div",
      { className: "two" },
      el(
        "div",
        {},
        heading(level + 1, "You can still plan, on paper", "h2"),
        el("p", {}, "These ten steps cover the same ground. They need no computer."),
        steps,
        el("p", {}, button("Print the ten steps", "btn", printSteps), unprinted),
      ),
      el(
        "div",
        { className: "small" },
        heading(level + 1, `Ask for it to be ${wish}`, "h2"),
        el("p", {}, "Send this to the person who runs your intranet."),
        el("blockquote", { className: "inset" }, note),
        el("p", {}, button("Copy this message", "as-link", copy), said),
        el("details", {}, el("summary", {}, "For IT: what we found"), el("p", { className: "in" }, `${message} Code EP-${code}. Version ${VERSION}.`)),
      ),
    ),
  );
}

/** The page for a planner that has stopped. */
export const stopped = (level, message, carryOn) =>
  page(
    el(
      "div",
      { role: "alert" },
      heading(level, "Something went wrong. Your work is kept."),
      el("p", {}, "A fault in the planner stopped it. Press the button to go on from where you were."),
    ),
    el("p", {}, button("Carry on", "btn", carryOn)),
    el("details", {}, el("summary", {}, "For IT: what we found"), el("p", { className: "in" }, `${message} Version ${VERSION}.`)),
  );

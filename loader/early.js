// The first two pages, before the planner is here: they can be read and used while it comes.
//
// In: the pages as the build drew them with the planner itself, so that no word of them stands here; the host's level.
// Out: elements; what the person did on them, for the planner to take up.
// Never: a word, a rule or an answer of its own.

import { PAGES } from "planner:early";
import { el } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element of a page that the build drew: its tag, its attributes, what is in it. It was drawn at level 2. */
function built([tag, attributes, ...inside], level, ns) {
  const space = tag === "svg" ? SVG : ns;
  const name = tag.replace(/^h\d$/, (drawn) => `h${Math.min(Number(drawn[1]) + level - 2, 6)}`);
  const node = space ? document.createElementNS(space, name) : document.createElement(name);
  for (const key in attributes) {
    if (key === "style") node.style.cssText = attributes[key];
    else node.setAttribute(key, attributes[key]);
  }
  node.append(...inside.map((part) => (typeof part === "string" ? part : built(part, level, space))));
  return node;
}

/** Where an element stands among the elements of `within`, so that its like can be found in another drawing. */
export function placeOf(node, within) {
  const place = [];
  for (let at = node; at && at !== within; at = at.parentElement) place.unshift([...at.parentElement.children].indexOf(at));
  return place;
}
export const at = (place, within) => place.reduce((node, no) => node?.children[no], within);

/** What can be chosen on a page, in its order. */
const choices = (within) => [...within.querySelectorAll("input")];

export class Early {
  /** The page as it stands. */
  node;
  /** The person wants a plan, and is on its first question. */
  begun = false;
  /** What was pressed to leave the first question, as a selector; nothing while they are on it. */
  left = "";
  /** A file to open. */
  file;
  #level;
  #took;

  /** `holds` says that there is work to take up: then nothing is begun here. `took` is called after each step. */
  constructor(level, holds, took) {
    this.#level = level;
    this.#took = took;
    this.node = el("div");
    this.node.onclick = (event) => this.#clicked(event.target.closest("button"));
    this.node.onchange = ({ target }) => this.#chosen(target.files?.[0]);
    this.#draw(0);
    if (holds) this.node.querySelector(".acts").replaceChildren();
    this.say(holds ? "Opening your work" : "Loading the planner. You can begin.");
    // The second is for those who cannot see that the page is there.
    if (!holds) this.#status.classList.add("vh");
  }

  get #status() {
    return this.node.querySelector(".status");
  }

  /** Said to everyone, once. */
  say(words) {
    this.#status.classList.remove("vh");
    // Not in the same breath as the page: what is there from the first is not announced.
    setTimeout(() => (this.#status.textContent = words));
  }

  #draw(no) {
    this.node.replaceChildren(built(PAGES[no], this.#level));
  }

  #clicked(button) {
    if (!button || this.left) return;
    if (!this.begun) {
      this.begun = true;
      this.#turn(1);
      this.#took();
    } else if (button.matches(".acts *")) {
      this.left = button.matches(".btn") ? ".acts .btn" : ".acts .as-link";
      this.say("One moment. The next question is on its way.");
      this.#took();
    } else if (!button.hasAttribute("aria-disabled")) {
      // Back, or the first page.
      this.begun = false;
      this.#turn(0);
    }
  }

  #chosen(file) {
    if (!file) return;
    this.file = file;
    this.say("One moment. Your file will open.");
    this.#took();
  }

  #turn(no) {
    this.#draw(no);
    this.node.querySelector("[data-page]").focus();
  }

  /** Does on the planner's own drawing of the first question what was done on this one. */
  replay(within) {
    const before = choices(this.node);
    choices(within).forEach((choice, no) => {
      const { checked, value } = before[no] ?? choice;
      if (checked) choice.click();
      else if (choice.type === "text" && value) Object.assign(choice, { value }).dispatchEvent(new Event("input"));
    });
    within.querySelector(this.left || "nothing")?.click();
  }
}

// What the tests of looks stand on: a walk over every page, and measures of what is seen there.

import assert from "node:assert/strict";
import { ready } from "./harness.mjs";
import { answerAll, asked, at, begin, example, go, mine, part, pick, scenario, says } from "./walk.mjs";

export const HOSPITAL = "community-hospital-site";

/** The parts of a plan, as the tabs name them, and what each is headed. */
const PARTS = [
  ["Approaches", "What we recommend"],
  ["Why", "How your answers lead to the advice"],
  ["Duty", /./],
  ["People", "Who can take part"],
  ["Checks", "What to check"],
  ["Dates and money", "Dates and money"],
  ["Plan", /./],
  ["Follow up", "Keep it honest"],
  ["Share", "Share your plan"],
];

/** Shows what is folded away, so that it is measured too. */
const unfold = (host) =>
  host.planner.evaluate((planner) => planner.shadowRoot.querySelectorAll("details").forEach((one) => (one.open = true)));

/**
 * Every kind of page, each with all its folds open: the start, a question of each kind, what is said where nothing was
 * picked, the answers, and each part of a plan. `each` is called with the page's name.
 */
export async function everyPage(host, each) {
  const { planner } = host;
  const seen = async (name) => {
    await unfold(host);
    await each(name);
  };
  await ready(host);
  await seen("start");
  await begin(host);
  await seen("question-radios");
  await go(host, "Continue");
  await planner.locator(".err").waitFor();
  await seen("question-error");
  const boxes = planner.locator('.opt input[type="checkbox"]');
  const { answers } = scenario(HOSPITAL);
  for (let count = 0; count < 20 && !(await boxes.count()); count += 1) {
    const id = await asked(host);
    await pick(host, id, answers[id]);
    const heading = await planner.getByRole("heading", { level: 2 }).innerText();
    await go(host, "Continue");
    await planner.getByRole("heading", { level: 2 }).filter({ hasNotText: heading }).waitFor();
  }
  await boxes.first().check();
  await seen("question-boxes");
  await host.page.reload();
  await ready(host, 2);
  await seen("start-kept");
  await example(host, HOSPITAL).catch(async () => {
    throw new Error("the worked example is not on the page");
  });
  await seen("answers");
  for (const [name, heading] of PARTS) {
    await part(host, name, heading);
    await seen(name.toLowerCase().replaceAll(" ", "-"));
  }
}

/**
 * The words on the page that cannot be read against what lies behind them, as lines that say where: under 4.5 to 1, with
 * no easing for large text. Fields, marks and the edges of fields too, the last two under 3 to 1. With `focus`, also the
 * words of whatever can have the focus, while it has it.
 */
export const unreadable = (host, { focus = false, selector = "engagement-planner" } = {}) =>
  host.page.evaluate(
    ([selector, focus]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
      const known = new Map();
      const rgba = (colour) => {
        if (!known.has(colour)) {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
        }
        return known.get(colour);
      };
      const light = (colour) => {
        const [r, g, b] = rgba(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
      /** What is painted behind an element: the nearest ground that is solid. */
      const ground = (node) => {
        for (let one = node; one; one = above(one)) {
          const colour = getComputedStyle(one).backgroundColor;
          if (rgba(colour)[3] === 255) return colour;
        }
        return "#fff";
      };
      /** What is painted behind a word in a picture: the last shape before it that it stands on. */
      const shape = (text) => {
        const { x, y, width, height } = text.getBoundingClientRect();
        const [cx, cy] = [x + width / 2, y + height / 2];
        const before = [...text.ownerSVGElement.querySelectorAll("rect, circle, path")].filter((one) => {
          const box = one.getBoundingClientRect();
          const solid = getComputedStyle(one).fill !== "none";
          const inside = cx >= box.left && cx <= box.right && cy >= box.top && cy <= box.bottom;
          return solid && inside && one.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
        });
        return before.length ? getComputedStyle(before.at(-1)).fill : ground(text.ownerSVGElement);
      };
      const shown = (node) => {
        const { width, height } = node.getBoundingClientRect();
        return width > 1 && height > 1 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      };
      const found = new Set();
      let looked = 0;
      const judge = (what, front, behind, least) => {
        looked += 1;
        const is = contrast(front, behind);
        if (is < least) found.add(`${is.toFixed(2)}: ${what}: ${front} on ${behind}`);
      };
      const name = (node) => `${node.localName}.${node.getAttribute("class") ?? ""} in .${node.parentElement?.getAttribute("class") ?? ""}`;
      const words = (root, when = "") => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode;
          const node = text.parentElement;
          if (!text.data.trim() || node.closest("option, style") || !shown(node)) continue;
          const style = getComputedStyle(node);
          const picture = node.ownerSVGElement;
          judge(`“${text.data.trim().slice(0, 40)}” ${name(node)}${when}`, picture ? style.fill : style.color, picture ? shape(node) : ground(node), 4.5);
        }
      };
      for (const planner of document.querySelectorAll(selector)) {
        const root = planner.shadowRoot.querySelector(".ep");
        words(root);
        for (const node of root.querySelectorAll("input, select, textarea")) {
          if (!shown(node)) continue;
          const style = getComputedStyle(node);
          if (!/radio|checkbox|file/.test(node.type)) judge(`the words in ${name(node)}`, style.color, ground(node), 4.5);
          if (style.borderTopStyle !== "none" && node.type !== "file") judge(`the edge of ${name(node)}`, style.borderTopColor, ground(node.parentElement), 3);
        }
        for (const node of root.querySelectorAll(".ico, .dot, .chip, .btn--2")) {
          if (shown(node)) judge(`the mark ${name(node)}`, getComputedStyle(node).color, ground(node), 3);
        }
        if (!focus) continue;
        const had = planner.shadowRoot.activeElement;
        for (const node of root.querySelectorAll("button, a[href], summary")) {
          if (!shown(node)) continue;
          node.focus({ preventScroll: true });
          words(node, ", with the focus");
        }
        had?.focus({ preventScroll: true });
      }
      if (looked < 10) found.add("there was nothing to look at");
      return [...found];
    },
    [selector, focus],
  );

/**
 * What is smaller than 24 by 24 CSS px and has another target in the circle of 24 px around it, or in no line of text
 * (WCAG 2.5.8).
 */
export const small = (host) =>
  host.planner.evaluate((planner) => {
    const targets = [];
    for (const node of planner.shadowRoot.querySelectorAll("button, a[href], summary, input, select, textarea")) {
      if (!node.checkVisibility({ visibilityProperty: true }) || node.disabled) continue;
      // A label is a part of the target of its field.
      const parts = [node, ...(node.labels ?? [])].flatMap((one) => [...one.getClientRects()]);
      if (!parts.length) continue;
      targets.push({ node, parts, box: node.getBoundingClientRect() });
    }
    const low = targets.filter(({ parts }) => parts.every(({ width, height }) => width < 23.9 || height < 23.9));
    const found = low.filter(({ node, box }) => {
      const line = node.parentElement;
      const inline = getComputedStyle(node).display.startsWith("inline") && [...line.childNodes].some((one) => one !== node && one.textContent.trim());
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const near = targets.some((other) => {
        if (other.node === node) return false;
        return other.parts.some((part) => {
          const [dx, dy] = [Math.max(part.left - x, 0, x - part.right), Math.max(part.top - y, 0, y - part.bottom)];
          return Math.hypot(dx, dy) < 12;
        });
      });
      return near && !inline;
    });
    return found.map(({ node, box }) => `${Math.round(box.width)} by ${Math.round(box.height)}: ${node.localName}.${node.className} “${node.textContent.slice(0, 30)}”`);
  });

/** Words that are cut off by the box they stand in, or that lie over other words. */
export const cutOff = (host) =>
  host.planner.evaluate((planner) => {
    const found = [];
    const lines = [];
    for (const node of planner.shadowRoot.querySelectorAll(".ep *")) {
      if (node.closest("svg") || !node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { overflowX, overflowY, clipPath } = getComputedStyle(node);
      if (clipPath.startsWith("inset(50%")) continue;
      if (node.closest(".vh, thead, .w") && getComputedStyle(node.closest(".vh, thead, .w")).clipPath.startsWith("inset(50%")) continue;
      const over = (overflowX !== "visible" && node.scrollWidth > node.clientWidth + 1 && overflowX === "hidden") || (overflowY === "hidden" && node.scrollHeight > node.clientHeight + 1);
      if (over) found.push(`${node.localName}.${node.className} hides some of its words`);
      for (const text of node.childNodes) {
        if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) if (box.width > 1) lines.push({ box, text: text.data.trim().slice(0, 30) });
      }
    }
    lines.sort((one, other) => one.box.top - other.box.top);
    for (const [place, one] of lines.entries()) {
      for (const other of lines.slice(place + 1)) {
        if (other.box.top >= one.box.bottom) break;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = one.box.bottom - other.box.top;
        // Lines of one paragraph touch with their ascenders; words that cannot be told apart overlap by half.
        if (wide > 2 && high > one.box.height / 2) found.push(`“${one.text}” and “${other.text}” lie over each other`);
      }
    }
    return found.slice(0, 10);
  });

/** Judges each page with `measure`, and says on which page something was found. */
export async function onEveryPage(host, measures, also = async () => {}) {
  const found = [];
  const seen = [];
  await everyPage(host, async (name) => {
    seen.push(name);
    for (const measure of measures) found.push(...(await measure(host)).map((line) => `${name}: ${line}`));
    await also(name);
  });
  assert.equal(new Set(seen).size, 15, "every page was seen");
  assert.deepEqual(found, []);
}

// How the planner looks at home on other people's pages: in the dark, in a host's own colours, in colours that the person
// forced, with large text, on pages that read from the right, and with room kept before it comes.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe, baseUrl, fits, ready, scene, shot, until } from "./harness.mjs";
import { cutOff, everyPage, HOSPITAL, onEveryPage, small, unreadable } from "./looks.mjs";
import { example, part } from "./walk.mjs";

const OUT = fileURLToPath(new URL("out/", import.meta.url));

/** What the planner wears: its five colours, as the page shows them, and which of the host's it has taken back. */
const worn = (host) =>
  host.planner.evaluate((planner) => {
    const app = planner.shadowRoot.querySelector("[part=app]");
    const probe = app.appendChild(document.createElement("b"));
    const colour = (token) => {
      probe.style.backgroundColor = `var(--${token})`;
      return getComputedStyle(probe).backgroundColor;
    };
    const names = ["ink", "paper", "link", "button", "button-ink"];
    const colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
    probe.remove();
    return { ...colours, back: names.filter((name) => app.style.getPropertyValue(`--ep-${name}`)) };
  });

/** Waits until it wears this paper. */
const wears = (host, paper) => until(async () => (await worn(host)).paper === paper, `its paper is ${paper}`);

const LIGHT = { ink: "rgb(33, 43, 50)", paper: "rgb(255, 255, 255)", link: "rgb(0, 94, 184)", button: "rgb(0, 127, 59)", "button-ink": "rgb(255, 255, 255)", back: [] };
const DARK = { ...LIGHT, ink: "rgb(240, 244, 245)", paper: "rgb(26, 33, 39)", link: "rgb(140, 189, 242)" };

/** Pictures of a page at both widths, as it is in a window. */
async function pictures(host, name) {
  mkdirSync(OUT, { recursive: true });
  for (const width of [320, 1280]) {
    await host.page.setViewportSize({ width, height: 1200 });
    await host.page.screenshot({ path: `${OUT}${name}-${width}.png` });
  }
}

// ---------- tokens ----------

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const css = read("style/planner.css").replaceAll(/\/\*[^]*?\*\//g, "");
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/gi;

test("a rule names no colour but by a token, so that both schemes hold", () => {
  const tokens = /\[part=app\], \.look, \.look \*, \.ep-light \{[^}]*\}/g;
  assert.equal(css.match(tokens).length, 2);
  const rules = css.replaceAll(tokens, "").replace("@supports (color: light-dark(#000, #fff))", "");
  assert.deepEqual(rules.match(COLOUR), null);
  for (const path of readdirSync(new URL("../../src/widget", import.meta.url), { recursive: true }).filter((path) => path.endsWith(".rs"))) {
    assert.deepEqual(read(`src/widget/${path}`).match(/"#[0-9a-f]{3,8}"/gi), null, path);
  }
});

test("what a host may set is written down, each with what stands there without it", () => {
  const rows = [...read("docs/looks.md").matchAll(/^\| `--ep-([\w-]+)` \|.*\| (?:`(.+)`|(\w+)) \|$/gm)].map(([, name, value, word]) => [name, value ?? word]);
  const set = [...css.matchAll(/: var\(--ep-([\w-]+), ([^()]+)\);/g)].map(([, name, value]) => [name, value.split(",")[0]]);
  assert.equal(rows.length, 7);
  assert.deepEqual(new Map(rows), new Map([...set, ["rem", "16px"]]));
});

// ---------- dark and light ----------

const dark = { colorScheme: "dark" };

for (const [name, path, context] of [
  ["in the light", "/", {}],
  ["in the dark", "/hosts/dark.html", {}],
  ["in a host's own colours", "/hosts/brand.html", {}],
  ["in a host's own colours, in the dark", "/hosts/brand.html", dark],
]) {
  scene(`${name}, every word on every page can be read, with the focus and without`, { path, context }, async (host) => {
    const light = context !== dark && path === "/";
    const measures = [(host) => unreadable(host, { focus: true }), light ? stands : small];
    await onEveryPage(host, measures, async (page) => {
      if (light || path === "/hosts/dark.html") await axe(host);
      await pictures(host, `looks-${name.replaceAll(/\W+/g, "-")}-${page}`);
    });
  });
}

scene("the measure of contrast finds what cannot be read, and says where", {}, async (host) => {
  await ready(host);
  assert.deepEqual(await unreadable(host), []);
  await host.planner.evaluate((planner) => planner.shadowRoot.querySelector(".lead").style.setProperty("color", "#888"));
  const found = await unreadable(host);
  assert.equal(found.length, 1);
  assert.match(found[0], /^3\.54: “Tell us about your work/);
});

scene("a host that says nothing of a scheme gets a light planner, whatever the person prefers", { context: dark }, async (host) => {
  await ready(host);
  assert.deepEqual(await worn(host), LIGHT);
});

scene("where the host follows the person, so does the planner, at once", { path: "/hosts/scheme.html", context: dark }, async (host) => {
  await ready(host);
  assert.deepEqual(await worn(host), DARK);
  await host.page.emulateMedia({ colorScheme: "light" });
  await wears(host, LIGHT.paper);
  assert.deepEqual(await worn(host), LIGHT);
});

scene("a host may choose the scheme for the planner alone, and on paper it is light", { context: {} }, async (host) => {
  await ready(host);
  await host.planner.evaluate((planner) => (planner.style.colorScheme = "dark"));
  assert.deepEqual(await worn(host), DARK);
  await host.page.emulateMedia({ media: "print" });
  assert.deepEqual(await worn(host), LIGHT);
});

scene("in the dark, a planner that cannot start can be read", { path: "/hosts/dark.html", expected: [/404/, /integrity/], before: (host) => host.page.route(/planner-.*\.wasm/, (route) => route.fulfill({ status: 404 })) }, async (host) => {
  await until(() => host.events.some(({ name }) => name === "error"), "it has said that it cannot start");
  assert.equal((await worn(host)).paper, DARK.paper);
  assert.deepEqual(await unreadable(host, { focus: true }), []);
  await shot(host, "looks-in-the-dark-cannot-start");
});

// ---------- a host's own colours ----------

scene("colours that can be read are worn as they are", { path: "/hosts/brand.html" }, async (host) => {
  await ready(host);
  const brand = { ink: "rgb(28, 19, 38)", paper: "rgb(253, 251, 255)", link: "rgb(106, 27, 154)", button: "rgb(106, 27, 154)", "button-ink": "rgb(255, 255, 255)", back: [] };
  assert.deepEqual(await worn(host), brand);
  const font = await host.planner.evaluate((planner) => getComputedStyle(planner.shadowRoot.querySelector("h2")).fontFamily);
  assert.equal(font, "Georgia, serif");
});

scene("colours that cannot be read are taken back, a pair at a time", { path: "/hosts/colours.html" }, async (host) => {
  await ready(host);
  assert.deepEqual(await worn(host), { ...LIGHT, back: ["ink", "paper", "link", "button", "button-ink"] });
  assert.deepEqual(await unreadable(host, { focus: true }), []);
  await shot(host, "looks-poor-colours");
});

/** What a host sets, and what is taken back of it. */
const SETS = [
  [{ ink: "#000", paper: "#fffdf5", link: "#00539f" }, []],
  [{ link: "#7fb0ff" }, ["link"]],
  // Read on white, but not on the grounds of a note.
  [{ link: "#6f7477" }, ["link"]],
  [{ button: "#ffd800" }, ["button", "button-ink"]],
  [{ button: "#ffd800", "button-ink": "#000" }, []],
  // Good by itself; not while the mouse is over it.
  [{ button: "#8c8c8c", "button-ink": "#000" }, ["button", "button-ink"]],
  [{ paper: "#222" }, ["ink", "paper"]],
  // Readable with white words; but the rest of the planner is made for a light ground.
  [{ paper: "#222", ink: "#fff" }, ["ink", "paper"]],
  [{ paper: "#222", ink: "#fff", link: "#9cf" }, ["ink", "paper", "link"]],
  // What lets something through cannot be measured.
  [{ ink: "rgb(0 0 0 / .9)" }, ["ink", "paper"]],
  [{ paper: "transparent" }, ["ink", "paper"]],
  // What is no colour.
  [{ link: "12px" }, ["link"]],
  // Written in other ways.
  [{ ink: "oklch(30% .1 300)", link: "hsl(210 100% 30%)", button: "color(display-p3 0 .3 .2)" }, []],
  [{ link: "lab(80% 0 0)" }, ["link"]],
];

scene("each pair is judged by itself, and again whenever the host changes it", {}, async (host) => {
  await ready(host);
  for (const [set, back] of SETS) {
    await host.planner.evaluate((planner, set) => {
      planner.removeAttribute("style");
      for (const [name, value] of Object.entries(set)) planner.style.setProperty(`--ep-${name}`, value);
    }, set);
    await until(async () => String((await worn(host)).back) === String(back), `${JSON.stringify(set)} has ${back} taken back, not ${(await worn(host)).back}`);
    const { back: now, ...colours } = await worn(host);
    for (const name of now) assert.equal(colours[name], LIGHT[name], `${name} is ours again`);
    for (const name of Object.keys(set).filter((name) => !now.includes(name))) assert.notEqual(colours[name], LIGHT[name], `${name} is the host's`);
    assert.deepEqual(await unreadable(host, { focus: true }), []);
  }
});

scene("colours that a theme of the host brings later are judged too, and nobody outside hears of it", {}, async (host) => {
  await ready(host);
  await host.page.evaluate(() => {
    window.heardOf = [];
    for (const type of ["transitionrun", "transitionstart", "transitionend", "transitioncancel", "animationstart", "animationend"]) {
      document.addEventListener(type, ({ type }) => window.heardOf.push(type), true);
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".night { color-scheme: dark } .fog engagement-planner { --ep-ink: #bbb; --ep-link: #ccc }");
    document.adoptedStyleSheets = [sheet];
  });
  const theme = (name) => host.page.evaluate((name) => (document.documentElement.className = name), name);
  await theme("night");
  await wears(host, DARK.paper);
  await theme("fog");
  await until(async () => String((await worn(host)).back) === "ink,paper,link", "the fog is taken back");
  // In the dark the same colours can be read.
  await theme("fog night");
  await until(async () => (await worn(host)).back.length === 0, "the fog is worn");
  assert.equal((await worn(host)).link, "rgb(204, 204, 204)");
  // Off the page, and in a tab that is shut, nothing runs; once it is back, it is judged.
  await host.planner.evaluate((planner) => (planner.parentElement.hidden = true));
  await theme("fog");
  await host.planner.evaluate((planner) => (planner.parentElement.hidden = false));
  await until(async () => String((await worn(host)).back) === "ink,paper,link", "the fog is taken back again");
  await until(async () => (await host.planner.evaluate((planner) => planner.shadowRoot.getAnimations().length)) === 0, "all is still");
  assert.deepEqual(await host.page.evaluate(() => window.heardOf), []);
});

scene("under a policy that allows no style, colours are judged as well", { path: "/hosts/strict-policy.html" }, async (host) => {
  await ready(host);
  await host.planner.evaluate((planner) => planner.style.setProperty("--ep-link", "#bbb"));
  await until(async () => String((await worn(host)).back) === "link", "the link is taken back");
});

// ---------- forced colours ----------

/** The colours of the person's system, as the page shows them. */
const system = (host) =>
  host.page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("b"));
    const named = (name) => {
      probe.style.backgroundColor = name;
      return getComputedStyle(probe).backgroundColor;
    };
    const colours = Object.fromEntries(["Canvas", "CanvasText", "GrayText", "Highlight", "HighlightText"].map((name) => [name, named(name)]));
    probe.remove();
    return colours;
  });

for (const colorScheme of ["light", "dark"]) {
  scene(`in forced colours, ${colorScheme}, what must be told apart is`, { context: { forcedColors: "active", colorScheme } }, async (host) => {
    const { Canvas, CanvasText, GrayText, Highlight } = await system(host);
    /** A property of each that `selector` finds. */
    const each = (selector, property) =>
      host.planner.evaluate((planner, [selector, property]) => [...planner.shadowRoot.querySelectorAll(selector)].map((node) => getComputedStyle(node)[property]), [selector, property]);
    const all = async (selector, property, value) => {
      const found = await each(selector, property);
      assert.ok(found.length, `there is ${selector}`);
      assert.deepEqual([...new Set(found)], [value], `${property} of ${selector}`);
    };
    /** What only one page shows. */
    const PAGES = {
      start: async () => {
        await all(".how .fb", "fill", Canvas);
        await all(".how .fh", "fill", CanvasText);
        await all(".btn", "borderTopStyle", "solid");
      },
      "question-boxes": async () => {
        const [ticked] = await each(".opt input:checked", "appearance");
        assert.equal(ticked, "auto", "a box is the system's own, which shows its tick");
        await all(".prog__bar b", "borderTopColor", CanvasText);
      },
      approaches: async () => {
        await all(".pic .fc", "stroke", CanvasText);
        await all(".tag", "borderTopColor", CanvasText);
        await all("[aria-current]", "borderBottomColor", Highlight);
      },
      why: async () => {
        await all(".fl.lit", "stroke", Highlight);
        await all(".fl:not(.lit)", "stroke", GrayText);
        await all(".chip[aria-pressed=true]", "backgroundColor", Highlight);
      },
      duty: async () => {
        await all(".verdict", "borderTopColor", CanvasText);
        await all(".verdict--yes .k2", "stroke", Canvas);
        await all(".verdict--yes circle", "fill", CanvasText);
      },
      "dates-and-money": () => all(".time .mark", "fill", CanvasText),
    };
    const done = [];
    await everyPage(host, async (page) => {
      await all(".ep", "backgroundColor", Canvas);
      await PAGES[page]?.();
      if (PAGES[page]) done.push(page);
      await pictures(host, `looks-forced-${colorScheme}-${page}`);
      // The focus is a ring that forced colours do not take away.
      const bare = await host.planner.evaluate((planner) => {
        const found = [];
        for (const node of planner.shadowRoot.querySelectorAll("button, a[href], summary, input, select, textarea")) {
          if (!node.checkVisibility() || node.disabled) continue;
          node.focus({ preventScroll: true });
          const shown = node.closest(".file") ? node.previousElementSibling : node;
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
          if (outlineStyle === "none" || parseFloat(outlineWidth) < 2 || /^rgba.* 0\)$/.test(outlineColor)) found.push(`${node.localName}.${node.className}`);
        }
        return found;
      });
      assert.deepEqual(bare, [], `${page}: the focus shows on everything`);
    });
    assert.deepEqual(done.sort(), Object.keys(PAGES).sort());
  });
}

// ---------- large text, spaced text, small targets ----------

/** Both widths: nothing is cut off, lies over something else, or is wider than the window; targets are large enough. */
const stands = async (host) => {
  const found = [];
  for (const width of [1280, 320]) {
    await host.page.setViewportSize({ width, height: 900 });
    await fits(host, `${width} px`);
    for (const measure of [cutOff, small]) found.push(...(await measure(host)).map((line) => `at ${width}: ${line}`));
  }
  await host.page.setViewportSize({ width: 1280, height: 900 });
  return found;
};

scene("text of twice the size stands at 320 px, on every page", { path: "/hosts/large-text.html" }, async (host) => {
  await onEveryPage(host, [stands], (page) => pictures(host, `looks-large-${page}`));
  const size = await host.planner.evaluate((planner) => getComputedStyle(planner.shadowRoot.querySelector(".ep")).fontSize);
  assert.equal(size, "32px");
});

scene("zoomed to 200 %, every page stands", { path: "/hosts/dark.html", context: { deviceScaleFactor: 2 } }, async (host) => {
  // A window of 640 px at a scale of two is one of 1280 px, zoomed to 200 %.
  await onEveryPage(host, [
    async (host) => {
      await host.page.setViewportSize({ width: 640, height: 450 });
      await fits(host, "640 px");
      return [...(await cutOff(host)), ...(await small(host))];
    },
  ]);
});

scene("with a person's own spacing of text, nothing is lost on any page", {}, async (host) => {
  // The four of WCAG 1.4.12, put where a person's tool puts them.
  const space = () =>
    host.planner.evaluate((planner) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
      const { adoptedStyleSheets: worn } = planner.shadowRoot;
      if (!worn.some((one) => one.cssRules[0]?.selectorText === "*")) planner.shadowRoot.adoptedStyleSheets = [...worn, sheet];
    });
  await onEveryPage(host, [
    async (host) => {
      await space();
      const spaced = await host.planner.evaluate((planner) => getComputedStyle(planner.shadowRoot.querySelector("p")).letterSpacing);
      assert.notEqual(spaced, "normal");
      return stands(host);
    },
  ], (page) => pictures(host, `looks-spaced-${page}`));
});

scene("the measures of space find words that are cut off, words over words, and small targets", {}, async (host) => {
  await ready(host);
  assert.deepEqual([...(await cutOff(host)), ...(await small(host))], []);
  await host.planner.evaluate((planner) => {
    const [lead, button] = [".lead", ".btn"].map((one) => planner.shadowRoot.querySelector(one));
    Object.assign(lead.style, { height: "20px", overflow: "hidden" });
    Object.assign(lead.nextElementSibling.style, { marginTop: "-60px" });
    button.parentElement.style.gap = "0";
    for (const one of button.parentElement.children) Object.assign(one.style, { width: "10px", height: "10px", minHeight: "0", padding: "0", margin: "0", overflow: "hidden", display: "block" });
  });
  const cut = (await cutOff(host)).join("\n");
  assert.match(cut, /p\.lead hides some of its words/);
  assert.match(cut, /lie over each other/);
  assert.ok((await small(host)).length > 0);
});

scene("nothing moves, whatever the person prefers", { context: { reducedMotion: "no-preference" } }, async (host) => {
  await example(host, HOSPITAL);
  for (const name of ["Why", "Dates and money", "Plan"]) {
    await part(host, name, /./);
    assert.deepEqual(await host.planner.evaluate((planner) => planner.shadowRoot.getAnimations().map((one) => one.effect.target.className)), []);
  }
});

// ---------- pages that read from the right, pages of another age ----------

/**
 * Where things stand and how they look, apart from where on the page the planner begins. Without a doctype browsers count
 * the height of a line otherwise, so a height is told apart from the rest.
 */
const drawn = (host) =>
  host.planner.evaluate((planner) => {
    const { left } = planner.getBoundingClientRect();
    return [...planner.shadowRoot.querySelectorAll(".ep *")].map((node) => {
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      const looks = [node.localName, Math.round(box.left - left), Math.round(box.width), style.color, style.backgroundColor, style.fontSize, style.direction, style.textAlign].join(" ");
      return { looks, height: box.height };
    });
  });

const all = (parts) => parts.map(({ looks }) => looks);

scene("on a page that reads from the right, and on one without a doctype, it looks as on any other", { path: "/hosts/scheme.html" }, async (host) => {
  const opened = async (path) => {
    const count = host.events.filter(({ name }) => name === "ready").length;
    await host.page.goto(`${baseUrl}${path}`);
    await ready(host, count + 1);
    await host.planner.getByText(/^Show \d+ more, each from a case/).waitFor();
    return drawn(host);
  };
  const plain = await opened("/hosts/scheme.html");
  assert.ok(plain.length > 50);
  for (const [name, mode] of [["rtl", "CSS1Compat"], ["quirks", "BackCompat"]]) {
    const here = await opened(`/hosts/${name}.html`);
    assert.equal(await host.page.evaluate(() => document.compatMode), mode);
    assert.deepEqual(all(here), all(plain), name);
    for (const [place, { looks, height }] of here.entries()) {
      const most = name === "quirks" ? Math.max(6, plain[place].height * 0.06) : 0.5;
      assert.ok(Math.abs(height - plain[place].height) <= most, `${name}: ${looks} is ${height} high, not ${plain[place].height}`);
    }
    // It says itself what language it is in.
    assert.equal(await host.planner.evaluate((planner) => planner.shadowRoot.querySelector(".ep").closest("[lang]")?.lang), "en-GB");
    await example(host, HOSPITAL);
    await axe(host);
    await shot(host, `looks-${name}`);
    await host.planner.evaluate((planner) => planner.reset());
  }
});

// ---------- room ----------

/** How far what stands around the planner has moved by itself, as browsers count it. */
const shifts = (host) =>
  host.page.evaluate(
    () =>
      new Promise((tell) => {
        const observer = new PerformanceObserver((list) => tell(list.getEntries().filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0)));
        observer.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => tell(observer.takeRecords().reduce((sum, one) => sum + one.value, 0)), 500);
      }),
  );

for (const [width, height] of [[1280, 900], [1920, 1080], [320, 640]]) {
  // The page is on screen before the planner comes.
  const before = async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.route(/engagement-planner\.js/, async (route) => {
      await new Promise((go) => setTimeout(go, 800));
      await route.continue();
    });
  };
  scene(`at ${width} by ${height}, a page that keeps room does not move while the planner comes`, { path: "/hosts/room.html", before }, async (host) => {
    await ready(host);
    await host.planner.getByText(/^Show \d+ more, each from a case/).waitFor();
    const moved = await shifts(host);
    assert.ok(moved <= 0.02, `the page has moved by ${moved}`);
    // The measure sees a page that keeps none.
    await host.page.goto(`${baseUrl}/hosts/no-room.html`);
    await ready(host, 2);
    const without = await shifts(host);
    assert.ok(without > 0.02, `without room it has moved by ${without}`);
  });
}

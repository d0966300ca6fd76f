/**
 * The loader of Engagement Planner: defines <engagement-planner> and fetches its parts when one is on the page.
 *
 *   <script type="module" src="/engagement-planner/engagement-planner.js"></script>
 *   <engagement-planner organisation="Example Trust" heading-level="2"></engagement-planner>
 *
 * Attributes, all optional: organisation, heading-level (1 to 4, else 2), autosave ("on" or "off"), scenario, view,
 * local. Properties: answers (get, set), assessment, plan (get; null until ready), version. Methods: export(format),
 * open(fileOrText), reset(). Events, all bubbling and composed: engagement-planner-ready, -change, -plan,
 * -export (cancelable), -error.
 *
 * Nothing outside the element is changed: no global, no title, no address, no style. The only requests are GETs for
 * the files that lie beside this one. The build puts their names in the place of FILES, the version in VERSION, and in
 * PACKED whether there are compressed copies.
 */

const NAME = "engagement-planner";
const LEAD = "You have done nothing wrong, and nothing is lost.";

/** Why the planner could not start. `code` is 1 to 4, `found` a sentence for IT. */
class Trouble extends Error {
  constructor(code, found) {
    super(found);
    this.code = code;
  }
}

const address = (file) => new URL(file, import.meta.url).href;

/** Keeps what `make` promises; forgets it if it fails, so that the next to ask tries again. */
const kept = (make) => {
  let promise;
  return () => (promise ??= make().catch((why) => {
    promise = undefined;
    throw why;
  }));
};

// ---------- fetching ----------

async function fetched(file) {
  let response;
  try {
    response = await fetch(address(file));
  } catch (why) {
    throw new Trouble(4, `${file} could not be fetched (${why.message}).`);
  }
  if (!response.ok) throw new Trouble(4, `${file} is missing: the server answered ${response.status}.`);
  const type = response.headers.get("content-type") ?? "";
  // A sign-in page or a page that says sorry, with a status that says all is well.
  if (/html/.test(type)) throw new Trouble(3, `${file} came as ${type}.`);
  return response;
}

/** Whether our server compresses what it sends. What it did with this very script tells. */
const compresses = () => {
  const [me] = performance.getEntriesByName(import.meta.url, "resource");
  return !me?.encodedBodySize || me.encodedBodySize !== me.decodedBodySize;
};

/** A file of ours. From a server that compresses nothing it is the copy in gzip, a third of the size. */
async function small(file) {
  if (PACKED && globalThis.DecompressionStream && !compresses()) {
    const copy = await fetched(`${file}.gz`).catch(() => {});
    const packed = copy && (await copy.blob());
    // Some servers say that such a file is compressed, and the browser has then unpacked it already.
    const magic = packed && new Uint8Array(await packed.slice(0, 2).arrayBuffer());
    if (magic?.[0] === 31 && magic[1] === 139) {
      const type = /wasm$/.test(file) ? "application/wasm" : "text/plain";
      return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
    }
  }
  return fetched(file);
}

const bytes = async (file) => new Uint8Array(await (await small(file)).arrayBuffer());

/** How often each script has been begun afresh. */
const fresh = {};

/** A script of ours as a module. Begun afresh it is a module of its own, which the browser has in its cache. */
async function script(file) {
  const nth = fresh[file];
  try {
    return await import(address(file) + (nth ? `#${nth}` : ""));
  } catch (why) {
    afresh(file);
    // An import does not say why it failed, so look at the file itself.
    const type = (await fetched(file)).headers.get("content-type");
    throw new Trouble(/javascript/.test(type) ? 4 : 3, `${file} came as ${type} (${why.message}).`);
  }
}

const afresh = (file) => (fresh[file] = (fresh[file] ?? 0) + 1);

async function wasm(file) {
  const response = await small(file);
  try {
    return /^application\/wasm/.test(response.headers.get("content-type"))
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (why) {
    throw new Trouble(why instanceof WebAssembly.CompileError ? 3 : 4, `${file} cannot be used (${why.message}).`);
  }
}

const style = kept(async () => sheet(await (await small(FILES.style)).text()));
const first = kept(() => bytes(FILES.first));
const handbook = kept(() => bytes(FILES.handbook));
const plannerWasm = kept(() => wasm(FILES.plannerWasm));
const laterWasm = kept(() => wasm(FILES.laterWasm));

// ---------- the one instance that all planners on the page share ----------

const begin = async () => {
  if (typeof WebAssembly !== "object") throw new Trouble(1, "WebAssembly is not available in this browser.");
  try {
    // The smallest module there is: only a policy can refuse it.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch (why) {
    throw new Trouble(2, `The page's policy blocks WebAssembly (${why.message}).`);
  }
  const [glue, module, guidance] = await Promise.all([script(FILES.planner), plannerWasm(), first(), style()]);
  parts.set(glue, await glue.default({ module_or_path: module }));
  glue.set_crash_listener((message) => crashed(glue, message));
  glue.load_guidance(guidance);
  return (alive = glue);
};
let instance = kept(begin);
/** What the first file of wasm offers to the second, by glue. */
const parts = new WeakMap();
/** The instance that runs. A planner made by another has died with it. */
let alive;

/** The elements on the page now. */
const present = new Set();

function crashed(glue, message) {
  if (glue !== alive) return;
  alive = undefined;
  afresh(FILES.planner);
  instance = kept(begin);
  // Not from inside the call that is dying.
  queueMicrotask(() => present.forEach((element) => element[RECOVER](message)));
}
const RECOVER = Symbol();
const FLUSH = Symbol();
const HEARD = Symbol();
const GIVE = Symbol();

/** Runs `task`; if the instance dies of it, every planner shows how to carry on. */
function guarded(task) {
  const glue = alive;
  try {
    return task();
  } catch (why) {
    if (!(why instanceof WebAssembly.RuntimeError)) throw why;
    crashed(glue, why.message);
    throw new Error("The planner stopped. Your work is kept.");
  }
}

/** A trap in answer to a click does not pass through us. It ends here, and not in the host's console. */
function uncaught(event) {
  const why = event.error ?? event.reason;
  if (why instanceof globalThis.WebAssembly?.RuntimeError && why.stack?.includes(FILES.planner)) {
    event.preventDefault();
    crashed(alive, why.message);
  }
}

const flush = () => present.forEach((element) => element[FLUSH]());
const heard = (key) => present.forEach((element) => element[HEARD](key));

/**
 * What is listened to while an element is on the page. The work is kept when the page goes or is hidden: a hidden page may
 * be stopped without another word. What is kept is looked at again when another tab wrote, and when the page is back.
 */
const LISTENERS = {
  error: uncaught,
  unhandledrejection: uncaught,
  pagehide: flush,
  visibilitychange: () => (document.hidden ? flush() : heard()),
  pageshow: ({ persisted }) => persisted && heard(),
  storage: ({ key }) => heard(key ?? undefined),
};

/** Brings the second file of wasm and the handbook into the instance that runs, once. */
async function complete() {
  const glue = await instance();
  if (!completing.has(glue)) {
    const coming = bring(glue);
    completing.set(glue, coming);
    coming.catch(() => completing.delete(glue));
  }
  return completing.get(glue);
}
const completing = new WeakMap();
const completed = new WeakSet();

async function bring(glue) {
  const [module, content] = await Promise.all([laterWasm(), handbook()]);
  if (glue !== alive) return;
  await WebAssembly.instantiate(module, { __wasm_split: parts.get(glue) });
  if (glue !== alive) return;
  guarded(() => glue.begin_later(content));
  // The handbook is unpressed a piece at a time, so that a click is not kept waiting.
  while (!guarded(() => glue.load_more())) {
    await new Promise((go) => whenIdle(go, { timeout: 50 }));
    if (glue !== alive) return;
  }
  completed.add(glue);
  present.forEach((element) => element[GIVE]());
}

/** The same, for someone who waits. What is on its way may be the try made on idle, so a failure is worth one more. */
const completeNow = () =>
  complete()
    .catch(complete)
    .catch(() => {
      throw new Error("The part that makes and reads files could not be fetched. Check your connection, then try again. Your work is kept.");
    });

const whenIdle = (task, soon) => (globalThis.requestIdleCallback ?? ((later) => setTimeout(later, soon ? 0 : 200)))(task, soon);
/** What is not needed at once. A failure is not told here: whoever needs the part asks again. */
const prefetch = () => void complete().catch(() => {});

// ---------- pages of the loader's own, without WebAssembly ----------

const sheet = (text, view = globalThis) => {
  const made = new view.CSSStyleSheet();
  made.replaceSync(text);
  return made;
};
/** A box to tick before each step, on screen and on paper. */
const BOXES =
  "ul.steps.steps{list-style:none;padding:0}.steps.steps li{position:relative;padding-left:2em;margin-bottom:.6em}" +
  ".steps li::before{content:'';position:absolute;left:0;top:.15em;width:.9em;height:.9em;border:2px solid #4c6272}";
/** The host page's fonts and spacing stop at the edge; `--ep-*` properties pass. Room is kept before anything is here. */
const edge = sheet(
  ":host{display:block!important}:host([hidden]){display:none!important}" +
    "[part=app]{all:initial;display:block;min-height:480px;background:#fff;color:#212b32;font:16px/1.5 Arial,sans-serif}" +
    ".own{padding:0 16px}.own.own{padding-top:24px}.own .two .h2{margin-top:0}" +
    "iframe{position:absolute;width:0;height:0;border:0}" +
    BOXES,
);

const el = (tag, set, ...inside) => {
  const node = Object.assign(document.createElement(tag), set);
  node.append(...inside);
  return node;
};
const button = (text, className, onclick) => el("button", { type: "button", className, onclick }, text);
/** A heading at the host's level, which looks the same at every level. */
const heading = (level, text, className = "h1") => el(`h${Math.min(level, 6)}`, { className }, text);
const page = (...inside) => el("div", { className: "ep" }, el("div", { className: "ep__in own" }, ...inside));

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
    `A part of the planner came in a form that your browser cannot use. ${LEAD}`,
    "Please look at how the server sends the files of the engagement planner. Names in .js need the type text/javascript, and names in .wasm need application/wasm. No sign-in page may come in their place.",
  ],
  4: [
    "just now",
    "mended",
    `A part of the planner did not arrive. ${LEAD} Check your connection, then try again.`,
    "Please check that all files of the engagement planner are on the server. If the page has a Content-Security-Policy, connect-src and script-src must allow them.",
  ],
};

function cannotStart(level, { code = 4, message }, again) {
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

/**
 * Prints from a blank page of its own, so that the host's menus and title stay off the paper. `fill` puts the content in.
 * Throws plain words where the page may not print.
 */
function print(root, { title, language, css }, fill) {
  root.querySelector("iframe")?.remove();
  const frame = el("iframe", { title, tabIndex: -1 });
  frame.ariaHidden = "true";
  root.append(frame);
  const { contentWindow: view, contentDocument: paper } = frame;
  paper.title = title;
  paper.documentElement.lang = language;
  paper.adoptedStyleSheets = [sheet(css, view)];
  fill(paper.body);
  let begun = false;
  view.onbeforeprint = () => (begun = true);
  view.onafterprint = () => frame.remove();
  view.print();
  if (!begun) {
    frame.remove();
    throw new Error("This page may not print. Save the web page instead, open it and print it from there. Your work is kept.");
  }
}

// ---------- the element ----------

const KINDS = ["docx", "html", "md", "csv", "ics", "json"];
const OBSERVED = ["organisation", "heading-level", "autosave", "scenario", "view", "local"];

/** What a host gave us to open, as bytes: a text, a file or bytes of any kind. */
async function bytesOf(source) {
  if (typeof source === "string") return new TextEncoder().encode(source);
  const all = source.arrayBuffer ? await source.arrayBuffer() : source;
  return ArrayBuffer.isView(all) ? new Uint8Array(all.buffer, all.byteOffset, all.byteLength) : new Uint8Array(all);
}

class EngagementPlanner extends HTMLElement {
  static observedAttributes = OBSERVED;

  #app;
  #planner;
  /** The instance that made the planner. */
  #glue;
  #mounted = false;
  /** The latest saved text: what a fresh instance carries on from, also where storage is denied. */
  #saved;
  /** Where the plan in hand is kept, and what this page last wrote or read there: for a fresh instance too. */
  #stored = {};
  /** Answers that the host gave before what reads them was here. */
  #given;
  #starting;

  connectedCallback() {
    if (!present.size) for (const type in LISTENERS) addEventListener(type, LISTENERS[type]);
    present.add(this);
    if (!this.#app) this.#settle();
    if (!this.#planner) this.#start();
    else if (this.#glue !== alive) this[RECOVER]("The planner stopped while it was off the page.");
    else this.#mount();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it in again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      present.delete(this);
      if (!present.size) for (const type in LISTENERS) removeEventListener(type, LISTENERS[type]);
      if (this.#mounted && this.#glue === alive) guarded(() => this.#planner.unmount());
      this.#mounted = false;
    });
  }

  attributeChangedCallback(name, before, value) {
    if (this.#planner && before !== value) this.#ask((planner) => planner.set(name, value ?? undefined));
  }

  get version() {
    return alive?.version() ?? VERSION;
  }
  get answers() {
    return (this.#planner && this.#given) ?? this.#read("answers");
  }
  set answers(answers) {
    this.#given = answers;
    this[GIVE]();
    if (this.#given) prefetch();
  }
  get assessment() {
    return this.#read("assessment");
  }
  get plan() {
    return this.#read("plan");
  }

  /** The plan as a file: "docx", "html", "md", "csv" (its tasks), "ics" or "json". */
  async export(format) {
    if (!KINDS.includes(format)) throw new Error(`There is no kind of file called "${format}". There are: ${KINDS.join(", ")}.`);
    await this.#starting;
    if (this.#given) await completeNow();
    if (format === "json") return new Blob([this.#ask((planner) => planner.saved())], { type: "application/json" });
    await completeNow();
    const [type, bytes] = this.#ask((planner) => planner.export(format));
    return new Blob([bytes], { type });
  }

  /** Opens a plan: a plan file, a Word file or a web page that carries one, as its text, its bytes or its file. */
  async open(source) {
    await this.#starting;
    const refused = this.#ask((planner) => planner.refused(source.size ?? source.byteLength ?? source.length));
    // Before anything of it is read.
    if (refused) throw new Error(refused);
    const bytes = await bytesOf(source);
    await completeNow();
    this.#ask((planner) => planner.open(bytes));
  }

  /** Back to the start: answers and edits are dropped. */
  reset() {
    this.#given = undefined;
    this.#ask((planner) => planner.reset());
  }

  /** Hands over the answers that the host gave, once what reads them is here. */
  [GIVE]() {
    if (!this.#given || !this.#planner || !completed.has(alive)) return;
    const given = JSON.stringify(this.#given);
    this.#given = undefined;
    this.#ask((planner) => planner.set_answers(given));
  }

  [FLUSH]() {
    if (this.#glue === alive) guarded(() => this.#planner?.flush());
  }

  [HEARD](key) {
    if (this.#glue === alive) guarded(() => this.#planner?.heard(key));
  }

  #ask(task) {
    if (!this.#planner || this.#glue !== alive) throw new Error("The planner is not running.");
    return guarded(() => task(this.#planner));
  }

  #read(name) {
    return this.#planner && this.#glue === alive ? JSON.parse(this.#ask((planner) => planner[name]())) : null;
  }

  #tell(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`${NAME}-${name}`, { detail, cancelable, bubbles: true, composed: true }));
  }

  get #level() {
    const level = Number(this.getAttribute("heading-level"));
    return level >= 1 && level <= 4 ? Math.trunc(level) : 2;
  }

  /** Once: the shadow root, and an `answers` that was set before this class was known. */
  #settle() {
    this.#app = el("div");
    this.#app.part = "app";
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [edge];
    root.append(this.#app);
    if (Object.hasOwn(this, "answers")) {
      this.#given = this.answers;
      delete this.answers;
    }
    // Comes by itself, so that a planner that cannot start has its looks too.
    style().then((sheet) => (root.adoptedStyleSheets = [edge, sheet]), () => {});
  }

  #show(content) {
    const had = this.shadowRoot.activeElement;
    this.#app.replaceChildren(content);
    if (had) this.#focus();
  }

  /** To the first heading: what had the focus is gone. */
  #focus() {
    const heading = this.#app.querySelector("h1,h2,h3,h4,h5,h6");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
  }

  #start() {
    this.#show(page(heading(this.#level, "Plan how to involve people"), el("p", { role: "status" }, "Loading the planner")));
    this.#starting = this.#make();
    // Whoever waits for it hears of it; the page says the rest.
    this.#starting.catch((why) => {
      this.#show(cannotStart(this.#level, why, () => this.#start()));
      this.#tell("error", { code: `EP-${why.code ?? 4}`, message: why.message });
    });
    return this.#starting;
  }

  async #make() {
    const glue = await instance();
    const { shadowRoot: root } = this;
    root.adoptedStyleSheets = [edge, await style()];
    const nth = [...this.getRootNode().querySelectorAll(NAME)].indexOf(this) + 1;
    const settings = {
      organisation: this.getAttribute("organisation") ?? undefined,
      headingLevel: this.#level,
      autosave: this.getAttribute("autosave") !== "off",
      key: this.id || String(nth),
      scenario: this.getAttribute("scenario") ?? undefined,
      view: this.getAttribute("view") ?? undefined,
    };
    // Weak, so that an element that the host has dropped can go, and its planner with it.
    const me = new WeakRef(this);
    const services = {
      event: (name, detail, cancelable) => {
        // If the rest did not come on idle, every step is a time to try again.
        if (!completed.has(alive)) whenIdle(prefetch);
        return me.deref()?.#tell(name, JSON.parse(detail), cancelable) ?? true;
      },
      complete: completeNow,
      print: (json) => {
        const parts = JSON.parse(json);
        const root = me.deref()?.shadowRoot;
        if (root) print(root, parts, (body) => (body.innerHTML = parts.body));
      },
      saved: (text) => {
        const element = me.deref();
        if (element) element.#saved = text;
      },
      stored: (plan, last) => {
        const element = me.deref();
        if (element) element.#stored = { plan, last };
      },
    };
    const carriedOn = this.#saved;
    // Work to take up, or answers of the host, wait for what reads them; a new plan begins without it.
    const kept = guarded(() => settings.autosave && glue.has_kept(settings.key));
    if (kept || carriedOn !== undefined || this.#given) {
      await complete();
      if (glue !== alive) return this.#make();
    }
    guarded(() => {
      if (carriedOn !== undefined) Object.assign(settings, this.#stored);
      const planner = new glue.Planner(settings, services);
      if (carriedOn !== undefined) planner.carry_on(carriedOn);
      this.#planner = planner;
      this.#glue = glue;
      if (this.hasAttribute("local")) planner.set("local", this.getAttribute("local"));
      this[GIVE]();
    });
    if (this.isConnected) this.#mount();
    this.#tell("ready");
    whenIdle(prefetch);
  }

  #mount() {
    if (this.#mounted) return;
    this.#app.replaceChildren();
    this.#mounted = true;
    guarded(() => this.#planner.mount(this.#app));
  }

  /** After a crash: nothing is asked of the dead instance any more. */
  [RECOVER](message) {
    if (!this.#planner) return;
    // Its memory is gone, so there is nothing to give back later.
    this.#planner.__destroy_into_raw();
    this.#planner = undefined;
    this.#mounted = false;
    this.#app.className = "";
    const carryOn = async () => {
      await this.#start();
      this.#focus();
    };
    this.#show(
      page(
        el(
          "div",
          { role: "alert" },
          heading(this.#level, "Something went wrong. Your work is kept."),
          el("p", {}, "A fault in the planner stopped it. Press the button to go on from where you were."),
        ),
        el("p", {}, button("Carry on", "btn", () => carryOn().catch(() => {}))),
        el("details", {}, el("summary", {}, "For IT: what we found"), el("p", { className: "in" }, `${message} Version ${VERSION}.`)),
      ),
    );
    this.#tell("error", { code: "EP-5", message });
  }
}

// A second copy of this script leaves quietly.
if (!customElements.get(NAME)) customElements.define(NAME, EngagementPlanner);

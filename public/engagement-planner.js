/**
 * The loader of Engagement Planner: defines <engagement-planner> and fetches its parts when one is on the page.
 *
 *   <script type="module" src="/engagement-planner/engagement-planner.js"></script>
 *   <engagement-planner organisation="Example Trust" heading-level="2"></engagement-planner>
 *
 * Attributes, all optional: organisation, heading-level (1 to 6, else 2), autosave ("on" or "off"), scenario, view,
 * local. Properties: answers (get, set), assessment, plan (get; null until ready), version. Methods: export(format),
 * open(fileOrText), reset(). Events, all bubbling and composed: engagement-planner-ready, -change, -plan,
 * -export (cancelable), -error.
 *
 * Nothing outside the element is changed: no global, no title, no address, no style. The only requests are GETs for
 * the files that lie beside this one. The build puts their names in the place of FILES, and the version in VERSION.
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

const bytes = async (file) => new Uint8Array(await (await fetched(file)).arrayBuffer());

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
  const response = await fetched(file);
  try {
    return /^application\/wasm/.test(response.headers.get("content-type"))
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (why) {
    throw new Trouble(why instanceof WebAssembly.CompileError ? 3 : 4, `${file} cannot be used (${why.message}).`);
  }
}

const style = kept(async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await fetched(FILES.style)).text());
  return sheet;
});
const first = kept(() => bytes(FILES.first));
const handbook = kept(() => bytes(FILES.handbook));
const plannerWasm = kept(() => wasm(FILES.plannerWasm));
const exporterWasm = kept(() => bytes(FILES.exporterWasm));

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
  await glue.default({ module_or_path: module });
  glue.set_crash_listener((message) => crashed(glue, message));
  glue.load_guidance(guidance);
  return (alive = glue);
};
let instance = kept(begin);
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

/** Brings the handbook into the instance that runs, once. */
async function complete() {
  const glue = await instance();
  const content = await handbook().catch(handbook);
  if (glue === alive && !completed.has(glue)) {
    completed.add(glue);
    guarded(() => glue.load_handbook(content));
  }
}
const completed = new WeakSet();

// ---------- the exporter: fetched on idle, begun when a file is first asked for ----------

const exporterParts = () => Promise.all([script(FILES.exporter), exporterWasm(), first(), handbook()]);
const beginExporter = async () => {
  const [glue, code, ...content] = await exporterParts().catch(exporterParts);
  await glue.default({ module_or_path: code });
  glue.load(...content);
  return glue;
};
let exporter = kept(beginExporter);

/** The file that `job` asks for: `{ name, type, bytes }`. */
async function exported(job) {
  const glue = await exporter().catch(() => {
    throw new Error("The part that makes files could not be fetched. Check your connection, then try again. Your work is kept.");
  });
  try {
    return glue.export_plan(job);
  } catch (why) {
    if (!(why instanceof WebAssembly.RuntimeError)) throw why;
    afresh(FILES.exporter);
    exporter = kept(beginExporter);
    throw new Error("This file could not be made. Your work is kept. Try another kind of file.");
  }
}

const whenIdle = (task) => (globalThis.requestIdleCallback ?? ((later) => setTimeout(later, 200)))(task);
/** What is not needed at once. A failure is not told here: whoever needs the part asks again. */
const prefetch = () => {
  complete().catch(() => {});
  exporterParts().catch(() => {});
};

// ---------- pages of the loader's own, without WebAssembly ----------

/** The host page's fonts and spacing stop at the edge; `--ep-*` properties pass. Room is kept before anything is here. */
const edge = (() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{display:block!important}:host([hidden]){display:none!important}" +
      "[part=app]{all:initial;display:block;min-height:30rem}" +
      "iframe{position:absolute;width:0;height:0;border:0}",
  );
  return sheet;
})();

const el = (tag, set, ...inside) => {
  const node = Object.assign(document.createElement(tag), set);
  node.append(...inside);
  return node;
};
const button = (text, className, onclick) => el("button", { type: "button", className, onclick }, text);
const page = (...inside) => el("div", { className: "ep" }, el("div", { className: "ep__in" }, ...inside));

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

/** What each code means: the heading, what happened, and what to ask of the person who runs the intranet. */
const TROUBLES = {
  1: [
    "on this computer",
    `Your browser is set to block a part that the planner needs. ${LEAD}`,
    "Please allow WebAssembly for the engagement planner. The browser’s security settings block it for this site. In Edge and Chrome the setting is JavaScriptJitAllowedForSites.",
  ],
  2: [
    "on this page",
    `This page is set to block a part that the planner needs. ${LEAD}`,
    "Please allow WebAssembly on the page with the engagement planner. Its Content-Security-Policy blocks it: script-src needs 'wasm-unsafe-eval'.",
  ],
  3: [
    "from this server",
    `A part of the planner came in a form that your browser cannot use. ${LEAD}`,
    "Please look at how the server sends the files of the engagement planner. Names in .js need the type text/javascript, and names in .wasm need application/wasm. No sign-in page may come in their place.",
  ],
  4: [
    "just now",
    `A part of the planner did not arrive. ${LEAD} Check your connection, then try again.`,
    "Please check that all files of the engagement planner are on the server. If the page has a Content-Security-Policy, connect-src and script-src must allow them.",
  ],
};

function cannotStart(level, { code = 4, message }, again) {
  const heading = (below, text, className = "") => el(`h${Math.min(level + below, 6)}`, { className }, text);
  const [where, happened, request] = TROUBLES[code];
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
  const steps = () => el("ul", { className: "steps10" }, ...STEPS.map((step) => el("li", {}, step)));
  return page(
    heading(0, title),
    el("p", { className: "lead" }, happened),
    el("p", {}, button("Try again", "btn btn--2", again)),
    el(
      "div",
      { className: "two" },
      el(
        "div",
        {},
        heading(1, "You can still plan, on paper"),
        el("p", {}, "These ten steps cover the same ground. They need no computer."),
        steps(),
        el("p", {}, button("Print the ten steps", "btn", (event) => print("Ten steps to plan how to involve people", steps(), event.target))),
      ),
      el(
        "div",
        {},
        heading(1, "Ask for it to be switched on"),
        el("p", {}, "Send this to the person who runs your intranet."),
        el("blockquote", { className: "inset" }, note),
        el("p", {}, button("Copy this message", "as-link", copy), said),
        el("details", {}, el("summary", {}, "For IT: what we found"), el("p", {}, `${message} Code EP-${code}. Version ${VERSION}.`)),
      ),
    ),
  );
}

/** Prints `content` from a blank page of its own, so that the host's menus and title stay off the paper. */
function print(title, content, beside) {
  const frame = el("iframe", { title, tabIndex: -1 });
  frame.ariaHidden = "true";
  beside.after(frame);
  const { contentWindow: view, contentDocument: paper } = frame;
  paper.title = title;
  paper.documentElement.lang = "en-GB";
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync("body{font:12pt/1.5 Arial,sans-serif;margin:2cm}ul{padding:0}li{list-style:'\\2610\\2003';margin:0 0 6mm 8mm}");
  paper.adoptedStyleSheets = [sheet];
  paper.body.append(el("h1", {}, title), content);
  view.onafterprint = () => frame.remove();
  view.print();
}

// ---------- the element ----------

const KINDS = ["docx", "html", "md", "json"];
const OBSERVED = ["organisation", "heading-level", "autosave", "scenario", "view", "local"];

class EngagementPlanner extends HTMLElement {
  static observedAttributes = OBSERVED;

  #app;
  #planner;
  /** The instance that made the planner. */
  #glue;
  #mounted = false;
  /** The latest saved text: what a fresh instance carries on from, also where storage is denied. */
  #saved;
  /** Answers that the host gave before there was a planner. */
  #given;
  #starting;

  connectedCallback() {
    if (!present.size) ["error", "unhandledrejection"].forEach((type) => addEventListener(type, uncaught));
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
      if (!present.size) ["error", "unhandledrejection"].forEach((type) => removeEventListener(type, uncaught));
      if (this.#mounted && this.#glue === alive) guarded(() => this.#planner.unmount());
      this.#mounted = false;
    });
  }

  attributeChangedCallback(name, before, value) {
    if (this.#planner && before !== value) this.#ask((planner) => planner.set(name, value ?? undefined));
  }

  get version() {
    return VERSION;
  }
  get answers() {
    return this.#read("answers");
  }
  set answers(answers) {
    if (this.#planner) this.#ask((planner) => planner.set_answers(JSON.stringify(answers)));
    else this.#given = answers;
  }
  get assessment() {
    return this.#read("assessment");
  }
  get plan() {
    return this.#read("plan");
  }

  /** The plan as a file: "docx", "html", "md" or "json". */
  async export(format) {
    if (!KINDS.includes(format)) throw new Error(`There is no kind of file called "${format}". There are: ${KINDS.join(", ")}.`);
    await this.#starting;
    const { type, bytes } = await exported(this.#ask((planner) => planner.job(format)));
    return new Blob([bytes], { type });
  }

  /** Opens a saved plan, given as its text or its file. */
  async open(source) {
    const text = typeof source === "string" ? source : await source.text();
    await this.#starting;
    this.#ask((planner) => planner.open(text));
  }

  /** Back to the start: answers and edits are dropped. */
  reset() {
    this.#ask((planner) => planner.reset());
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
    return level >= 1 && level <= 6 ? Math.trunc(level) : 2;
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
    this.#show(page(el(`h${this.#level}`, {}, "Plan how to involve people"), el("p", { role: "status" }, "Loading the planner")));
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
      event: (name, detail, cancelable) => me.deref()?.#tell(name, detail, cancelable) ?? true,
      exporter: exported,
      saved: (text) => {
        const element = me.deref();
        if (element) element.#saved = text;
      },
    };
    const carriedOn = this.#saved;
    guarded(() => {
      const planner = new glue.Planner(settings, services);
      if (carriedOn !== undefined) planner.open(carriedOn);
      this.#planner = planner;
      this.#glue = glue;
      if (this.hasAttribute("local")) planner.set("local", this.getAttribute("local"));
      if (this.#given) planner.set_answers(JSON.stringify(this.#given));
      this.#given = undefined;
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
          el(`h${this.#level}`, {}, "Something went wrong. Your work is kept."),
          el("p", {}, "A fault in the planner stopped it. Press the button to go on from where you were."),
        ),
        el("p", {}, button("Carry on", "btn", () => carryOn().catch(() => {}))),
        el("details", {}, el("summary", {}, "For IT: what we found"), el("p", {}, `${message} Version ${VERSION}.`)),
      ),
    );
    this.#tell("error", { code: "EP-5", message });
  }
}

// A second copy of this script leaves quietly.
if (!customElements.get(NAME)) customElements.define(NAME, EngagementPlanner);

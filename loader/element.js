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
 * the files that lie beside this one. The build puts what it knows of them in the place of FILES, and the version in
 * VERSION. The style sheet, the glue of the wasm and the first two pages are built into this script: whoever pins its
 * hash on the script tag pins all that runs, since this script holds the hash of whatever it fetches.
 */

import { el, dress, heading, page } from "./dom.js";
import { Early, at, placeOf } from "./early.js";
import {
  FLUSH,
  GIVE,
  HEARD,
  RECOVER,
  alive,
  complete,
  completeNow,
  enter,
  guarded,
  instance,
  leave,
  prefetch,
  whenIdle,
  whole,
} from "./instance.js";
import { mind } from "./looks.js";
import { print } from "./print.js";
import { cannotStart, stopped } from "./troubles.js";

const NAME = "engagement-planner";

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
  /** The first two pages, as they stand before the planner is here. */
  #early;
  /** The latest saved text: what a fresh instance carries on from, also where storage is denied. */
  #saved;
  /** Where the plan in hand is kept, and what this page last wrote or read there: for a fresh instance too. */
  #stored = {};
  /** Answers that the host gave before what reads them was here. */
  #given;
  #starting;

  connectedCallback() {
    enter(this);
    if (!this.#app) this.#settle();
    if (this.#starting && !this.#planner) return;
    if (!this.#planner) this.#start();
    else if (this.#glue !== alive) this[RECOVER]("The planner stopped while it was off the page.");
    else this.#mount();
  }

  disconnectedCallback() {
    // A move takes the element out and puts it in again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      leave(this);
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

  /** All of it is here: the first page can be the planner's own, and what the host gave can be handed over. */
  [GIVE]() {
    if (!this.#planner || !whole()) return;
    if (this.isConnected) this.#mount();
    if (!this.#given) return;
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
    // The host may be in another language.
    this.#app = el("div", { lang: "en-GB" });
    this.#app.part = "app";
    const root = this.attachShadow({ mode: "open" });
    dress(root);
    root.append(this.#app);
    mind(this.#app);
    if (Object.hasOwn(this, "answers")) {
      this.#given = this.answers;
      delete this.answers;
    }
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
    // What was done on the first pages stays, where it is tried again.
    this.#early ??= new Early(this.#level, this.#holds(), () => this.#took());
    this.#show(this.#early.node);
    this.#starting = this.#make();
    // Whoever waits for it hears of it; the page says the rest.
    this.#starting.catch((why) => {
      this.#starting = undefined;
      this.#show(cannotStart(this.#level, why, () => this.#start()));
      this.#tell("error", { code: `EP-${why.code ?? 4}`, message: why.message });
    });
    return this.#starting;
  }

  /** Whether there may be work to take up, so that nothing new should be begun before it is known. */
  #holds() {
    if (this.#saved !== undefined || this.#given || this.hasAttribute("scenario")) return true;
    if (this.getAttribute("autosave") === "off") return false;
    return ["localStorage", "sessionStorage"].some((area) => {
      try {
        return Object.keys(globalThis[area]).some((key) => key.startsWith(`${NAME}/`));
      } catch {
        // The browser forbids it.
        return false;
      }
    });
  }

  /** A step was taken on the first pages. With the program here they have done their work. */
  async #took() {
    const { file } = this.#early;
    if (!file) return this.#planner && this.#mount();
    this.#early.file = undefined;
    await this.open(file).catch((why) => (this.#early ?? this.#planner)?.say(why.message));
  }

  async #make() {
    const glue = await instance();
    const nth = [...this.getRootNode().querySelectorAll(NAME)].indexOf(this) + 1;
    const settings = {
      organisation: this.getAttribute("organisation") ?? undefined,
      headingLevel: this.#level,
      autosave: this.getAttribute("autosave") !== "off",
      key: this.id || String(nth),
      scenario: this.getAttribute("scenario") ?? undefined,
      view: this.getAttribute("view") ?? undefined,
    };
    return this.#begin(glue, settings, EngagementPlanner.#services(new WeakRef(this)));
  }

  /**
   * What a planner may ask of its element, which is held weakly: one that the host has dropped can go, and its planner with
   * it. Static, as a closure made in a method holds the method's `this`.
   */
  static #services(me) {
    return {
      event: (name, detail, cancelable) => {
        // If the rest did not come on idle, every step is a time to try again.
        if (!whole()) whenIdle(prefetch);
        return me.deref()?.#tell(name, JSON.parse(detail), cancelable) ?? true;
      },
      complete: completeNow,
      print: (json) => {
        const parts = JSON.parse(json);
        const root = me.deref()?.shadowRoot;
        if (root) print(root, parts, parts.body);
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
  }

  async #begin(glue, settings, services) {
    const carriedOn = this.#saved;
    // Work to take up, or answers of the host, wait for what reads them; a new plan begins without it.
    if (this.#holds()) {
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

  /** The planner's own view in the place of what stands there. Its first page comes with the rest: until then ours stays. */
  #mount() {
    const early = this.#early;
    if (this.#mounted || (early && !early.begun && !whole())) return;
    const had = this.shadowRoot.activeElement;
    const place = had && placeOf(had, early?.node);
    this.#app.replaceChildren();
    this.#mounted = true;
    this.#early = undefined;
    guarded(() => {
      if (early?.begun) this.#planner.start_new();
      this.#planner.mount(this.#app);
      if (early?.begun) early.replay(this.#app);
    });
    // What has the focus is the same in the new view, in the same place.
    if (had) {
      const same = early && at(place, this.#app);
      if (same?.localName === had.localName) same.focus({ preventScroll: true });
      else this.#focus();
    }
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
    this.#show(stopped(this.#level, message, () => carryOn().catch(() => {})));
    this.#tell("error", { code: "EP-5", message });
  }
}

// A second copy of this script leaves quietly.
if (!customElements.get(NAME)) customElements.define(NAME, EngagementPlanner);

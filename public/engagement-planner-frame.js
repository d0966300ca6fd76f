/**
 * The planner in a frame that is as high as the planner: defines <engagement-planner-frame>.
 *
 *   <script type="module" src="https://planner.example/engagement-planner-frame.js"></script>
 *   <engagement-planner-frame organisation="Example Trust"></engagement-planner-frame>
 *
 * The frame's page is the embed.html that lies beside this script, or the address in `src`. The other attributes are
 * those of <engagement-planner>: organisation, heading-level, autosave, scenario, view, local. Events:
 * engagement-planner-ready and -error, with `detail.code`. The page needs no inline style and no inline script; a policy
 * has to let the frame's address through in frame-src.
 */

const NAME = "engagement-planner-frame";
const PASSED = ["organisation", "heading-level", "autosave", "scenario", "view", "local"];
const FROM = "engagement-planner";

class EngagementPlannerFrame extends HTMLElement {
  static observedAttributes = [...PASSED, "src"];

  #frame;
  #heard = (event) => this.#hear(event);

  connectedCallback() {
    if (!this.#frame) {
      const root = this.attachShadow({ mode: "open" });
      this.#frame = document.createElement("iframe");
      this.#frame.title = "Plan how to involve people";
      this.#frame.allow = "clipboard-write";
      // When the frame has come it is greeted; it may have come before us as well, so twice does no harm.
      this.#frame.onload = () => this.#greet();
      const looks = new CSSStyleSheet();
      looks.replaceSync(":host{display:block}:host([hidden]){display:none}iframe{display:block;width:100%;height:720px;border:0}");
      root.adoptedStyleSheets = [looks];
      // It has its address before it stands on the page: an empty frame would be greeted as if it were the planner.
      this.#go();
      root.append(this.#frame);
    }
    addEventListener("message", this.#heard);
    this.#go();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#heard);
  }

  attributeChangedCallback() {
    if (this.#frame && this.isConnected) this.#go();
  }

  get #address() {
    const address = new URL(this.getAttribute("src") ?? new URL("embed.html", import.meta.url), document.baseURI);
    for (const name of PASSED) if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
    return address;
  }

  #go() {
    const { href, protocol } = this.#address;
    if (/^https?:$/.test(protocol) && this.#frame.src !== href) this.#frame.src = href;
  }

  #greet() {
    this.#frame.contentWindow?.postMessage({ to: FROM, says: "hello" }, this.#address.origin);
  }

  /** Only the frame itself is listened to, only from its own address, and only in the shapes that we know. */
  #hear({ source, origin, data }) {
    if (source !== this.#frame.contentWindow || origin !== this.#address.origin || data?.from !== FROM) return;
    const number = (value, most) => Number.isFinite(value) && value >= 0 && value <= most;
    if (data.says === "height" && number(data.height, 100_000)) {
      this.#frame.style.setProperty("height", `${Math.max(Math.ceil(data.height), 320)}px`);
    } else if (data.says === "top" && number(data.top, 100_000)) {
      const top = this.#frame.getBoundingClientRect().top + data.top;
      if (top < 0 || top > innerHeight * 0.6) scrollBy({ top: top - 16, behavior: "instant" });
    } else if (data.says === "ready" || (data.says === "error" && /^EP-\d$/.test(data.code))) {
      this.dispatchEvent(new CustomEvent(`${FROM}-${data.says}`, { detail: { code: data.code }, bubbles: true, composed: true }));
    }
  }
}

// A second copy of this script leaves quietly.
if (!customElements.get(NAME)) customElements.define(NAME, EngagementPlannerFrame);

// The planner's page for a frame. Its settings come in its address: ?organisation=Example%20Trust&heading-level=2
//
// A host that wants the frame as high as the planner says hello, and is told the height. It is told nothing of the plan:
// any site may put this page in a frame, unless the server says which (frame-ancestors).

const planner = document.querySelector("engagement-planner");
const asked = new URLSearchParams(location.search);
for (const name of ["organisation", "heading-level", "autosave", "scenario", "view", "local"]) {
  if (asked.has(name)) planner.setAttribute(name, asked.get(name));
}

/** Who said hello: only the page that holds this frame is answered, at the address it spoke from. */
let host;
const tell = (what) => host !== undefined && parent.postMessage({ ...what, from: "engagement-planner" }, host);
const tellHeight = () => tell({ says: "height", height: Math.ceil(document.body.getBoundingClientRect().height) });

addEventListener("message", ({ source, origin, data }) => {
  const hello = source === parent && parent !== window && data?.to === "engagement-planner" && data.says === "hello";
  if (!hello) return;
  // A page opened from a file has no address that could be named.
  host = origin === "null" ? "*" : origin;
  // The frame is as high as what is in it, so it never scrolls by itself.
  document.documentElement.style.overflow = "hidden";
  tellHeight();
});
new ResizeObserver(tellHeight).observe(document.body);

for (const name of ["ready", "error"]) {
  planner.addEventListener(`engagement-planner-${name}`, ({ detail }) => tell({ says: name, code: detail?.code ?? null }));
}

// After the settings, which the planner reads as it begins.
const loader = "engagement-planner.js";
await import(new URL(loader, import.meta.url));

// When a page is turned, its heading may be above what can be seen: only the host can scroll. A move of the focus within
// the planner is not told outside of its root.
planner.shadowRoot.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-page],[data-errors]")) tell({ says: "top", top: Math.round(target.getBoundingClientRect().top) });
});

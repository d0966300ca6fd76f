// Takes back what cannot be read of the colours that a host may set: a pair at a time, and ours stands in its place.
// WCAG 2.2, 1.4.3 and 1.4.11.
//
// In: the colours that reach the planner (style/planner.css names the five).
// Out: the ones that it may wear.
// Never: the host's page, or anything outside the planner's own root.

const PAGE = ["ink", "paper"];

/**
 * What stands on what, the least contrast, and what is taken back, one after the other, until it is met. Ours hold among
 * each other, so the last of them always does.
 */
const PAIRS = [
  ["ink", "paper wash blue-wash amber-wash", 4.5, PAGE],
  ["ink-2 navy red amber hover", "paper", 4.5, PAGE],
  ["line-2 green", "paper", 3, PAGE],
  ["link", "paper wash blue-wash amber-wash", 4.5, ["link"], PAGE],
  ["button-ink", "button button-dark", 4.5, ["button", "button-ink"]],
];

/** How light a colour is, for a contrast. Not a number where it is none, or lets through what is behind it. */
const lightness = (colour) => {
  const [r, g, b, alpha] = (colour.match(/-?\d[\d.e-]*/g) ?? []).map((part) => (part <= 0.04045 ? part / 12.92 : ((+part + 0.055) / 1.055) ** 2.4));
  return alpha === undefined ? 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 : NaN;
};

/** Watches the colours that reach `app`, from now on, and takes back what cannot be read. */
export function mind(app) {
  const make = (parent) => parent.appendChild(document.createElement("i"));
  // Wears the colours as the host gives them. Its style sheet starts a transition when one changes, whatever the cause.
  const watch = make(app.parentNode);
  watch.className = "look";
  const check = (event) => {
    // A host may listen for such events of its own.
    event?.stopPropagation();
    const probe = make(watch);
    const light = (token) => {
      // A mix is told in the same way whatever the colour is written in.
      probe.style.backgroundColor = `color-mix(in srgb,var(--${token}),var(--${token}))`;
      return lightness(getComputedStyle(probe).backgroundColor);
    };
    const holds = (front, back, least) => {
      const [one, other] = [light(front), light(back)];
      return Math.max(one, other) / Math.min(one, other) >= least;
    };
    for (const [fronts, backs, least, ...groups] of PAIRS)
      for (const front of fronts.split(" "))
        for (const back of backs.split(" "))
          for (const group of groups)
            if (!holds(front, back, least)) for (const name of group) probe.style.setProperty(`--ep-${name}`, "initial");
    for (const name of [...PAGE, "link", "button", "button-ink"]) app.style.setProperty(`--ep-${name}`, probe.style.getPropertyValue(`--ep-${name}`));
    probe.remove();
  };
  for (const type of ["transitionrun", "animationstart"]) watch.addEventListener(type, check);
  check();
}

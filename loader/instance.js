// The one instance of the planner's program, which all elements on the page share.
//
// In: the files that lie beside the loader.
// Out: the instance, first with what first advice needs and then with the rest; word of a crash.
// Never: an element's view.

import { begin as beginGlue } from "planner:glue";
import { bytes, wasm } from "planner:files";
import { Trouble } from "./troubles.js";

/** Keeps what `make` promises; forgets it if it fails, so that the next to ask tries again. */
const kept = (make) => {
  let promise;
  return () => (promise ??= make().catch((why) => {
    promise = undefined;
    throw why;
  }));
};

const first = kept(() => bytes(FILES.first));
const handbook = kept(() => bytes(FILES.handbook));
const plannerWasm = kept(() => wasm(FILES.plannerWasm));
const laterWasm = kept(() => wasm(FILES.laterWasm));

/** The smallest module with a table of references, which a browser that is too old does not know. */
const SMALLEST = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 4, 4, 1, 111, 0, 0);

async function begin() {
  if (!document.adoptedStyleSheets) throw new Trouble(8, "The browser has no adoptedStyleSheets.");
  if (typeof WebAssembly !== "object") throw new Trouble(1, "WebAssembly is not available in this browser.");
  if (!WebAssembly.validate(SMALLEST)) throw new Trouble(8, "The browser does not know WebAssembly's reference types.");
  try {
    // A good module: only a policy can refuse it. Where one does, WebKit still compiles, and then makes no instance.
    new WebAssembly.Instance(new WebAssembly.Module(SMALLEST));
  } catch (why) {
    throw new Trouble(2, `The page's policy blocks WebAssembly (${why.message}).`);
  }
  const [module, guidance] = await Promise.all([plannerWasm(), first()]);
  // Each instance has glue of its own: what the glue of a dead one holds is dead too.
  const glue = beginGlue();
  parts.set(glue, await glue.default({ module_or_path: module }));
  glue.set_crash_listener((message) => crashed(glue, message));
  glue.load_guidance(guidance);
  return (alive = glue);
}
export let instance = kept(begin);
/** What the first file of wasm offers to the second, by glue. */
const parts = new WeakMap();
/** The instance that runs. A planner made by another has died with it. */
export let alive;

/** The elements on the page now. Each hears of what happens by these names. */
export const present = new Set();
export const RECOVER = Symbol();
export const FLUSH = Symbol();
export const HEARD = Symbol();
export const GIVE = Symbol();

function crashed(glue, message) {
  if (glue !== alive) return;
  alive = undefined;
  instance = kept(begin);
  // Not from inside the call that is dying.
  queueMicrotask(() => present.forEach((element) => element[RECOVER](message)));
}

/** Runs `task`; if the instance dies of it, every planner shows how to carry on. */
export function guarded(task) {
  const glue = alive;
  try {
    return task();
  } catch (why) {
    if (!(why instanceof WebAssembly.RuntimeError)) throw why;
    crashed(glue, why.message);
    throw new Error("The planner stopped. Your work is kept.");
  }
}

/** What stands in the trace of an error of ours. */
const OURS = [import.meta.url, FILES.plannerWasm.name];

/** A trap in answer to a click does not pass through us. It ends here, and not in the host's console. */
function uncaught(event) {
  const why = event.error ?? event.reason;
  if (why instanceof globalThis.WebAssembly?.RuntimeError && OURS.some((name) => why.stack?.includes(name))) {
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

export function enter(element) {
  if (!present.size) for (const type in LISTENERS) addEventListener(type, LISTENERS[type]);
  present.add(element);
}
export function leave(element) {
  present.delete(element);
  if (!present.size) for (const type in LISTENERS) removeEventListener(type, LISTENERS[type]);
}

/** Brings the second file of wasm and the handbook into the instance that runs, once. */
export async function complete() {
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
/** Whether all of it is here. */
export const whole = () => completed.has(alive);

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
export const completeNow = () =>
  complete()
    .catch(complete)
    .catch(() => {
      throw new Error("The part that makes and reads files could not be fetched. Check your connection, then try again. Your work is kept.");
    });

export const whenIdle = (task, soon) => (globalThis.requestIdleCallback ?? ((later) => setTimeout(later, soon ? 0 : 200)))(task, soon);
/** What is not needed at once. A failure is not told here: whoever needs the part asks again. */
export const prefetch = () => void complete().catch(() => {});

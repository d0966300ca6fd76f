// The same views in the page itself, for tests that cannot look into a shadow root. Not a way to embed the planner.
import { begin } from "planner:glue";
import styles from "planner:style";

const bytes = async ({ name }) => new Uint8Array(await (await fetch(new URL(`../${name}`, import.meta.url))).arrayBuffer());

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets = [sheet];

const glue = begin();
const parts = await glue.default({ module_or_path: await WebAssembly.compile(await bytes(FILES.plannerWasm)) });
glue.load_guidance(await bytes(FILES.first));
await WebAssembly.instantiate(await bytes(FILES.laterWasm), { __wasm_split: parts });
glue.begin_later(await bytes(FILES.handbook));
while (!glue.load_more());
const services = { event: () => true, complete: async () => {}, print: () => {}, saved: () => {} };
const container = document.querySelector(".ep-light");
// Held by the container: a planner that nobody holds is collected, and its view with it.
container.planner = new glue.Planner({ headingLevel: 2, autosave: false, key: "light" }, services);
container.planner.mount(container);
container.dispatchEvent(new CustomEvent("light-ready", { bubbles: true }));

// The same views in the page itself, for tests that cannot look into a shadow root. Not a way to embed the planner.
const address = (file) => new URL(`../${file}`, import.meta.url).href;
const bytes = async (file) => new Uint8Array(await (await fetch(address(file))).arrayBuffer());

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = address(FILES.style);
document.head.append(link);

const glue = await import(address(FILES.planner));
const parts = await glue.default({ module_or_path: address(FILES.plannerWasm) });
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

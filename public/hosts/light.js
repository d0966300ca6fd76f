// The same views in the page itself, for tests that cannot look into a shadow root. Not a way to embed the planner.
const address = (file) => new URL(`../${file}`, import.meta.url).href;
const bytes = async (file) => new Uint8Array(await (await fetch(address(file))).arrayBuffer());

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = address(FILES.style);
document.head.append(link);

const load = async (name) => {
  const glue = await import(address(FILES[name]));
  await glue.default({ module_or_path: address(FILES[`${name}Wasm`]) });
  return glue;
};
const glue = await load("planner");
const content = await Promise.all([bytes(FILES.first), bytes(FILES.handbook)]);
glue.load_guidance(content[0]);
glue.load_handbook(content[1]);
const exporter = async (job) => {
  const exporter = await load("exporter");
  exporter.load(...content);
  return exporter.export_plan(job);
};
const services = { event: () => true, exporter, print: () => {}, saved: () => {} };
const container = document.querySelector(".ep-light");
// Held by the container: a planner that nobody holds is collected, and its view with it.
container.planner = new glue.Planner({ headingLevel: 2, autosave: false, key: "light" }, services);
container.planner.mount(container);
container.dispatchEvent(new CustomEvent("light-ready", { bubbles: true }));

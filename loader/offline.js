// The page of the planner in one file: it can save itself with the plan inside, and opens that plan again.
//
// In: this very page, with all of the planner in it.
// Out: the same page as a download, with the plan in it.
// Never: the network.

// Before the planner draws anything: what is saved is the page as it came.
const clean = document.documentElement.cloneNode(true);

import("./element.js");

const planner = document.querySelector("engagement-planner");
const one = (id) => document.getElementById(id);
const said = one("said");

/** Whether something has been done since it was last saved. */
let unsaved = false;
planner.addEventListener("engagement-planner-change", () => (unsaved = true));
addEventListener("beforeunload", (event) => {
  if (unsaved && !one("keep").checked) event.preventDefault();
});

const carried = one("engagement-plan").textContent.trim();
if (carried) {
  planner.addEventListener("engagement-planner-ready", async () => {
    try {
      await planner.open(carried);
      unsaved = false;
    } catch (why) {
      said.textContent = why.message;
    }
  }, { once: true });
}

one("keep").addEventListener("change", ({ target }) => planner.setAttribute("autosave", target.checked ? "on" : "off"));

one("take").addEventListener("click", async () => {
  said.textContent = "";
  try {
    const plan = await (await planner.export("json")).text();
    // In plain letters, with no mark of HTML: nothing in it can close the block.
    const inside = JSON.stringify(JSON.parse(plan)).replace(/[<>&\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt().toString(16).padStart(4, "0")}`);
    clean.querySelector("#engagement-plan").textContent = inside;
    const title = JSON.parse(plan).edits?.title ?? "";
    const words = title.toLowerCase().match(/[a-z0-9]+/g)?.join("-").slice(0, 60);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`<!doctype html>\n${clean.outerHTML}\n`], { type: "text/html" }));
    link.download = `${words ? `${words}-` : ""}engagement-planner.html`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    unsaved = false;
    said.textContent = `“${link.download}” is in your downloads. It is the planner with your plan inside.`;
  } catch (why) {
    said.textContent = `${why.message} Nothing is lost. Use the files on the page Share.`;
  }
});

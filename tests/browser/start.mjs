// What `cargo xtask start` builds, quick and large, works as what `dist` builds does. Run by the step `start`.

import assert from "node:assert/strict";
import { scene } from "./harness.mjs";
import { at, download, example, go, part } from "./walk.mjs";

scene("the quick build opens a worked example, and gives its plan as a Word file", {}, async (host) => {
  await example(host, "gp-practice-closure");
  await go(host, "See what we recommend");
  await at(host, "What we recommend");
  await part(host, "Share", "Share your plan");
  const file = await download(host, () => go(host, "Download Word file"));
  assert.match(file.name, /\.docx$/);
  assert.ok(file.bytes.length > 10_000, "there is a plan in it");
});

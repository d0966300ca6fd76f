// The same as `files.js` for the planner in one file: what is fetched elsewhere stands in the page, in gzip and as letters.
//
// In: a file as the build knows it.
// Out: its bytes, or its module.
// Never: the network.

import { Trouble } from "./troubles.js";

async function response({ name, size }) {
  const block = document.querySelector(`script[data-file="${name}"]`);
  if (!block) throw new Trouble(4, `${name} is not in this file.`);
  if (!globalThis.DecompressionStream) throw new Trouble(8, "There is no DecompressionStream.");
  try {
    const packed = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt());
    const body = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    if (body.byteLength === size) return body;
  } catch {
    // It is said below.
  }
  throw new Trouble(6, `${name} is damaged in this file.`);
}

export const bytes = async (file) => new Uint8Array(await response(file));

export const wasm = async (file) => WebAssembly.compile(await response(file));

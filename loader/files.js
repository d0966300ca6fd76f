// Fetches the files that lie beside the loader, each held against the hash that the build gave it.
//
// In: a file as the build knows it: its name, how many bytes it has, its hash, and the hash of its copy in gzip.
// Out: its bytes, or its module. A `Trouble` where it did not come whole and unchanged, which says why.
// Never: asks for anything else, keeps anything.

import { Trouble } from "./troubles.js";

async function reached(name, options) {
  let response;
  try {
    response = await fetch(new URL(name, import.meta.url), options);
  } catch (why) {
    throw new Trouble(4, `${name} could not be fetched (${why.message}).`);
  }
  if (!response.ok) throw new Trouble(4, `${name} is missing: the server answered ${response.status}.`);
  return response;
}

/** Why a file did not come as it should have: what comes in its place is looked at, and not used. */
async function reason({ name, size }) {
  try {
    const response = await reached(name, { cache: "reload" });
    const type = response.headers.get("content-type");
    // A sign-in page or a page that says sorry, with a status that says all is well.
    if (/html/.test(type)) return new Trouble(3, `${name} came as ${type}.`);
    // A body that ends too soon breaks off.
    const came = await response.arrayBuffer().then((body) => body.byteLength, () => 0);
    return came < size
      ? new Trouble(6, `${name} was cut short: less than its ${size} bytes came.`)
      : new Trouble(7, `${name} is not the file of this version: its hash differs.`);
  } catch (why) {
    return why;
  }
}

/** A file of ours, whole and unchanged. Once more past every cache, where it is not: a cache may hold half of it. */
const sound = ({ name, size, hash }) =>
  reached(name, { integrity: hash })
    .catch(() => new Promise((go) => setTimeout(go, 300)).then(() => reached(name, { integrity: hash, cache: "reload" })))
    .catch(async () => {
      throw await reason({ name, size });
    });

/** Whether our server compresses what it sends. What it did with this very script tells. */
const compresses = () => {
  const [me] = performance.getEntriesByName(import.meta.url, "resource");
  return !me?.encodedBodySize || me.encodedBodySize !== me.decodedBodySize;
};

/** The same. From a server that compresses nothing it is the copy in gzip, a third of the size. */
async function small(file) {
  if (file.packed && globalThis.DecompressionStream && !compresses()) {
    // Some servers say that such a file is compressed, and the browser has then unpacked it already: either hash will do.
    const copy = await reached(`${file.name}.gz`, { integrity: `${file.packed} ${file.hash}` }).catch(() => {});
    const body = copy && new Uint8Array(await copy.arrayBuffer());
    if (body?.[0] === 31 && body[1] === 139) {
      const type = /wasm$/.test(file.name) ? "application/wasm" : "text/plain";
      return new Response(new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
    }
  }
  return sound(file);
}

export const bytes = async (file) => new Uint8Array(await (await small(file)).arrayBuffer());

/** A file of wasm, compiled as it comes; where the server sends it as another type, once it is here. */
export async function wasm(file) {
  const response = await small(file);
  return /^application\/wasm/.test(response.headers.get("content-type"))
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

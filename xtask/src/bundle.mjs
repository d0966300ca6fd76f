// Makes one script of the loader's files and of what the build made: the glue of the wasm, the style sheet, the first two
// pages, and what is known of each file that is fetched. In: all of that as JSON. Out: the script.

import { readFileSync } from "node:fs";
import { build, transform } from "esbuild";

const { entry, minify, parts, define, target } = JSON.parse(readFileSync(0, "utf8"));

/** The glue as a function that begins it anew each time: an instance that has crashed leaves its glue dead. */
async function factory(glue) {
  const { code } = await transform(glue, { format: "iife", globalName: "glue" });
  const made = code.match(/^(?:"use strict";\n)?var glue = (\(\(\) => \{[^]*\}\))\(\);\n$/);
  if (!made) throw new Error("esbuild wraps the glue in another way than it did.");
  return `export const begin = ${made[1]};`;
}

if (entry === undefined) {
  process.stdout.write(await factory(parts.glue));
} else {
  const sources = {
    "planner:glue": parts.glue,
    "planner:style": `export default ${JSON.stringify(parts.style)};`,
    "planner:early": `export const PAGES = ${parts.early ?? "[]"};`,
  };
  const plugin = {
    name: "planner",
    setup(setup) {
      setup.onResolve({ filter: /^planner:/ }, ({ path }) =>
        path === "planner:files" ? { path: `${process.cwd()}/loader/${parts.files}` } : { path, namespace: "planner" });
      setup.onLoad({ filter: /./, namespace: "planner" }, ({ path }) => ({ contents: sources[path], loader: "js", resolveDir: process.cwd() }));
    },
  };
  const built = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false, minify, define, target, legalComments: "none", plugins: [plugin], logLevel: "error" });
  process.stdout.write(built.outputFiles[0].text);
}

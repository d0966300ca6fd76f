'use strict';

// Puts the planner's files into the package, byte for byte and under their own names.
//
// They are not bundled: the planner's script looks for its other files beside itself, by the names it knows. Only the
// script's name is changed here. It gets a hash like the others have, so that a browser which keeps files for a long
// time never mixes two editions.

const { createHash } = require('node:crypto');
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const FOLDER = join(__dirname, '..', 'planner');
const SCRIPT = 'engagement-planner.js';

/**
 * The planner's files: its script, what carries a hash, and their copies in gzip, which the planner asks for where a
 * server compresses nothing. The copies in brotli are for servers that you set up yourself.
 */
function plannerFiles() {
  let names = [];
  try {
    names = readdirSync(FOLDER);
  } catch {
    // Said below.
  }
  if (!names.includes(SCRIPT)) {
    throw new Error(`Copy the planner's files into ${FOLDER}: ${SCRIPT} and those beside it. See docs/spfx.md.`);
  }
  const hashed = names.filter((name) => /-[0-9a-f]{10}\.[a-z]+(\.gz)?$/.test(name) && !name.endsWith('.br'));
  return new Map([SCRIPT, ...hashed].map((name) => [name, readFileSync(join(FOLDER, name))]));
}

module.exports = (configuration, _session, _heft, webpack) => {
  const files = plannerFiles();
  const hash = createHash('sha256').update(files.get(SCRIPT)).digest('hex').slice(0, 10);
  const script = `engagement-planner-${hash}.js`;
  files.set(script, files.get(SCRIPT));
  files.delete(SCRIPT);

  const name = 'EngagementPlannerFiles';
  const emit = {
    apply(compiler) {
      compiler.hooks.thisCompilation.tap(name, (compilation) => {
        // After everything that would make files small or rename them, and before they are copied for release.
        const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_REPORT;
        compilation.hooks.processAssets.tap({ name, stage }, () => {
          for (const [file, bytes] of files) compilation.emitAsset(file, new webpack.sources.RawSource(bytes));
        });
      });
    }
  };
  for (const one of [configuration].flat()) {
    one.plugins.push(emit, new webpack.DefinePlugin({ PLANNER_SCRIPT: JSON.stringify(script) }));
  }
};

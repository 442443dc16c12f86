'use strict';

/**
 * Lets Node run the TypeScript of this checkout, transpiled by `ts-node` and cached in `build/` for as
 * long as a file has the same content. `bin/train.ts` starts in a third of the time: ts-node alone loads
 * a compiler of 9 MB.
 *
 *     node -r ./scripts/run-typescript.js bin/train.ts
 */

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const folder = path.join(root, 'build', 'transpiled');

/** Versions and options that decide the JavaScript of a file, beside its content. */
function tools() {
  const versions = ['ts-node', '@swc/core'].map((name) => require(`${name}/package.json`).version);
  return [...versions, fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8')].join('\n');
}

const made = tools();
let compiler;

function javascriptOf(file) {
  const source = fs.readFileSync(file, 'utf8');
  const sum = createHash('sha256').update(made).update(source).digest('hex');
  const kept = path.join(folder, `${path.relative(root, file)}.js`);
  const seal = `\n// ${sum}\n`;
  const known = read(kept);
  if (known?.endsWith(seal)) return known;
  compiler ??= require('ts-node').create({ cwd: root });
  const javascript = compiler.compile(source, file) + seal;
  keep(kept, javascript);
  return javascript;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes a file that other processes may read or write at the same time. */
function keep(file, javascript) {
  const draft = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, javascript);
    fs.renameSync(draft, file);
  } catch {
    // A read-only checkout is transpiled at each start.
    fs.rmSync(draft, { force: true });
  }
}

for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, file) => module._compile(javascriptOf(file), file);
}
// The JavaScript ends with a source map: stack traces name the lines of the sources.
process.setSourceMapsEnabled(true);

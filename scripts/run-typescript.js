'use strict';

/**
 * Lets Node run the TypeScript of this checkout, as `ts-node` does, which also transpiles: what it made
 * of a file is kept in `build/`, and is used again as long as the file has the same content. A start of
 * `bin/train.ts` takes a third of the time so: ts-node alone loads a compiler of 9 MB.
 *
 *     node -r ./scripts/run-typescript.js bin/train.ts
 */

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const cacheFile = path.join(root, 'build', 'transpiled.json');

/** What decides what becomes of a file, beside its content. */
function tools() {
  const versions = ['ts-node', '@swc/core'].map((name) => require(`${name}/package.json`).version);
  return [...versions, fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8')].join('\n');
}

const cache = readCache();
/** What this process has added to it. */
const added = {};
let compiler;

/** What is kept: of each file, by its path, the sum of its content and its JavaScript. */
function readCache() {
  const wanted = { tools: tools(), files: {} };
  try {
    const read = JSON.parse(fs.readFileSync(cacheFile, 'utf8'));
    return read.tools === wanted.tools ? read : wanted;
  } catch {
    return wanted;
  }
}

/** Others may have added to the file since it was read; of those that write at once, one stays. */
function writeCache() {
  const latest = readCache();
  Object.assign(latest.files, added);
  const draft = `${cacheFile}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(cacheFile), { recursive: true });
    fs.writeFileSync(draft, JSON.stringify(latest));
    fs.renameSync(draft, cacheFile);
  } catch {
    // A checkout that can't be written is transpiled at each start.
    fs.rmSync(draft, { force: true });
  }
}

function javascriptOf(file) {
  const source = fs.readFileSync(file, 'utf8');
  const sum = createHash('sha256').update(source).digest('base64');
  const name = path.relative(root, file);
  const kept = cache.files[name];
  if (kept?.sum === sum) return kept.javascript;
  compiler ??= require('ts-node').create({ cwd: root });
  const javascript = compiler.compile(source, file);
  added[name] = { sum, javascript };
  return javascript;
}

for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, file) => module._compile(javascriptOf(file), file);
}
// The JavaScript ends with a map of its lines: stack traces name those of the sources.
process.setSourceMapsEnabled(true);
process.on('exit', () => {
  if (Object.keys(added).length > 0) writeCache();
});

/** Programs and configurations of users, for the tools that run or bundle them. */

/** Exports `use`: a program that reads, trains, writes, reads again and predicts. */
export const USE = `
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { LinearClassifier, loadCsv, makeReport, selectBackend } = require('onelayer');

const line = (i) => (i % 2 ? -2 : 2) + ',' + (i % 3) + ',' + (i % 2 ? 'left' : 'right');

exports.use = async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'use-'));
  const at = (name) => path.join(folder, name);
  fs.writeFileSync(at('a.csv'), 'x,y,kind\\n' + Array.from({ length: 12 }, (_, i) => line(i)).join('\\n'));
  const classifier = new LinearClassifier({ epochs: 20, eta: 0.1, batchSize: 4 });
  await classifier.fit(await loadCsv(at('a.csv'), { labels: 'kind' }));
  const predictions = [];
  for (const name of ['a.safetensors', 'a.json', 'a.json']) {
    await classifier.save(at(name));
    fs.chmodSync(at(name), 0o600);
    predictions.push(...(await LinearClassifier.load(at(name))).predict([[-2, 0], [2, 0]]));
  }
  await classifier.save(at('a.onnx'));
  const mode = (fs.statSync(at('a.json')).mode & 0o777).toString(8);
  const failure = await LinearClassifier.load(at('none.json')).catch((error) => error.message);
  const missing = failure.replace(at('none.json'), '');
  const report = await makeReport({ files: ['a'], folder: 'b' }).catch(({ message }) => message);
  const { name, reason } = selectBackend().report;
  const files = fs.readdirSync(folder).sort();
  fs.rmSync(folder, { recursive: true });
  return { predictions, files, mode, missing, backend: name, reason, report };
};`;

/** A program that prints what \`use\` returns. */
export const MAIN = `require('./use.cjs').use().then((used) => console.log(JSON.stringify(used)));`;

export const JEST = `
test('trains', async () => console.info(JSON.stringify(await require('../use.cjs').use())));`;

export const VITEST = `
import * as onelayer from 'onelayer';
import { test } from 'vitest';
import { use } from '../use.cjs';
test('trains', async () => {
  if (onelayer.LinearClassifier === undefined) throw new Error('no named exports');
  console.info(JSON.stringify(await use()));
});`;

/** Bundles main.cjs with each bundler, as users' own scripts do; prints what each complained of. */
export const BUNDLE = `
const esbuild = require('esbuild');
const webpack = require('webpack');
const { rollup } = require('rollup');
const commonjs = require('@rollup/plugin-commonjs');
const { nodeResolve } = require('@rollup/plugin-node-resolve');
const { isBuiltin } = require('node:module');
const [, , out] = process.argv;
const said = {};
const createRequire = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

async function withEsbuild(name, options) {
  const { metafile, warnings } = await esbuild.build({
    entryPoints: ['main.cjs'], bundle: true, platform: 'node', outfile: out + '/' + name,
    metafile: true, logLevel: 'silent', ...options,
  });
  const [{ imports }] = Object.values(metafile.outputs);
  said[name] = [...warnings, ...imports.map(({ path }) => path).filter((path) => !isBuiltin(path))];
}

function withWebpack() {
  const output = { path: out + '/webpack', filename: 'app.cjs' };
  const options = { mode: 'production', target: 'node', entry: './main.cjs', output };
  return new Promise((resolve, reject) => webpack({ ...options, optimization: { minimize: false } }, (error, stats) => {
    if (error) return reject(error);
    const { warnings, errors } = stats.toJson({ all: false, warnings: true, errors: true });
    said['webpack/app.cjs'] = [...warnings, ...errors].map(({ message }) => message);
    resolve();
  }));
}

async function withRollup() {
  const name = 'rollup/app.mjs';
  said[name] = [];
  const onwarn = ({ code, message }) => {
    if (code === 'UNRESOLVED_IMPORT') said[name].push(message);
  };
  const plugins = [nodeResolve({ preferBuiltins: true }), commonjs()];
  const bundle = await rollup({ input: 'main.cjs', plugins, onwarn });
  await bundle.write({ file: out + '/' + name, format: 'es', inlineDynamicImports: true });
}

(async () => {
  await withEsbuild('esbuild/app.cjs', { format: 'cjs' });
  await withEsbuild('esbuild-esm/app.mjs', { format: 'esm', banner: { js: createRequire } });
  await withWebpack();
  await withRollup();
  console.log(JSON.stringify(said));
})();`;

/** The bundles that it makes. */
export const BUNDLES = [
  'esbuild/app.cjs',
  'esbuild-esm/app.mjs',
  'webpack/app.cjs',
  'rollup/app.mjs',
];

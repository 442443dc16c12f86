'use strict';

const { readFileSync } = require('node:fs');
const { createRequire, stripTypeScriptTypes } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const vm = require('node:vm');

/** A line that only a module of ECMAScript has. */
const MODULE = /^\s*(?:export\b(?!\s*=)|import\b(?!\s*[(.]))/m;

/** The packages that take the types out of TypeScript where Node doesn't. */
const COMPILERS = {
  typescript: (ts, source, file) =>
    ts.transpileModule(source, {
      fileName: file,
      compilerOptions: { module: 'esnext', target: 'es2022', inlineSourceMap: true },
    }).outputText,
  '@swc/core': (swc, source, file) =>
    swc.transformSync(source, {
      filename: file,
      sourceMaps: 'inline',
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    }).code,
};

/** Returns the JavaScript of a TypeScript file; by Node's own means, places stay as they are. */
function withoutTypes(source, file) {
  if (stripTypeScriptTypes !== undefined) return stripTypeScriptTypes(source);
  for (const [name, compile] of Object.entries(COMPILERS)) {
    for (const from of [file, module.filename]) {
      let compiler;
      try {
        compiler = createRequire(from)(name);
      } catch {
        continue;
      }
      process.setSourceMapsEnabled(true);
      return compile(compiler, source, file);
    }
  }
  throw new Error(
    `Node ${process.versions.node} doesn't run TypeScript: use Node 22.13 or newer, or npm install typescript`,
  );
}

/** Runs a module of ECMAScript, whatever the nearest package.json says of files with its ending. */
async function runModule(source, file) {
  const require = createRequire(file);
  const importing = (name) => {
    const found = require.resolve(name);
    return import(path.isAbsolute(found) ? pathToFileURL(found).href : found);
  };
  const module = new vm.SourceTextModule(source, {
    identifier: file,
    initializeImportMeta: (meta) => Object.assign(meta, { url: pathToFileURL(file).href }),
    importModuleDynamically: importing,
  });
  await module.link(async (name) => {
    const found = await importing(name);
    return new vm.SyntheticModule(Object.keys(found), function () {
      for (const key of Object.keys(found)) this.setExport(key, found[key]);
    });
  });
  await module.evaluate();
  const { default: whole, ...named } = module.namespace;
  return { ...Object(whole), ...named };
}

/** Runs a module of CommonJS. */
function runScript(source, file) {
  const Module = require('node:module');
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(path.dirname(file));
  module._compile(source, file);
  return { ...Object(module.exports) };
}

/** Loads a file of JavaScript or TypeScript, and returns its exports. */
exports.loadFile = async (file) => {
  const text = readFileSync(file, 'utf8');
  const source = /\.[cm]?ts$/.test(file) ? withoutTypes(text, file) : text;
  return MODULE.test(source) ? runModule(source, file) : runScript(source, file);
};

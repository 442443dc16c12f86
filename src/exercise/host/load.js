'use strict';

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const vm = require('node:vm');
const { withoutTypes } = require('./typescript');

/** A line that only a module of ECMAScript has. */
const MODULE = /^\s*(?:export\b(?!\s*=)|import\b(?!\s*[(.]))/m;

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

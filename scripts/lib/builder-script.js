'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** The script of a builder, to run with this Node. */
function builderScript(builder) {
  if (builder === 'cmake') return path.join(__dirname, 'cmake-build.js');
  // As a dependency, onelayer has no node-gyp, a development dependency; npm brings and names its own.
  const npmsOwn = process.env.npm_config_node_gyp;
  if (builder === 'node-gyp' && npmsOwn && !fs.existsSync(path.join(root, 'node_modules/node-gyp')))
    return npmsOwn;
  let manifest;
  try {
    manifest = require.resolve(`${builder}/package.json`, { paths: [root] });
  } catch (error) {
    throw new Error(`${builder} is not installed: run \`npm install\` first`, { cause: error });
  }
  const { bin } = require(manifest);
  return path.join(path.dirname(manifest), typeof bin === 'string' ? bin : bin[builder]);
}

module.exports = { builderScript };

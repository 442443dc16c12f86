'use strict';

const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** The command that builds the addon: where the package is installed, or in a checkout. */
function howToBuild() {
  const isInstalled = path.basename(path.dirname(root)) === 'node_modules';
  return isInstalled ? '`npx onelayer build-native`' : `\`npm run build:native\` in ${root}`;
}

module.exports = { howToBuild };

'use strict';

const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** True if this is a dependency's folder, not a checkout. */
const isInstalled = path.basename(path.dirname(root)) === 'node_modules';

/** The command that builds the addon. */
function howToBuild() {
  return isInstalled ? '`npx onelayer build-native`' : `\`npm run build:native\` in ${root}`;
}

module.exports = { howToBuild, isInstalled };

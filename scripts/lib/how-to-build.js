'use strict';

const path = require('node:path');

const root = path.join(__dirname, '..', '..');

/** True if this is a dependency's folder, not a checkout. */
const isInstalled = path.basename(path.dirname(root)) === 'node_modules';

/** The command that builds the addon. */
function howToBuild() {
  if (!isInstalled) return `\`npm run build:native\` in ${root}`;
  const { ownCommand } = require('../../dist/src/files/install-command');
  return `\`${ownCommand('build-native')}\``;
}

module.exports = { howToBuild, isInstalled };

'use strict';

const path = require('node:path');
const { loadError } = require('./load-error');
const { version } = require('../../package.json');

/** The package with an addon for this kind of machine, as src/backend/load-addon.ts looks for it. */
function platformPackageName() {
  const { platform, arch } = process;
  return `onelayer-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`;
}

/** Whether that package is installed, of this version, and its addon can be loaded. */
function platformPackageWorks() {
  try {
    const manifest = require.resolve(`${platformPackageName()}/package.json`);
    const addon = path.join(path.dirname(manifest), 'onelayer.node');
    return require(manifest).version === version && loadError(addon) === null;
  } catch {
    return false;
  }
}

module.exports = { platformPackageName, platformPackageWorks };

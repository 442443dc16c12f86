'use strict';

const path = require('node:path');
const { loadError } = require('./load-error');
const { version } = require('../../package.json');

/** The name of the package with this platform's addon, as src/backend/load-addon.ts has it. */
function platformPackageName() {
  const { platform, arch } = process;
  return `onelayer-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`;
}

/** True if that package is installed, is of this version, and its addon can be loaded. */
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

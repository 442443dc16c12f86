'use strict';

/**
 * npm's install script: builds the addon unless a package for this platform brings one, and installs
 * nothing on the system. Without OpenBLAS, CMake or a compiler it succeeds all the same, since plain
 * JavaScript works, unless ONELAYER_STRICT=1.
 */

const { addonIsCurrent } = require('./build-native');
const { buildAddon } = require('./lib/build-addon');
const { stopChildrenOnSignals } = require('./lib/child-process');
const { howToBuild } = require('./lib/how-to-build');
const { platformPackageWorks } = require('./lib/platform-package');

async function install(environment) {
  // The set-up builds the addon itself once npm is done.
  if (environment.ONELAYER_SET_UP === '1' || addonIsCurrent()) return 0;
  if (platformPackageWorks()) return 0;
  stopChildrenOnSignals();
  const failure = await buildAddon(environment).catch((error) => error.message);
  if (failure === null) return 0;
  console.error(`onelayer: ${failure}`);
  console.error(
    'onelayer: until the addon is built, products run on the plain JS backend, which is slower. ' +
      `${howToBuild()} tries again.`,
  );
  return environment.ONELAYER_STRICT === '1' ? 1 : 0;
}

install(process.env).then((exitCode) => {
  process.exitCode = exitCode;
});

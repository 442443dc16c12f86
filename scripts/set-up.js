'use strict';

/**
 * Makes a checkout ready to run: OpenBLAS's development files, the dependencies, the addon. Does
 * and says nothing when nothing is missing. Without the right or the means to install OpenBLAS or to
 * build the addon it says so and goes on, since there is a plain JS backend.
 *
 *     node scripts/set-up.js
 *
 * ONELAYER_NO_SYSTEM_INSTALL=1  never runs the system's package manager
 * ONELAYER_STRICT=1             a missing addon is an error
 */

const { nodeComplaint } = require('./lib/check-node');

const complaint = nodeComplaint(process.versions.node);
if (complaint !== null) {
  // Before the other files are loaded: an old Node may fail to read them.
  console.error(`set-up: ${complaint}`);
  process.exit(1);
}

const path = require('node:path');
const { addonIsCurrent } = require('./build-native');
const { buildAddon, buildFailedBefore } = require('./lib/build-addon');
const { stopChildrenOnSignals } = require('./lib/child-process');
const { installPackages, missingPackages } = require('./lib/dependencies');
const { findOpenblas } = require('./lib/find-openblas');
const { installOpenblas } = require('./lib/install-openblas');
const { takeLock } = require('./lib/lock');
const { nothingIsMissing } = require('./lib/nothing-is-missing');
const { say, secondsSince } = require('./lib/say');

const root = path.join(__dirname, '..');
const strict = process.env.ONELAYER_STRICT === '1';

/** Sets up the checkout; returns the exit code. */
async function setUp(environment) {
  if (nothingIsMissing()) return 0;
  stopChildrenOnSignals();
  try {
    await takeLock(path.join(root, 'build', 'set-up.lock'));
  } catch (error) {
    return goOnWithoutWriting(error);
  }
  const hasOpenblas = addonIsCurrent() || (await provideOpenblas(environment));
  if (missingPackages(root).length > 0 && !(await installPackages(root, environment))) return 1;
  if (hasOpenblas) await provideAddon(environment);
  if (!strict || addonIsCurrent()) return 0;
  say('the native addon is missing, which ONELAYER_STRICT=1 makes an error');
  return 1;
}

/** Goes on in a folder that this user can't write to: what is there may be enough. */
function goOnWithoutWriting(error) {
  if (missingPackages(root).length > 0) throw error;
  say(`${error.message}: the addon can't be built, products run on the plain JS backend`);
  return strict ? 1 : 0;
}

async function provideOpenblas(environment) {
  if (findOpenblas(environment) !== null) return true;
  return installOpenblas(environment, process.getuid?.() ?? NaN);
}

async function provideAddon(environment) {
  if (addonIsCurrent()) return;
  if (!strict && buildFailedBefore(environment)) {
    say(
      'the last build of the native addon failed: products run on the plain JS backend. ' +
        '`npm run build:native` tries again',
    );
    return;
  }
  const start = performance.now();
  say('building the native addon');
  const failure = await buildAddon(environment);
  if (failure === null) {
    say(`addon built (${secondsSince(start)})`);
    return;
  }
  say(`${failure}\nUntil it can be built, products run on the plain JS backend, which is slower.`);
}

setUp(process.env).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error) => {
    // A failed system call or an error of ours explains itself; anything else is a bug.
    say(error.constructor === Error ? error.message : error.stack);
    process.exitCode = 1;
  },
);

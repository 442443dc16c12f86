'use strict';

/**
 * Builds the optional addon for several processes to build/Release/onelayer-mpi.node, with the
 * compiler that MPI's own `mpicc` calls: of Open MPI or MPICH. Nothing else builds it.
 *
 *     node scripts/build-mpi.js
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { include_dir: nodeApi } = require('node-api-headers');
const { include_dir: nodeAddonApi } = require('node-addon-api');
const { findExecutable } = require('./lib/find-executable');
const { loadError } = require('./lib/load-error');

const root = path.join(__dirname, '..');
const addonFile = path.join(root, 'build', 'Release', 'onelayer-mpi.node');
const folder = path.join(root, 'native');
const isMac = process.platform === 'darwin';

const NO_MPI =
  'mpicc: expected the compiler of an MPI on the PATH, got none; on Debian, `apt-get install ' +
  'libopenmpi-dev openmpi-bin` installs it, and on a cluster often `module load openmpi`';

const FLAGS = [
  ...['-std=c++17', '-O2', '-shared', '-fPIC', '-pthread', '-fno-exceptions'],
  ...['-fvisibility=hidden', '-fvisibility-inlines-hidden'],
  ...['-Wall', '-Wextra', '-Wshadow', '-Wconversion', '-Werror'],
  ...['-DNAPI_VERSION=8', '-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS'],
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  // Without MPI's old interface for C++.
  ...['-DOMPI_SKIP_MPICXX', '-DMPICH_SKIP_MPICXX'],
];

/** `mpicc` links for C: the library of C++ is named. */
const LIBRARIES = isMac
  ? ['-undefined', 'dynamic_lookup', '-lc++']
  : // Its thread may outlive the last environment that has loaded it.
    ['-Wl,-z,nodelete', '-lstdc++', '-ldl'];

function sources() {
  const own = fs.readdirSync(path.join(folder, 'mpi')).filter((name) => name.endsWith('.cc'));
  const shared = ['arguments.cc', 'show.cc'];
  return [...own.map((name) => path.join('mpi', name)), ...shared];
}

/** Builds the addon. Returns null, or why it failed. */
function buildMpi(environment) {
  const mpicc = findExecutable('mpicc', environment);
  if (mpicc === null) return NO_MPI;
  // Renamed into place, so that nobody loads half a file.
  const built = addonFile.replace(/(?=\.node$)/, `.${process.pid}`);
  fs.mkdirSync(path.dirname(addonFile), { recursive: true });
  const headers = [nodeApi, path.resolve(nodeAddonApi)].flatMap((one) => ['-isystem', one]);
  const files = sources().map((name) => path.join(folder, name));
  const words = [...FLAGS, ...headers, '-x', 'c++', ...files, '-x', 'none', ...LIBRARIES];
  const result = spawnSync(mpicc, [...words, '-o', built], { encoding: 'utf8' });
  try {
    if (result.error !== undefined) return `${mpicc} can't be run: ${result.error.message}`;
    if (result.status !== 0) return result.stderr.trim();
    const reason = loadError(built);
    if (reason !== null) return `the addon was built but can't be loaded: ${reason}`;
    fs.renameSync(built, addonFile);
    return null;
  } finally {
    fs.rmSync(built, { force: true });
  }
}

function main(words) {
  if (words.length > 0) {
    process.exitCode = 2;
    console.error('usage: node scripts/build-mpi.js');
    return;
  }
  const start = performance.now();
  const reason = buildMpi(process.env);
  if (reason === null) {
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`built build/Release/onelayer-mpi.node with mpicc in ${seconds} s`);
    return;
  }
  process.exitCode = 1;
  console.error(`The addon for several processes could not be built:\n${reason}`);
}

module.exports = { main };

if (require.main === module) main(process.argv.slice(2));

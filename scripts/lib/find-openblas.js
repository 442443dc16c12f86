'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const HEADER = 'openblas_config.h';
const LIBRARIES = ['libopenblas.so', 'libopenblas.dylib', 'libopenblas.a', 'openblas.lib'];
/** Below a prefix: Fedora, Arch and vcpkg put the headers in a folder of their own. */
const INCLUDE_FOLDERS = ['include', 'include/openblas'];
const LIBRARY_FOLDERS = ['lib', 'lib64'];
/** Variables that CMake's search respects too. */
const VARIABLES = ['OpenBLAS_ROOT', 'CMAKE_PREFIX_PATH'];
const SYSTEM_PREFIXES = ['/usr', '/usr/local'];
const KEGS = ['/opt/homebrew/opt/openblas', '/usr/local/opt/openblas'];

/**
 * Looks for OpenBLAS's development files, headers and library. The build has the last word: this only
 * decides whether there is something to install.
 *
 * @param {object} environment  as `process.env`
 * @param {readonly string[]} [systemPrefixes]
 * @returns {string | null} where they were found; null if they weren't
 */
function findOpenblas(environment, systemPrefixes = [...SYSTEM_PREFIXES, ...KEGS]) {
  const named = VARIABLES.flatMap((name) => splitPaths(environment[name]));
  const prefix = [...named, ...systemPrefixes].find(holdsOpenblas);
  if (prefix !== undefined) return prefix;
  return askPkgConfig(environment) ?? askBrew(environment);
}

function splitPaths(value = '') {
  return value.split(path.delimiter === ';' ? ';' : /[;:]/).filter((entry) => entry !== '');
}

function holdsOpenblas(prefix) {
  const triplets = multiarchTriplets(prefix);
  const includes = [...INCLUDE_FOLDERS, ...triplets.map((triplet) => `include/${triplet}`)];
  const libraries = [...LIBRARY_FOLDERS, ...triplets.map((triplet) => `lib/${triplet}`)];
  const here = (folder, file) => fs.existsSync(path.join(prefix, folder, file));
  return (
    includes.some((folder) => here(folder, HEADER)) &&
    libraries.some((folder) => LIBRARIES.some((file) => here(folder, file)))
  );
}

/** Debian's folders for one architecture, e.g. `x86_64-linux-gnu`. */
function multiarchTriplets(prefix) {
  try {
    return fs
      .readdirSync(path.join(prefix, 'lib'))
      .filter((name) => /-linux-(gnu|musl)/.test(name));
  } catch {
    return [];
  }
}

function askPkgConfig(environment) {
  const answer = ask(environment, 'pkg-config', ['--variable=libdir', 'openblas']);
  return answer !== null && fs.existsSync(answer) ? answer : null;
}

function askBrew(environment) {
  const answer = ask(environment, 'brew', ['--prefix', 'openblas']);
  return answer !== null && holdsOpenblas(answer) ? answer : null;
}

function ask(environment, command, words) {
  const { status, stdout } = spawnSync(command, words, { env: environment, encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : null;
}

module.exports = { findOpenblas };

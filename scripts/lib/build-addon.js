'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { addonIsCurrent, sourcesModifiedAt } = require('../build-native');
const { run, exitIfInterrupted } = require('./child-process');
const { findExecutable } = require('./find-executable');
const { findOpenblas } = require('./find-openblas');

const root = path.join(__dirname, '..', '..');
/** Sources and tools of the last build, if it failed. */
const failureFile = path.join(root, 'build', 'failed-build.json');

/**
 * Builds the addon in a separate process, which Ctrl-C can stop at any time.
 *
 * @param {object} environment  as `process.env`
 * @returns {Promise<string | null>} null, or why it failed: the reason and the build log's path
 */
async function buildAddon(environment) {
  const command = [process.execPath, path.join(root, 'scripts', 'build-native.js')];
  const { ok, lastLines } = await run(command, { cwd: root, env: environment });
  exitIfInterrupted();
  if (ok && addonIsCurrent()) {
    fs.rmSync(failureFile, { force: true });
    return null;
  }
  fs.mkdirSync(path.dirname(failureFile), { recursive: true });
  fs.writeFileSync(failureFile, JSON.stringify(toolsAtHand(environment)));
  return lastLines.join('\n');
}

/** True if the last build failed with the same sources and tools, so that another would fail too. */
function buildFailedBefore(environment) {
  try {
    const failed = fs.readFileSync(failureFile, 'utf8');
    return failed === JSON.stringify(toolsAtHand(environment));
  } catch {
    return false;
  }
}

/** The facts that decide whether a build succeeds: its sources, its tools and OpenBLAS. */
function toolsAtHand(environment) {
  const compilers = ['c++', 'g++', 'clang++'];
  return {
    sources: sourcesModifiedAt(),
    node: process.version,
    openblas: findOpenblas(environment),
    cmake: findExecutable('cmake', environment),
    make: findExecutable('make', environment) ?? findExecutable('ninja', environment),
    compiler: compilers.map((name) => findExecutable(name, environment)).find(Boolean) ?? null,
  };
}

module.exports = { buildAddon, buildFailedBefore };

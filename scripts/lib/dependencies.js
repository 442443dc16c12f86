'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { run, exitIfInterrupted } = require('./child-process');
const { say, secondsSince } = require('./say');

/**
 * The folders in `node_modules` that package-lock.json wants, and that are missing or of another
 * version; empty if everything fits. npm writes its own list, `node_modules/.package-lock.json`,
 * last, so an interrupted installation has none.
 *
 * @param {string} root  the folder of package.json
 * @returns {string[]}
 */
function missingPackages(root) {
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return ['node_modules'];
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  if (wanted === null) {
    throw new Error(`package-lock.json: expected npm's lockfile in ${root}; restore it from git`);
  }
  return Object.entries(wanted)
    .filter(([folder, { optional }]) => folder !== '' && optional !== true)
    .filter(([folder, { version }]) => !isInstalled(root, folder, version, installed))
    .map(([folder]) => folder);
}

function isInstalled(root, folder, version, installed) {
  return (
    installed[folder]?.version === version && fs.existsSync(path.join(root, folder, 'package.json'))
  );
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Runs `npm ci`, and tells the package's install script to leave the addon to the set-up.
 *
 * @returns {Promise<boolean>} whether node_modules fits package-lock.json now
 */
async function installPackages(root, environment) {
  const start = performance.now();
  say('running npm ci');
  // A killed `npm ci` may leave the old list behind though packages are gone.
  fs.rmSync(path.join(root, 'node_modules', '.package-lock.json'), { force: true });
  const npm = npmCommand(environment);
  const { ok, lastLines } = await run(
    [...npm.command, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    { cwd: root, env: { ...environment, ONELAYER_SET_UP: '1' }, shell: npm.shell },
  );
  exitIfInterrupted();
  if (!ok) {
    say(`npm ci failed (${secondsSince(start)}):\n${lastLines.join('\n')}`);
    return false;
  }
  const missing = missingPackages(root);
  if (missing.length > 0) {
    say(`npm ci ended, and these are still missing: ${missing.slice(0, 5).join(', ')}`);
    return false;
  }
  say(`dependencies installed (${secondsSince(start)})`);
  return true;
}

/** The npm that runs this script, or the one on PATH. */
function npmCommand({ npm_execpath: running = '' }) {
  // Under yarn or pnpm the variable names their own program.
  if (path.basename(running) === 'npm-cli.js' && fs.existsSync(running)) {
    return { command: [process.execPath, running], shell: false };
  }
  // On Windows npm is a .cmd file, which only a shell starts. Untested on Windows.
  if (process.platform === 'win32') return { command: ['npm.cmd'], shell: true };
  return { command: ['npm'], shell: false };
}

module.exports = { missingPackages, installPackages };

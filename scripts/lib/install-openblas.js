'use strict';

const { spawnSync } = require('node:child_process');
const { run, STOPPING, exitIfInterrupted } = require('./child-process');
const { findExecutable } = require('./find-executable');
const { choosePackageManager, commandForUser, commandsToRun } = require('./package-managers');
const { say, secondsSince } = require('./say');

/** The last lines of a package manager, which say why it failed; those above name each failed file. */
const LINES_TO_SHOW = 5;

/**
 * Installs OpenBLAS's development files through the system's package manager, if this user may.
 * Prints each command before it runs, and without the right to install, the command for the user.
 *
 * @param {object} environment  as `process.env`
 * @param {number} userId       as `process.getuid()`
 * @returns {Promise<boolean>} whether the installation succeeded
 */
async function installOpenblas(environment, userId) {
  const manager = choosePackageManager(environment);
  const right = manager === null ? null : rightToInstall(manager, environment, userId);
  if (right === null) {
    say(`OpenBLAS's development files are missing.\n${advice(manager)}`);
    return false;
  }
  const start = performance.now();
  const lastLines = await runUntilInstalled(commandsToRun(manager, right.prefix), environment);
  if (lastLines === null) {
    say(`OpenBLAS installed (${secondsSince(start)})`);
    return true;
  }
  const end = lastLines.slice(-LINES_TO_SHOW).join('\n');
  say(`the installation of OpenBLAS failed (${secondsSince(start)}):\n${end}`);
  say(`${advice(manager)}\nONELAYER_NO_SYSTEM_INSTALL=1 keeps the set-up from trying it again.`);
  return false;
}

/** Installs; if that fails, refreshes the lists and installs again. Returns null, or the failure's lines. */
async function runUntilInstalled(commands, environment) {
  let lastLines = [];
  for (const [index, command] of commands.entries()) {
    say(`running ${command.join(' ')}`);
    const result = await run(command, { env: environment, stopping: STOPPING.patiently });
    exitIfInterrupted();
    const isRefresh = commands.length > 1 && index === 1;
    if (result.ok && !isRefresh) return null;
    lastLines = result.lastLines;
  }
  return lastLines;
}

/** The prefix of the command, e.g. sudo; null if this user may not install. */
function rightToInstall(manager, environment, userId) {
  if (environment.ONELAYER_NO_SYSTEM_INSTALL === '1') return null;
  // Homebrew refuses to run as root.
  if (manager.asUser) return userId === 0 ? null : { prefix: [] };
  if (userId === 0) return { prefix: [] };
  return sudoWorksWithoutPassword(environment) ? { prefix: ['sudo', '-n'] } : null;
}

function sudoWorksWithoutPassword(environment) {
  const sudo = findExecutable('sudo', environment);
  if (sudo === null) return false;
  return spawnSync(sudo, ['-n', 'true'], { env: environment, stdio: 'ignore' }).status === 0;
}

function advice(manager) {
  const command = commandForUser(manager);
  const cure = command === null ? "with your system's package manager" : `by: ${command}`;
  return (
    `Install them ${cure}\nand run this again. Until then products run on the plain JS backend, ` +
    'which is slower.'
  );
}

module.exports = { installOpenblas };

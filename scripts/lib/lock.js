'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { say } = require('./say');

const POLL_MILLISECONDS = 250;

/**
 * Lets one set-up at a time work on a checkout: waits while another runs. The lock is a file that holds
 * the process id; it is removed when this process exits, and ignored if its process is gone.
 *
 * @param {string} file  in a folder that is created if need be
 */
async function takeLock(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let said = false;
  while (!tryLock(file)) {
    const owner = readOwner(file);
    if (!isRunning(owner)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!said) say(`waiting for another set-up (process ${owner}, lock ${file})`);
    said = true;
    await sleep(POLL_MILLISECONDS);
  }
  process.on('exit', () => releaseLock(file));
}

function tryLock(file) {
  // Written under another name, then linked: the lock appears with its content, or not at all.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, String(process.pid));
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function releaseLock(file) {
  if (readOwner(file) === process.pid) fs.rmSync(file, { force: true });
}

/** The lock's process id; NaN when there is no lock. */
function readOwner(file) {
  try {
    return Number.parseInt(fs.readFileSync(file, 'utf8'), 10);
  } catch {
    return NaN;
  }
}

function isRunning(processId) {
  if (Number.isNaN(processId)) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

module.exports = { takeLock };

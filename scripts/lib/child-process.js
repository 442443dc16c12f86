'use strict';

const { spawn } = require('node:child_process');
const { setTimeout } = require('node:timers');

const LAST_LINES = 25;
const SECONDS_TO_END = 1;

/** Ways to stop a child, each with the time that it may take to end. */
const STOPPING = {
  /** For a build or a download: the next set-up detects and repairs its leftovers. */
  atOnce: { signal: 'SIGTERM', killAfterSeconds: SECONDS_TO_END },
  /** For a package manager: killed halfway, it leaves a system that needs repair by hand. */
  patiently: { signal: 'SIGINT', killAfterSeconds: Infinity },
};

const running = new Set();
let interruptedBy = null;

/**
 * Runs a command without input, and keeps the last lines of its output.
 *
 * @param {readonly string[]} command  the executable and its arguments
 * @param {{ cwd?: string, env?: object, stopping?: object, shell?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, lastLines: string[] }>}
 */
function run(command, { stopping = STOPPING.atOnce, ...options } = {}) {
  const [file, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A child in its own process group can be stopped along with its children. Not so under
      // sudo, whose processes only the terminal's own Ctrl-C reaches.
      detached: process.platform !== 'win32' && file !== 'sudo',
    });
    const entry = { child, stopping };
    running.add(entry);
    const keep = keepLastLines(child);
    const settle = (ok, reason) => {
      running.delete(entry);
      resolve({ ok: ok && interruptedBy === null, lastLines: keep(reason) });
    };
    child.on('error', (error) => settle(false, error.message));
    child.on('close', (code, signal) => settle(code === 0, signal ? `ended by ${signal}` : ''));
    if (interruptedBy !== null) stop(entry);
  });
}

function keepLastLines(child) {
  let text = '';
  const append = (chunk) => {
    text = (text + chunk).slice(-20_000);
  };
  child.stdout.setEncoding('utf8').on('data', append);
  child.stderr.setEncoding('utf8').on('data', append);
  return (reason) => {
    const lines = `${text}\n${reason}`.split(/[\r\n]+/).filter((line) => line.trim() !== '');
    return lines.slice(-LAST_LINES);
  };
}

function stop({ child, stopping }) {
  signalGroup(child, stopping.signal);
  if (stopping.killAfterSeconds === Infinity) return;
  setTimeout(() => signalGroup(child, 'SIGKILL'), stopping.killAfterSeconds * 1000).unref();
}

function signalGroup(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // A child under sudo has no group of its own, and belongs to root: Ctrl-C reached it already.
    child.kill(signal);
  }
}

/**
 * Makes Ctrl-C, SIGTERM and SIGHUP stop the running child, then this process once the child has ended;
 * a second signal ends this process at once.
 */
function stopChildrenOnSignals() {
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.on(signal, () => {
      if (interruptedBy !== null || running.size === 0) process.exit(exitCode);
      interruptedBy = { signal, exitCode };
      for (const entry of running) stop(entry);
    });
  }
}

/** Ends this process if it was asked to stop. */
function exitIfInterrupted() {
  if (interruptedBy !== null) process.exit(interruptedBy.exitCode);
}

module.exports = { run, STOPPING, stopChildrenOnSignals, exitIfInterrupted };

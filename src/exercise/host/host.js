'use strict';

// A process that runs one file of the user's: it loads the file, and calls its functions with what the
// other end of file descriptor 3 sends. Everything is synchronous, so that an endless loop of the file
// holds this process alone, whose end is up to the other one.
const { Worker } = require('node:worker_threads');
const { answerTo } = require('./calls');
const { readFrame, writeFrame } = require('./frames');
const { loadFile } = require('./load');
const { failureOf } = require('./failure');

// Ctrl-C reaches all processes of a terminal; this one ends with the one that started it.
process.on('SIGINT', () => undefined);

/** Ends this process once the one that started it has, whatever it is computing. */
const END_WITH_PARENT = `
  const { workerData: ppid } = require('node:worker_threads');
  setInterval(() => {
    if (process.ppid !== ppid) process.kill(process.pid, 'SIGKILL');
  }, 1000);
`;
// Its number is taken here: the other process may have ended before the thread starts.
new Worker(END_WITH_PARENT, { eval: true, workerData: process.ppid });

/** `running`: the name of the function that is being called. */
const state = { file: '', exports: {}, running: null, X: [], y: [] };

async function load({ file }) {
  state.file = file;
  state.exports = await loadFile(file);
  const isFunction = (name) => typeof state.exports[name] === 'function';
  return { header: { functions: Object.keys(state.exports).filter(isFunction) } };
}

async function serve() {
  writeFrame({ ready: true });
  for (;;) {
    const frame = readFrame();
    if (frame === null) process.exit();
    try {
      const { header, numbers } =
        frame.header.task === 'load' ? await load(frame.header) : answerTo(state, frame);
      writeFrame({ ok: true, ...header }, numbers);
    } catch (error) {
      const failure = { ...failureOf(error, state.file), function: state.running };
      writeFrame({ ok: false, failure });
    }
  }
}

void serve();

'use strict';

/** Prints a line of the set-up. To stderr: the output of `npm start` belongs to the trainer. */
function say(text) {
  console.error(`set-up: ${text.replaceAll('\n', '\n        ')}`);
}

/** The seconds since `start`, a value of `performance.now()`, e.g. `4.2 s`. */
function secondsSince(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

module.exports = { say, secondsSince };

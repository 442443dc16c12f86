'use strict';

const { pathToFileURL } = require('node:url');

/** What says that a function is still to be written. */
const UNWRITTEN = /\bnot (?:yet )?(?:written|implemented)\b/i;

/** A message that is longer is cut. */
const MOST_CHARACTERS = 300;

/** Finds the first line of the user's file that a stack trace names. */
function lineOf(stack, file) {
  for (const name of [pathToFileURL(file).href, file]) {
    const at = stack.indexOf(`${name}:`);
    if (at < 0) continue;
    const line = parseInt(stack.slice(at + name.length + 1), 10);
    if (line > 0) return line;
  }
  return null;
}

/** Describes what was thrown, for the other process. */
exports.failureOf = (error, file) => {
  const isError = typeof error === 'object' && error !== null && typeof error.message === 'string';
  const message = isError ? error.message : String(error);
  const name = isError && error.name !== 'Error' ? String(error.name) : null;
  const kind = UNWRITTEN.test(message) ? 'unwritten' : 'threw';
  const line = isError ? lineOf(String(error.stack), file) : null;
  return { kind, name, message: message.slice(0, MOST_CHARACTERS), line };
};

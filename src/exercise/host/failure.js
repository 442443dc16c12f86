'use strict';

const { pathToFileURL } = require('node:url');
const { originalLine } = require('./typescript');

/** What says that a function is still to be written. */
const UNWRITTEN = /\bnot (?:yet )?(?:written|implemented)\b/i;

/** Of a message, this much of its first line is told. */
const MOST_CHARACTERS = 300;

/** Finds the first line of the user's file that a stack trace names. */
function lineOf(stack, file) {
  for (const name of [pathToFileURL(file).href, file]) {
    const at = stack.indexOf(`${name}:`);
    if (at < 0) continue;
    const [, line, column = 1] = /^:(\d+)(?::(\d+))?/.exec(stack.slice(at + name.length)) ?? [];
    if (line !== undefined) return originalLine(Number(line), Number(column));
  }
  return null;
}

/** Describes what was thrown, for the other process. */
exports.failureOf = (error, file) => {
  const isError = typeof error === 'object' && error !== null && typeof error.message === 'string';
  const message = isError ? error.message : String(error);
  const name = isError && error.name !== 'Error' ? String(error.name) : null;
  const kind = UNWRITTEN.test(message) ? 'unwritten' : 'threw';
  const line = isError ? (error.ownLine ?? lineOf(String(error.stack), file)) : null;
  const [first] = message.split('\n', 1);
  return { kind, name, message: first.slice(0, MOST_CHARACTERS), line };
};

'use strict';

const { changedArguments, unpack } = require('./arguments');
const { writeFrame } = require('./frames');
const { describeResult } = require('./values');

/** The names of the two values that some functions return, as an object or as an array. */
const PAIRS = { shuffle: ['X', 'y'], gradient: ['dW', 'db'], update: ['W', 'b'] };

/** Functions that may change their first two arguments, and then needn't return them. */
const IN_PLACE = ['shuffle', 'update'];

/** Milliseconds between two messages on the progress of an epoch. */
const PROGRESS = 100;

/** Calls one function with the values of a frame. */
function call(state, frame) {
  const { name } = frame.header;
  const values = unpack(frame);
  state.running = name;
  let result = state.exports[name](...values);
  const changed = changedArguments(frame, values);
  if (result === undefined && changed.length > 0 && IN_PLACE.includes(name)) {
    result = values.slice(0, 2);
  }
  const { value, numbers } = describeResult(result, PAIRS[name]);
  return { header: { value, changed }, numbers };
}

/** Keeps the rows of a training set for the epochs that follow. */
function keep(state, frame) {
  [state.X, state.y] = unpack(frame);
  return frame.header.shown === undefined ? { header: {} } : standardiseKept(state, frame.header);
}

/** Standardises the rows that are kept, and shows the first ones; all, if they can't be used. */
function standardiseKept(state, { shown }) {
  const { X } = state;
  state.running = 'standardise';
  const { value, numbers } = describeResult(state.exports.standardise(X, X));
  const { rows, columns } = value;
  const isShaped = rows === X.length && columns === X[0].length;
  if (!isShaped || !numbers.every(Number.isFinite)) return { header: { value }, numbers };
  state.X = rowsOf(numbers, rows, columns);
  const head = { ...value, rows: Math.min(shown, rows) };
  return {
    header: { value: head, shown: head.rows },
    numbers: numbers.slice(0, head.rows * columns),
  };
}

/** Cuts numbers into rows: views. */
function rowsOf(numbers, rows, columns) {
  return Array.from({ length: rows }, (_, i) => numbers.subarray(i * columns, (i + 1) * columns));
}

/** Returns a matrix and a vector out of what a function of a step returned; null if it isn't that. */
function usable({ value, numbers }, rows, columns) {
  if (value.form !== 'pair') return null;
  const [matrix, vector] = Object.values(value.keys);
  const isShaped =
    matrix.form === 'matrix' &&
    matrix.rows === rows &&
    matrix.columns === columns &&
    vector.form === 'vector' &&
    vector.length === rows;
  if (!isShaped || !numbers.every(Number.isFinite)) return null;
  const row = (_, k) => numbers.slice(k * columns, (k + 1) * columns);
  return [Array.from({ length: rows }, row), numbers.slice(rows * columns)];
}

/** Makes the steps of an epoch, and says now and then how many are done. */
function epoch(state, frame) {
  const { exports, X, y } = state;
  const { lambda, steps } = frame.header;
  let [W, b, etas, sizes, order] = unpack(frame);
  const [rows, columns] = [W.length, W[0].length];
  let said = Date.now();
  let first = 0;
  for (let step = 0; step < steps; step++) {
    const batch = order.subarray(first, (first += sizes[step]));
    const own = [Array.from(batch, (i) => X[i]), Int32Array.from(batch, (i) => y[i])];
    const calls = [
      ['gradient', (before) => exports.gradient(...own, ...before, lambda)],
      ['update', (derivatives) => exports.update(W, b, ...derivatives, etas[step]) ?? [W, b]],
    ];
    let pair = [W, b];
    for (const [name, make] of calls) {
      state.running = name;
      const described = describeResult(make(pair), PAIRS[name]);
      pair = usable(described, rows, columns);
      if (pair === null) {
        const { value, numbers } = described;
        return { header: { unusable: { name, step }, value }, numbers };
      }
    }
    [W, b] = pair;
    if (Date.now() - said >= PROGRESS) {
      said = Date.now();
      writeFrame({ done: step + 1 });
    }
  }
  const { value, numbers } = describeResult([W, b], PAIRS.update);
  return { header: { value }, numbers };
}

const TASKS = { call, keep, epoch };

/** Does what a frame asks for: calls a function, keeps rows, or makes the steps of an epoch. */
exports.answerTo = (state, frame) => TASKS[frame.header.task](state, frame);

'use strict';

const { numbersOf } = require('./values');

/** Returns a generator of uniform numbers in [0, 1): Mulberry32, by Tommy Ettinger, public domain. */
function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const lengthOf = ({ form, length, rows, columns }) =>
  form === 'matrix' ? rows * columns : form === 'vector' || form === 'labels' ? length : 1;

/** Takes the values out of a frame's numbers: a matrix as rows, each with memory of its own. */
exports.unpack = ({ header, numbers }) => {
  let at = 0;
  const take = (length) => numbers.slice(at, (at += length));
  return header.values.map((value) => {
    if (value.form === 'matrix') {
      return Array.from({ length: value.rows }, () => take(value.columns));
    }
    const taken = take(lengthOf(value));
    if (value.form === 'labels') return Int32Array.from(taken);
    if (value.form === 'vector') return taken;
    return value.form === 'random' ? uniform(taken[0]) : taken[0];
  });
};

/** Returns the names of the arguments that aren't any more as they were sent. */
exports.changedArguments = ({ header, numbers }, values) => {
  let at = 0;
  return header.values.flatMap((sent, i) => {
    const expected = numbers.subarray(at, (at += lengthOf(sent)));
    if (typeof values[i] !== 'object') return [];
    const now = numbersOf(values[i]);
    const isSame = now.length === expected.length && now.every((x, j) => x === expected[j]);
    return isSame ? [] : [sent.name];
  });
};

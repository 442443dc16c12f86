'use strict';

// Describes what a function has returned, in a form that JSON can have; its numbers go beside it.

const isList = (value) =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Names the kind of a value that is neither a number nor an array. */
function kindOf(value) {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string') return 'a string';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (typeof value.then === 'function') return 'a promise';
  if (isList(value)) return 'an array';
  return 'an object';
}

const odd = (value, ...at) => ({ form: 'odd', kind: kindOf(value), at });

/** Describes an array of numbers, or of rows of numbers, and appends the numbers to `all`. */
function describeList(list, all) {
  if (list.length > 0 && isList(list[0])) return describeRows(list, all);
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== 'number') return odd(list[i], i);
  }
  all.push(Float64Array.from(list));
  return { form: 'vector', length: list.length };
}

function describeRows(rows, all) {
  const columns = rows[0].length;
  const numbers = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!isList(row)) return odd(row, i);
    if (row.length !== columns) {
      return { form: 'ragged', row: i, length: row.length, columns };
    }
    for (let j = 0; j < columns; j++) {
      if (typeof row[j] !== 'number') return odd(row[j], i, j);
      numbers[i * columns + j] = row[j];
    }
  }
  all.push(numbers);
  return { form: 'matrix', rows: rows.length, columns };
}

function describe(value, all) {
  if (isList(value)) return describeList(value, all);
  if (typeof value !== 'number') return odd(value);
  all.push(Float64Array.of(value));
  return { form: 'number' };
}

/** Describes two values, of an object with these keys or of an array of two. */
function describePair(value, names, all) {
  const isArray = Array.isArray(value) && value.length === 2;
  if (!isArray && kindOf(value) !== 'an object') return describe(value, all);
  const of = (name, i) => (isArray ? value[i] : value[name]);
  const keys = Object.fromEntries(names.map((name, i) => [name, describe(of(name, i), all)]));
  return { form: 'pair', keys };
}

function joined(parts) {
  const numbers = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    numbers.set(part, at);
    at += part.length;
  }
  return numbers;
}

/** @param names  the names of two values that the function should return; none of one value */
exports.describeResult = (value, names) => {
  const all = [];
  const described = names === undefined ? describe(value, all) : describePair(value, names, all);
  return { value: described, numbers: joined(all) };
};

/** Returns all numbers of an array or of rows, whatever has become of them. */
exports.numbersOf = (list) =>
  isList(list[0])
    ? Array.from(list, (row) => (isList(row) ? Array.from(row) : [row])).flat()
    : list;

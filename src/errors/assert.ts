/**
 * Assertions for public entries. Each takes the argument's name first and throws a `TypeError` for
 * the wrong kind of value, a `RangeError` for the wrong value, worded
 * `name: expected what, got that`.
 */

/** How a value is shown in an error: short, and on one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(clip(value));
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return `an object of type ${Object.prototype.toString.call(value).slice(8, -1)}`;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function assertNumber(name: string, value: unknown, expected: string): asserts value is number {
  if (typeof value !== 'number') {
    throw new TypeError(`${name}: expected ${expected}, got ${show(value)}`);
  }
}

/** Asserts an integer in [minimum, maximum]; by default up to 2^53 − 1. */
export function assertInteger(
  name: string,
  value: unknown,
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  const expected = describeIntegers(minimum, maximum);
  assertNumber(name, value, expected);
  if (!Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw new RangeError(`${name}: expected ${expected}, got ${show(value)}`);
  }
}

function describeIntegers(minimum: number, maximum: number): string {
  if (maximum !== Number.MAX_SAFE_INTEGER) return `an integer from ${minimum} to ${maximum}`;
  if (minimum === 1) return 'a positive integer';
  if (minimum === 0) return 'a non-negative integer';
  return `an integer of at least ${minimum}`;
}

/** Asserts a finite number that is at least 0. */
export function assertNonNegative(name: string, value: unknown): asserts value is number {
  const expected = 'a finite number of at least 0';
  assertNumber(name, value, expected);
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${name}: expected ${expected}, got ${show(value)}`);
  }
}

/** Asserts a finite number above 0. */
export function assertPositive(name: string, value: unknown): asserts value is number {
  const expected = 'a finite number above 0';
  assertNumber(name, value, expected);
  if (!Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${name}: expected ${expected}, got ${show(value)}`);
  }
}

/** Asserts `true` or `false`. */
export function assertBoolean(name: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') {
    throw new TypeError(`${name}: expected true or false, got ${show(value)}`);
  }
}

/** Asserts one of a few words. */
export function assertOneOf<Word extends string>(
  name: string,
  value: unknown,
  words: readonly Word[],
): asserts value is Word {
  if (!words.includes(value as Word)) {
    const error = typeof value === 'string' ? RangeError : TypeError;
    throw new error(`${name}: expected ${words.join(' or ')}, got ${show(value)}`);
  }
}

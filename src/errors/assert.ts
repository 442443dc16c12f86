import { nearest, plainName } from './nearest';
import { printedError } from './printed-error';

/**
 * Assertions for public entries. Each takes the argument's name first and throws a `TypeError` for
 * the wrong kind of value, a `RangeError` for the wrong value, worded
 * `name: expected what, got that`.
 */

/** Formats a value for an error: short, and on one line. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return `an object of type ${Object.prototype.toString.call(value).slice(8, -1)}`;
}

/** The `code` of every error that an assertion throws: the caller's mistake, not a bug. */
export const INVALID_ARGUMENT = 'INVALID_ARGUMENT';

/** Makes the error of an invalid argument: `name: expected what, got that`. */
export function argumentError(
  kind: typeof TypeError | typeof RangeError,
  name: string,
  expected: string,
  value: unknown,
): Error {
  return argumentFault(kind, `${name}: expected ${expected}, got ${show(value)}`);
}

/** Makes the error of an invalid argument where there is more to say than what was expected. */
export function argumentFault(kind: typeof TypeError | typeof RangeError, message: string): Error {
  return printedError(Object.assign(new kind(message), { code: INVALID_ARGUMENT }));
}

/** Asserts a number for which `accepts` holds. */
function assertNumber(
  name: string,
  value: unknown,
  expected: string,
  accepts: (value: number) => boolean,
): asserts value is number {
  if (typeof value !== 'number') throw argumentError(TypeError, name, expected, value);
  if (!accepts(value)) throw argumentError(RangeError, name, expected, value);
}

/** Asserts an integer in [minimum, maximum]; by default up to 2^53 − 1. */
export function assertInteger(
  name: string,
  value: unknown,
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  const isInRange = (number: number): boolean =>
    Number.isSafeInteger(number) && number >= minimum && number <= maximum;
  assertNumber(name, value, describeIntegers(minimum, maximum), isInRange);
}

function describeIntegers(minimum: number, maximum: number): string {
  if (minimum === maximum) return `${minimum}`;
  if (maximum !== Number.MAX_SAFE_INTEGER) return `an integer from ${minimum} to ${maximum}`;
  if (minimum === 1) return 'a positive integer';
  if (minimum === 0) return 'a non-negative integer';
  return `an integer of at least ${minimum}`;
}

/** Asserts a finite number. */
export function assertFinite(name: string, value: unknown): asserts value is number {
  assertNumber(name, value, 'a finite number', Number.isFinite);
}

/** Asserts that a feature is a finite number, which a field of a CSV as text isn't yet. */
export function assertFeature(name: string, value: unknown): asserts value is number {
  if (typeof value === 'string') {
    throw argumentError(TypeError, name, 'a number, not a text (row.map(Number) converts)', value);
  }
  assertFinite(name, value);
}

/** Asserts a finite number that is at least 0. */
export function assertNonNegative(name: string, value: unknown): asserts value is number {
  assertNumber(name, value, 'a finite number of at least 0', (n) => Number.isFinite(n) && n >= 0);
}

/** Asserts a finite number above 0. */
export function assertPositive(name: string, value: unknown): asserts value is number {
  assertNumber(name, value, 'a finite number above 0', (n) => Number.isFinite(n) && n > 0);
}

/** Asserts a number in [minimum, maximum], or in [minimum, maximum) if it must be below. */
export function assertInRange(
  name: string,
  value: unknown,
  minimum: number,
  maximum: number,
  upper: 'at most' | 'below' = 'at most',
): asserts value is number {
  const isBelow = (number: number): boolean =>
    upper === 'below' ? number < maximum : number <= maximum;
  const accepts = (number: number): boolean => number >= minimum && isBelow(number);
  const range =
    minimum === maximum ? `${minimum}` : `a number of at least ${minimum} and ${upper} ${maximum}`;
  assertNumber(name, value, range, accepts);
}

/** Asserts that a value equals another one (`Object.is`). */
export function assertEqual(name: string, value: unknown, expected: unknown): void {
  if (!Object.is(value, expected)) throw argumentError(RangeError, name, show(expected), value);
}

/** Asserts `true` or `false`. */
export function assertBoolean(name: string, value: unknown): asserts value is boolean {
  if (typeof value !== 'boolean') throw argumentError(TypeError, name, 'true or false', value);
}

/** Asserts text that isn't empty, e.g. a path. */
export function assertText(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') throw argumentError(TypeError, name, 'a string', value);
  if (value === '') throw argumentError(RangeError, name, 'a string that is not empty', value);
}

/** Whether an error is that of an invalid argument. */
export function isArgumentError(error: unknown): error is Error {
  return (error as { code?: unknown } | null | undefined)?.code === INVALID_ARGUMENT;
}

/** Returns the message of what was thrown. Node's own errors may be of another realm, as in Jest. */
export function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  return typeof message === 'string' ? message : show(error);
}

/** Asserts one of a few words. */
export function assertOneOf<Word extends string>(
  name: string,
  value: unknown,
  words: readonly Word[],
): asserts value is Word {
  if (words.includes(value as Word)) return;
  const kind = typeof value === 'string' ? RangeError : TypeError;
  throw argumentError(kind, name, words.join(' or '), value);
}

/** Asserts an instance of one of a few classes, e.g. a Uint8Array or a Uint16Array. */
export function assertInstance(
  name: string,
  value: unknown,
  kinds: readonly (abstract new (...parameters: never[]) => object)[],
): void {
  if (kinds.some((kind) => value instanceof kind)) return;
  const expected = kinds.map((kind) => `a ${kind.name}`).join(' or ');
  throw argumentError(TypeError, name, expected, value);
}

/** Names that other libraries have, in their plain form (see `plainName`), and what to use here. */
export type ForeignNames = ReadonlyMap<string, string>;

/** More keys are listed only where there is no better hint. */
const MANY_KEYS = 12;

/**
 * Asserts that options have no other keys: a misspelt one would be ignored silently. The error says
 * which one is meant, if that can be told.
 *
 * @param foreign  names from other libraries
 */
export function assertKnownKeys(
  name: string,
  options: object,
  known: readonly string[],
  foreign: ForeignNames = new Map(),
): void {
  if (typeof options !== 'object' || (options as unknown) === null || Array.isArray(options)) {
    throw argumentError(TypeError, name, 'an object', options);
  }
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  const hint = foreign.get(plainName(unknown)) ?? (meant && `did you mean ${meant}?`);
  const isLong = known.length > MANY_KEYS;
  const expected =
    hint !== undefined && isLong ? 'a known key' : `only the keys ${known.join(', ')}`;
  const error = argumentError(TypeError, name, expected, unknown);
  if (hint !== undefined) error.message += `: ${hint}`;
  throw error;
}

/** Asserts that there is a value. */
export function assertDefined<Value>(
  name: string,
  value: Value | undefined,
  expected: string,
): asserts value is Value {
  if (value === undefined) throw argumentError(TypeError, name, expected, value);
}

import { assertInteger, assertNonNegative, assertPositive } from '../../errors';

/** Reads an option's text. Throws an error that names the flag and shows the text. */
export type NumberParser = (flag: string, text: string) => number;

/** Passes text that isn't a number to the assertion unchanged, so that the error shows it. */
function parse(text: string, assert: (value: unknown) => void): number {
  const number = text.trim() === '' ? NaN : Number(text);
  assert(Number.isNaN(number) ? text : number);
  return number;
}

/** Reads an integer of at least `minimum`. */
export function integerFrom(minimum: number): NumberParser {
  return (flag, text) => parse(text, (value) => assertInteger(flag, value, minimum));
}

/** Reads a finite number of at least 0. */
export const nonNegative: NumberParser = (flag, text) =>
  parse(text, (value) => assertNonNegative(flag, value));

/** Reads a finite number above 0. */
export const positive: NumberParser = (flag, text) =>
  parse(text, (value) => assertPositive(flag, value));

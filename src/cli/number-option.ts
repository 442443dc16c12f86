import { assertInteger, assertNonNegative, assertPositive } from '../errors';

/** A parser of an option's text: the number it stands for, or the error that says what is wrong. */
type NumberParser = (text: string) => number;

/** Text that is no number is handed on as it is, so that the error shows what came. */
function parse(text: string, assert: (value: unknown) => void): number {
  const number = text.trim() === '' ? NaN : Number(text);
  assert(Number.isNaN(number) ? text : number);
  return number;
}

/** An integer of at least `minimum`. */
export function integerOption(flag: string, minimum: number): NumberParser {
  return (text) => parse(text, (value) => assertInteger(flag, value, minimum));
}

/** A finite number of at least 0. */
export function nonNegativeOption(flag: string): NumberParser {
  return (text) => parse(text, (value) => assertNonNegative(flag, value));
}

/** A finite number above 0. */
export function positiveOption(flag: string): NumberParser {
  return (text) => parse(text, (value) => assertPositive(flag, value));
}

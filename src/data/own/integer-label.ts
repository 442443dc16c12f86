/** A number as people and programs write it. 007 is none, but a name. */
const NUMBER = /^[+-]?(0|[1-9]\d*)(\.\d*)?(e[+-]?\d+)?$/i;

/**
 * Returns the integer that a text means as a label, e.g. 3 for `3`, `3.0` and `3.000e+00`; null if it
 * means none.
 */
export function integerLabel(text: string): number | null {
  if (!NUMBER.test(text)) return null;
  const value = Number(text) + 0;
  return Number.isSafeInteger(value) ? value : null;
}

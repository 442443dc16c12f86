/** The significant digits of numbers that are shown. */
const DIGITS = 4;

/** Rounds the numbers in a summary, and in the plain objects and lists in it. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return roundedNumber(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, rounded(own)]));
}

/** Rounds a number to four digits, or to as many as keep it from becoming an integer that it isn't. */
export function roundedNumber(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  for (let digits = DIGITS; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (!Number.isInteger(short)) return short;
  }
  return value;
}

/** Whether a value is an object of its own keys alone: others print themselves. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype && Object.getOwnPropertySymbols(value).length === 0;
}

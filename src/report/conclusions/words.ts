import { significant } from '../text/format';

/** Figures and lists in the sentences of conclusions. */

/** A difference of two fractions in percentage points, e.g. `+1.76 points`. */
export function points(difference: number): string {
  return `${signed(100 * difference, 2)} points`;
}

/** A size in percentage points, e.g. `4.35 points`. */
export function width(difference: number): string {
  return `${(100 * difference).toFixed(2)} points`;
}

/** A number with its sign; for minus, the true minus sign. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** A fraction as a percentage with two significant digits, e.g. `0.64 %`, `35 %`. */
export function part(fraction: number): string {
  return `${significant(100 * fraction, 2)} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** Capitalises the first letter of a sentence, unless it is the symbol λ or η. */
export function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

/** Formats of numbers: one for each kind, in progress, tables and pages alike. */

/** A fraction as a percentage with two decimals, e.g. `39.13 %`. */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}

/** A loss or cost with three decimals, e.g. `1.972`; the course's own precision. */
export function nats(value: number): string {
  return value.toFixed(3);
}

/** An interval of fractions in per cent with one decimal, e.g. `83.3 to 99.4`. */
export function rangeWords({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}`;
}

/** A number with so many significant digits, e.g. `0.00123`. */
export function significant(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)));
}

/** A number with two significant digits, a small one with its power of ten, e.g. `3.2e-7`. */
export function small(value: number): string {
  const rounded = Number(value.toPrecision(2));
  const isPlain = rounded === 0 || (rounded >= 1e-3 && rounded < 1e6);
  return isPlain ? String(rounded) : rounded.toExponential();
}

/** A number of things, e.g. `1 thread`, `2 threads`. */
export function count(number: number, thing: string, ending = 's'): string {
  return `${number} ${thing}${number === 1 ? '' : ending}`;
}

/** A duration, e.g. `0.8 s`, `42 s`, `3 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A setting's value: as it was given, or with four digits where it has more than nine. */
export function settingNumber(value: number): string {
  const text = String(value);
  return text.replace(/^0\.0*|\D/g, '').length > 9 ? significant(value, 4) : text;
}

/** Keeps a number, its symbol, unit and error on one line of a page, and the name of a method. */
export function unbroken(text: string): string {
  return text
    .replace(/ (?=%|points|±)|(?<=[±λη]) (?=\d)/g, '\u00a0')
    .replaceAll('L-BFGS', 'L\u2011BFGS');
}

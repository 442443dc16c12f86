/** Units of time in a millisecond, or milliseconds in a unit. */
export const NANOSECONDS = 1_000_000n;
export const MICROSECONDS = 1000n;
export const MILLISECONDS = 1n;

/**
 * Writes a moment as ISO 8601 does: `2021-12-24T18:30:00.5`, with as many digits of a second as it has.
 *
 * @param count  units since 1970-01-01
 * @param units  of a millisecond
 * @throws RangeError beyond the years that `Date` knows
 */
export function momentText(count: bigint, units: bigint): string {
  let milliseconds = count / units;
  let rest = count - milliseconds * units;
  if (rest < 0n) {
    milliseconds -= 1n;
    rest += units;
  }
  const text = new Date(Number(milliseconds)).toISOString().slice(0, -1);
  if (rest === 0n && text.endsWith('.000')) return text.slice(0, -4);
  const digits = String(units).length - 1;
  const all = digits > 0 ? text + String(rest).padStart(digits, '0') : text;
  return all.replace(/0+$/, '');
}

/** Writes a day as ISO 8601 does. @param days  since 1970-01-01 */
export function dayText(days: number): string {
  return new Date(days * 86_400_000).toISOString().split('T', 1)[0];
}

/** Writes a time of day as ISO 8601 does. @param count  units since midnight */
export function timeText(count: bigint, units: bigint): string {
  return momentText(count, units).split('T')[1];
}

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
  const rest = ((count % units) + units) % units;
  const milliseconds = Number((count - rest) / units);
  const [date, time] = new Date(milliseconds).toISOString().split('T');
  return `${date}T${withFraction(time.slice(0, 8), time.slice(9, 12), rest, units)}`;
}

/** Writes a day as ISO 8601 does. @param days  since 1970-01-01 */
export function dayText(days: number): string {
  return new Date(days * 86_400_000).toISOString().split('T', 1)[0];
}

/** Writes a time of day as ISO 8601 does. @param count  units since midnight */
export function timeText(count: bigint, units: bigint): string {
  return momentText(count, units).split('T')[1];
}

function withFraction(time: string, milliseconds: string, rest: bigint, units: bigint): string {
  const digits = String(units).length - 1;
  const fraction = milliseconds + (digits > 0 ? String(rest).padStart(digits, '0') : '');
  const short = fraction.replace(/0+$/, '');
  return short === '' ? time : `${time}.${short}`;
}

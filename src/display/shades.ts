/**
 * Maps `low` to black and `high` to white; if both are equal, all to mid-grey.
 *
 * @param levels  the number of shades, black and white included
 */
export function toBytes(
  values: ArrayLike<number>,
  [low, high]: readonly [low: number, high: number],
  levels = 256,
): Uint8Array {
  const range = high - low;
  const bytes = new Uint8Array(values.length).fill(127);
  if (!(range > 0)) return bytes;
  const step = 255 / (levels - 1);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.round(step * Math.round(((levels - 1) * (values[i] - low)) / range));
  }
  return bytes;
}

/**
 * OpenBLAS multiplies small matrices, m·n·k up to about 10⁶, without first packing the large one;
 * for a product as thin as K = 10, packing costs more than the arithmetic.
 */
const SMALL_PRODUCT = 1e6;

/** Bounds that keep a tile worth a call, and its rows in the second-level cache. */
const FEWEST_ROWS = 8;
const MOST_ROWS = 128;

/**
 * How many samples pass through the model at a time.
 *
 * It decides the order in which a mini-batch's gradient is summed, and with it the last bits of a
 * run; so it depends on the shape alone.
 */
export function tileRows(classes: number, features: number): number {
  const rows = Math.floor(SMALL_PRODUCT / (classes * features));
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

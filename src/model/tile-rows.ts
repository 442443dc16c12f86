/**
 * Twenty images of CIFAR-10. On a 2-core AMD EPYC, with OpenBLAS 0.3.21 and K = 10, tiles of 20 to
 * 100 images took the same time with Haswell's kernels, and those of 20 to 32 a tenth less with
 * Cooperlake's, which do not pack small matrices. Of those, 20 parts the assignment's mini-batches
 * of 100 without a rest.
 */
const TILE_ELEMENTS = 20 * 3072;

/** Bounds that keep a tile worth a call, and the scores of a tile few. */
const FEWEST_ROWS = 8;
const MOST_ROWS = 128;

/**
 * How many samples of d features pass through the model at a time: as many as a processor's
 * second-level cache holds beside the weights.
 *
 * It decides the order in which a mini-batch's gradient is summed, and with it the last bits of a
 * run; so it depends on the shape alone.
 */
export function defaultTileRows(features: number): number {
  const rows = Math.floor(TILE_ELEMENTS / features);
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

/**
 * Twenty images of CIFAR-10: on a 2-core AMD EPYC, tiles of 20 to 100 took the same time with the
 * kernels of the JS backend, and twenty parts the assignment's mini-batches of 100 without a rest.
 */
const TILE_ELEMENTS = 20 * 3072;

/** Bounds that keep a tile worth a call, and the scores of a tile few. */
const FEWEST_ROWS = 8;
const MOST_ROWS = 128;

/** How many samples of d features a second-level cache holds beside the weights, roughly. */
export function defaultTileRows(features: number): number {
  const rows = Math.floor(TILE_ELEMENTS / features);
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

/**
 * Twenty images of CIFAR-10: on a 2-core AMD EPYC, tiles of 20 to 100 took the same time in the JS
 * backend, and twenty divides the assignment's mini-batches of 100.
 */
const TILE_ELEMENTS = 20 * 3072;

/** Bounds: a tile should be worth a call, and its scores few. */
const FEWEST_ROWS = 8;
const MOST_ROWS = 128;

/** Estimates how many samples of d features fit a second-level cache beside the weights. */
export function defaultTileRows(features: number): number {
  const rows = Math.floor(TILE_ELEMENTS / features);
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, rows));
}

import type { Product } from '../../../binding';
import type { PassShape } from '../backend';

/** A possible execution plan. */
export interface Candidate {
  readonly product: Product;
  readonly tileRows: number;
}

/**
 * Multiples of four, the rows that the direct products take at a time: a mini-batch of 100 in one
 * to five tiles, and larger tiles for larger ones.
 */
const DIRECT_TILES = [28, 20, 36, 52, 100, 200];

/** OpenBLAS doesn't pack for small products, and packs relatively less for larger tiles. */
const OPENBLAS_TILES = [24, 100, 256];

/** With fewer classes, a product is too thin for any of OpenBLAS's kernels. */
const FEWEST_CLASSES_FOR_OPENBLAS = 48;

/** The largest size of a tile. */
const MOST_TILE_BYTES = 2 ** 25;

/**
 * Returns the plans worth measuring. The first is used where nothing is measured.
 *
 * @param instructions  the instruction set of the direct products
 */
export function candidates(
  { classes, features, dtype }: PassShape,
  instructions: string,
): Candidate[] {
  const rowBytes = features * (dtype === 'float32' ? 4 : 8);
  const fits = (tileRows: number): boolean => tileRows * rowBytes <= MOST_TILE_BYTES;
  const withTiles = (product: Product, tiles: readonly number[]): Candidate[] =>
    tiles.filter((tileRows) => fits(tileRows)).map((tileRows) => ({ product, tileRows }));
  const direct = withTiles('direct', DIRECT_TILES);
  const isThin = classes < FEWEST_CLASSES_FOR_OPENBLAS && instructions !== 'baseline';
  const all = isThin ? direct : [...direct, ...withTiles('openblas', OPENBLAS_TILES)];
  return all.length > 0 ? all : [{ product: 'direct', tileRows: 4 }];
}

import type { Product } from '../../../binding';
import type { PassShape } from '../backend';

/** A way for samples to pass through a model. */
export interface Candidate {
  readonly product: Product;
  readonly tileRows: number;
}

/**
 * Multiples of four, which is how many rows the direct products take at a time: a mini-batch of 100 in
 * one to five tiles, and larger tiles for larger ones.
 */
const DIRECT_TILES = [28, 20, 36, 52, 100, 200];

/** OpenBLAS takes small products without packing, and packs less for a product the larger the tile. */
const OPENBLAS_TILES = [24, 100, 256];

/** Fewer classes than this make a product too thin for OpenBLAS, with whatever kernels. */
const FEWEST_CLASSES_FOR_OPENBLAS = 48;

/** A tile may take so much memory. */
const MOST_TILE_BYTES = 2 ** 25;

/**
 * What is worth measuring; the first is taken where nothing is measured.
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

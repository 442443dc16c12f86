import type { DenseFeatures } from './kind';

/** Numbers looked at between two yields of a task: some 2 ms. */
const PIECE_NUMBERS = 2 ** 20;

/** Whole rows, piece by piece in their order; a promise where the next has to be waited for. */
export type Pieces<X> = Generator<X | Promise<unknown>, void, undefined>;

/** Cuts rows in memory into pieces, views of them. */
export function* piecesOf<X extends DenseFeatures>(X: X, features: number): Pieces<X> {
  const step = Math.max(1, Math.floor(PIECE_NUMBERS / features)) * features;
  for (let at = 0; at < X.length; at += step) {
    yield X.subarray(at, Math.min(X.length, at + step)) as X;
  }
}

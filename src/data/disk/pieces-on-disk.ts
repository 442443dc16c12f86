import type { DenseFeatures } from '../features/kind';
import { piecesOf, type Pieces } from '../features/pieces';
import { BlockRing, spansOf } from './block-ring';
import type { RowsOnDisk } from './rows-on-disk';

/** Bytes read together in a pass that looks at each row once. */
const READ_TOGETHER = 2 ** 23;

/** All rows, piece by piece, the next ones read ahead. A piece is valid until the next is asked for. */
export function* piecesOnDisk(X: RowsOnDisk): Pieces<DenseFeatures> {
  const spans = spansOf(X.samples, Math.floor(READ_TOGETHER / X.width));
  const ring = new BlockRing(X, spans, 3);
  for (let i = 0; i < spans.length; i++) {
    const ahead = [i + 1, i + 2].filter((next) => next < spans.length);
    let rows = ring.load(i, ahead);
    if (rows instanceof Promise) yield rows.then((read) => (rows = read));
    yield* piecesOf(rows as DenseFeatures, X.features);
  }
}

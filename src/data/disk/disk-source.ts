import type { DataSet } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import type { Block, RowSource } from '../row-source';
import type { RowSpan } from '../row-span';
import type { Samples } from '../samples';
import type { Standardiser } from '../standardiser';
import { BlockRing, spansOf } from './block-ring';
import { BlockSamples } from './block-samples';
import type { RowsOnDisk } from './rows-on-disk';

/**
 * Blocks that are read while another is used: with one, the disk waits for a turn of the event loop after
 * each.
 */
const AHEAD = 2;

/** Blocks in memory: those, and two that a mini-batch may cross. */
const ROOMS = AHEAD + 2;

/** The most rows of a block, whose order is an array of as many numbers. */
const MOST_ROWS = 2 ** 18;

/** How rows on disk are to be seen. */
export interface Seen {
  readonly standardiser: Standardiser;
  /** Of the samples in the loss: n, of mean 1; null if all are equal. */
  readonly weights: Float64Array | null;
  /** The rows of a mini-batch, which a block has at least. By default 1. */
  readonly batchSize?: number | undefined;
}

/** The rows of a set on disk, standardised, block by block. */
export class DiskSource implements RowSource {
  readonly rows: number;
  readonly features: number;
  readonly blocks: readonly (Block & RowSpan)[];
  readonly isStored = true;
  private readonly ring: BlockRing;

  /** @param spans  the rows of each block */
  constructor(
    private readonly set: DataSet<RowsOnDisk>,
    private readonly seen: Seen,
    spans: readonly RowSpan[] = blocksOf(set, seen),
  ) {
    const { X, labels, features } = set;
    const { weights } = seen;
    this.rows = spans.reduce((sum, { rows }) => sum + rows, 0);
    this.features = features;
    this.blocks = spans.map(({ first, rows }) => ({
      first,
      rows,
      labels: labels.subarray(first, first + rows),
      weights: weights?.subarray(first, first + rows) ?? null,
    }));
    this.ring = new BlockRing(X, spans, Math.min(ROOMS, spans.length));
  }

  block(index: number, ahead: ArrayLike<number> = []): Samples | Promise<Samples> {
    const { blocks, features, ring, seen } = this;
    const seenAs = (X: DenseFeatures): Samples =>
      new BlockSamples(X, features, blocks[index], seen.standardiser);
    const rows = ring.load(index, Array.from(ahead).slice(0, AHEAD));
    return rows instanceof Promise ? rows.then(seenAs) : seenAs(rows);
  }

  partsOf(parts: readonly RowSpan[]): DiskSource {
    const { blocks, seen, set } = this;
    const spans = parts.map(({ first, rows }, b) => ({ first: blocks[b].first + first, rows }));
    return new DiskSource(set, seen, spans);
  }
}

function blocksOf({ X, samples }: DataSet<RowsOnDisk>, { batchSize = 1 }: Seen): RowSpan[] {
  const most = Math.min(MOST_ROWS, Math.floor(X.blockBytes / X.width));
  return spansOf(samples, most, Math.min(samples, batchSize));
}

import type { Labels } from './data-set';
import type { RowSpan } from './row-span';
import type { Samples } from './samples';

/** A part of a source whose rows lie together. What is known of it before it is loaded. */
export interface Block {
  /** How many rows it has; mirror images, if any, come as many rows later. */
  readonly rows: number;
  /** The labels of its samples: at least `rows`. */
  readonly labels: Labels;
  /** The weights of its samples in the loss; null if all are equal. */
  readonly weights: Float64Array | null;
}

/**
 * Rows to train on or to evaluate, in one or more blocks. Data in memory are one block; files that are
 * read piece by piece have several.
 */
export interface RowSource {
  /** n, the rows of all blocks. */
  readonly rows: number;
  /** d, the number of features of a row. */
  readonly features: number;
  readonly blocks: readonly Block[];
  /** Whether the samples of a block are stored: see `Samples.stored`. */
  readonly isStored: boolean;
  /**
   * Makes a block's rows ready; row i of the block is sample i. They are valid until another two blocks
   * have been asked for.
   *
   * @param ahead  the blocks that will be asked for after it, to be read ahead as far as there is room
   */
  block(index: number, ahead?: ArrayLike<number>): Samples | Promise<Samples>;
  /**
   * Makes a source of some consecutive rows of each block. Absent where a block's other rows cost
   * nothing: they needn't be read.
   */
  partsOf?(parts: readonly RowSpan[]): RowSource;
}

/** Loads a block as a cooperative task. @param ahead  see `RowSource` */
export function* loadingBlock(
  source: RowSource,
  index: number,
  ahead?: ArrayLike<number>,
): Generator<Promise<unknown>, Samples, undefined> {
  const block = source.block(index, ahead);
  if (!(block instanceof Promise)) return block;
  let loaded: Samples | undefined;
  yield block.then((samples) => (loaded = samples));
  if (loaded === undefined) throw new Error('a block must be loaded before the task goes on');
  return loaded;
}

/** Rows that pass through a model together, all of one block. */
export interface BatchPart {
  readonly samples: Samples;
  /** Sample numbers; those after the part's may be fetched ahead. */
  readonly numbers: Uint32Array;
  /** The index in `numbers` of the part's first row. */
  readonly first: number;
  readonly count: number;
}

/** A mini-batch: one part, or several where it begins in one block and ends in another. */
export type Batch = readonly BatchPart[];

export function batchOf(samples: Samples, numbers: Uint32Array): Batch {
  return [{ samples, numbers, first: 0, count: numbers.length }];
}

/** The number of rows of a mini-batch. */
export function rowsIn(batch: Batch): number {
  return batch.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Cuts all rows of a source, in their order, into slices of at most so many; a promise while a block is
 * being loaded.
 */
export function* slicesOf(
  source: RowSource,
  most: number,
): Generator<BatchPart | Promise<unknown>, void, undefined> {
  const { blocks } = source;
  for (let index = 0; index < blocks.length; index++) {
    const { rows } = blocks[index];
    const ahead = [index + 1, index + 2].filter((next) => next < blocks.length);
    const samples = yield* loadingBlock(source, index, ahead);
    for (let first = 0; first < rows; first += most) {
      const count = Math.min(most, rows - first);
      yield { samples, numbers: samples.inOrder, first, count };
    }
  }
}

/** Returns the samples of a source that is one block in memory. */
export function samplesInMemory(source: RowSource): Samples {
  const samples = source.blocks.length === 1 ? source.block(0) : null;
  if (samples === null || samples instanceof Promise)
    throw new Error('rows that are not in memory');
  return samples;
}

/** Makes a source of samples in memory, each with as many of its rows, from the first one. */
export function rowsOf(
  ...parts: readonly { readonly rows: number; readonly samples: Samples }[]
): RowSource {
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    features: parts[0].samples.features,
    blocks: parts.map(({ rows, samples: { labels, weights } }) => ({ rows, labels, weights })),
    isStored: parts.every(({ samples }) => samples.stored !== undefined),
    block: (index) => parts[index].samples,
  };
}

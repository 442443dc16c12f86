import type { Samples } from './samples';

/** A part of a source whose rows lie together. */
export interface Block {
  /** How many rows it has; mirror images, if any, come as many rows later. */
  readonly rows: number;
}

/**
 * Rows to train on, in one or more blocks. Data in memory are one block; files that are mapped or
 * read piece by piece have several.
 */
export interface RowSource {
  /** n, the rows of all blocks. */
  readonly rows: number;
  readonly blocks: readonly Block[];
  /** Makes a block's rows ready; row i of the block is sample i. */
  block(index: number): Samples | Promise<Samples>;
}

/** Loads a block as a cooperative task. */
export function* loadingBlock(
  source: RowSource,
  index: number,
): Generator<Promise<unknown>, Samples, undefined> {
  const block = source.block(index);
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

/** Makes a source of samples in memory, each with as many of its rows, from the first one. */
export function rowsOf(...parts: readonly (Block & { readonly samples: Samples })[]): RowSource {
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    blocks: parts,
    block: (index) => parts[index].samples,
  };
}

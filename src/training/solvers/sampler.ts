import { shareOf, type Share } from '../../cluster';
import type { Batch, BatchPart, RowSource, Samples } from '../../data';
import { Generator as Random, type GeneratorState } from '../../random';
import { shareOfBatch, shareOfRows } from './share';

export interface Sampling {
  /** n_b, the number of samples in a mini-batch. */
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly horizontalFlips: boolean;
}

/**
 * Draws the mini-batches of each epoch from a seeded generator: a permutation of the rows if they
 * are shuffled, then a number for each row if images are mirrored at random. Mini-batches are
 * consecutive slices of that order. If a source has several blocks, the blocks are shuffled first,
 * then the rows within each as its turn comes, so that only one block need be in memory.
 */
export class Sampler {
  /** The number of mini-batches in an epoch. */
  readonly stepsPerEpoch: number;
  private generator: Random;
  /** The generator's state before it drew the current epoch. */
  private drawnFrom: GeneratorState;
  private isInEpoch = false;
  private order = new Uint32Array(0);
  /** This process's rows of each block; null if it can take any. */
  private readonly own: RowSource | null;

  /** @param share  whose rows of each mini-batch are drawn, of several processes; by default all */
  constructor(
    private readonly source: RowSource,
    private readonly sampling: Sampling,
    generator: GeneratorState,
    private readonly share: Share = { rank: 0, size: 1 },
  ) {
    // Where a process's own rows alone can be read, it takes those of them that are in a mini-batch.
    this.own = share.size > 1 && source.partsOf ? shareOfRows(source, share) : null;
    this.stepsPerEpoch = Math.ceil(source.rows / sampling.batchSize);
    this.generator = Random.restore(generator);
    this.drawnFrom = generator;
  }

  /**
   * Yields the mini-batches of the current epoch, drawn again, or of the next one if it has ended: from
   * step `from` on. Yields a promise while a block is being loaded.
   */
  *batches(from: number): Generator<Batch | Promise<unknown>, void, void> {
    const { batchSize } = this.sampling;
    if (this.isInEpoch) this.generator = Random.restore(this.drawnFrom);
    else this.drawnFrom = this.generator.saveState();
    this.isInEpoch = true;
    let done = from * batchSize;
    let parts: BatchPart[] = [];
    let room = batchSize;
    const blocks = this.drawBlocks();
    for (const [place, index] of blocks.entries()) {
      const { rows } = this.source.blocks[index];
      const numbers = this.drawRows(rows, parts.length === 0);
      if (done < rows) {
        let loaded = (this.own ?? this.source).block(index, blocks.subarray(place + 1));
        if (loaded instanceof Promise) yield loaded.then((samples) => (loaded = samples));
        const samples = loaded as Samples;
        const mine = this.own && ownedOf(numbers, shareOf(this.share, 0, rows));
        for (let first = done; first < rows;) {
          const count = Math.min(room, rows - first);
          parts.push({ samples, ...(mine?.(first, count) ?? { numbers, first, count }) });
          first += count;
          room -= count;
          if (room > 0) continue;
          yield this.shared(parts);
          parts = [];
          room = batchSize;
        }
      }
      done = Math.max(0, done - rows);
    }
    if (parts.length > 0) yield this.shared(parts);
  }

  /** The rows of the mini-batch of a step, of all processes. */
  rowsOf(step: number): number {
    const { batchSize } = this.sampling;
    return Math.min(batchSize, this.source.rows - step * batchSize);
  }

  /** Returns this process's share of a mini-batch. */
  private shared(parts: Batch): Batch {
    const { own, share } = this;
    if (share.size === 1) return parts;
    return own ? parts.filter(({ count }) => count > 0) : shareOfBatch(parts, share);
  }

  endEpoch(): void {
    this.isInEpoch = false;
  }

  /** The generator's state at the start of the present epoch or, if that has ended, of the next. */
  state(): GeneratorState {
    return this.isInEpoch ? this.drawnFrom : this.generator.saveState();
  }

  /** Restores the generator, so that the next epoch is drawn from this state. */
  restore(state: GeneratorState): void {
    this.generator = Random.restore(state);
    this.drawnFrom = state;
    this.isInEpoch = false;
  }

  private drawBlocks(): Uint32Array {
    const { length } = this.source.blocks;
    if (length > 1 && this.sampling.shuffle) {
      return Uint32Array.from(this.generator.permutation(length));
    }
    return Uint32Array.from({ length }, (_, i) => i);
  }

  /** @param canReuse  true if no unfinished mini-batch refers to the previous order */
  private drawRows(rows: number, canReuse: boolean): Uint32Array {
    const { shuffle, horizontalFlips } = this.sampling;
    if (!canReuse || this.order.length !== rows) this.order = new Uint32Array(rows);
    const { order } = this;
    for (let i = 0; i < rows; i++) order[i] = i;
    if (shuffle) this.generator.shuffle(order);
    if (horizontalFlips) {
      // Like NumPy's `random(n) < 0.5`.
      for (let i = 0; i < rows; i++) if (this.generator.random() < 0.5) order[i] += rows;
    }
    return order;
  }
}

/** Tells which of a process's rows are in a part of an order of all rows of a block: by their own numbers. */
function ownedOf(
  order: Uint32Array,
  { first: begin, count }: { readonly first: number; readonly count: number },
): (first: number, count: number) => Omit<BatchPart, 'samples'> {
  const numbers = new Uint32Array(count);
  const before = new Uint32Array(order.length + 1);
  let found = 0;
  for (let i = 0; i < order.length; i++) {
    before[i] = found;
    const own = order[i] - begin;
    if (own >= 0 && own < count) numbers[found++] = own;
  }
  before[order.length] = found;
  return (first, count) => ({
    numbers,
    first: before[first],
    count: before[first + count] - before[first],
  });
}

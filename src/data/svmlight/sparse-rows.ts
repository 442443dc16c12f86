import { totalmem } from 'node:os';
import type { Task } from '../../tasks';
import { invalid } from '../bytes/faults';
import { allocateFor } from '../bytes/read-numbers';

/** Values of a block: growing by blocks copies nothing. */
const BLOCK = 2 ** 16;

/** Values copied between two yields: a millisecond or so. */
const STEP_VALUES = 2 ** 17;

/** More zeros for each value than any data have: the index is probably a mistake. */
const MOST_ZEROS = 2 ** 16;

/** Complete rows that were taken out. */
export interface SparseChunk {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
  /** Of each row, the number of the values up to its last. */
  readonly ends: Uint32Array;
}

/** Rows that name their values that aren't 0, by index. */
export class SparseRows {
  private indices: Uint32Array[] = [];
  private values: Float32Array[] = [];
  private ends: number[] = [];
  private count = 0;
  /** Rows and values that were taken out. */
  private taken = { rows: 0, values: 0 };
  /** The smallest and the largest index; of none, Infinity and −1. */
  smallest = Infinity;
  largest = -1;
  /** The line of the largest index. */
  private largestLine = 0;

  constructor(private readonly where: string) {}

  get rows(): number {
    return this.taken.rows + this.ends.length;
  }

  /** Values since the last `take`. */
  get pending(): number {
    return this.count;
  }

  /** Adds a value to the current row. @param line  where it is */
  add(index: number, value: number, line: number): void {
    const at = this.count++ % BLOCK;
    if (at === 0) {
      this.indices.push(new Uint32Array(BLOCK));
      this.values.push(new Float32Array(BLOCK));
    }
    this.indices[this.indices.length - 1][at] = index;
    this.values[this.values.length - 1][at] = value;
    if (index < this.smallest) this.smallest = index;
    if (index <= this.largest) return;
    this.largest = index;
    this.largestLine = line;
  }

  /** The indices of the current row. */
  *currentIndices(): Generator<number> {
    for (let at = this.ends.at(-1) ?? 0; at < this.count; at++) {
      yield this.indices[Math.floor(at / BLOCK)][at % BLOCK];
    }
  }

  endRow(): void {
    this.ends.push(this.count);
  }

  /** Takes the rows out, which are complete. */
  *taking(): Task<SparseChunk> {
    const { count } = this;
    const indices = new Uint32Array(count);
    const values = new Float32Array(count);
    for (let at = 0; at < count; at += BLOCK) {
      const length = Math.min(BLOCK, count - at);
      indices.set(this.indices[at / BLOCK].subarray(0, length), at);
      values.set(this.values[at / BLOCK].subarray(0, length), at);
      yield;
    }
    const ends = Uint32Array.from(this.ends);
    this.taken.rows += ends.length;
    this.taken.values += count;
    [this.indices, this.values, this.ends, this.count] = [[], [], [], 0];
    return { indices, values, ends };
  }

  /**
   * Returns the number of features where none is said: up to the largest index.
   *
   * @throws OnelayerError DATA_INVALID naming the line of an index that is too large to be meant
   */
  width(base: 0 | 1): number {
    const { largest, rows } = this;
    const count = this.taken.values + this.count;
    const features = Math.max(1, largest + 1 - base);
    if (features > MOST_ZEROS * (count / rows + 1)) {
      const what = `${features} features by the index ${largest}`;
      throw invalid(this.place, `${what}, but the file has only ${count} values: a mistake`);
    }
    return features;
  }

  /**
   * Writes rows out with their zeros.
   *
   * @param features  d
   * @param base      the index of the first feature
   * @returns n×d
   * @throws OnelayerError DATA_INVALID naming the line of an index beyond d, or if they exceed the memory
   */
  *dense(features: number, base: 0 | 1): Task<Float32Array> {
    const { where, rows } = this;
    this.assertWidth(features, base);
    this.assertRoom(features);
    const X = allocateFor(where, Float32Array, rows * features);
    let at = 0;
    for (let row = 0; row < rows; row++) {
      const from = row * features - base;
      for (const end = this.ends[row]; at < end; at++) {
        const block = Math.floor(at / BLOCK);
        X[from + this.indices[block][at % BLOCK]] = this.values[block][at % BLOCK];
        if (at % STEP_VALUES === 0) yield;
      }
    }
    return X;
  }

  /** @throws OnelayerError DATA_INVALID naming the line of an index beyond d */
  assertWidth(features: number, base: 0 | 1): void {
    const { largest } = this;
    if (largest - base < features) return;
    const expected = `an index from ${base} to ${features - 1 + base}`;
    throw invalid(this.place, `expected ${expected}, got ${largest}`);
  }

  /** The line of the largest index. */
  private get place(): string {
    return `${this.where}: line ${this.largestLine}`;
  }

  private assertRoom(features: number): void {
    const bytes = this.rows * features * Float32Array.BYTES_PER_ELEMENT;
    if (bytes <= totalmem()) return;
    const [needed, there] = [bytes, totalmem()].map((size) => `${(size / 1e9).toFixed(1)} GB`);
    const what = `${this.rows} samples of ${features} features take ${needed} with their zeros`;
    const cure = 'keep the features that most samples have';
    throw invalid(this.where, `${what}, and there are ${there} of memory: ${cure}`);
  }
}

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

/** Rows that name their values that aren't 0, by index. */
export class SparseRows {
  private readonly indices: Uint32Array[] = [];
  private readonly values: Float32Array[] = [];
  private readonly ends: number[] = [];
  private count = 0;
  /** The smallest and the largest index; of none, Infinity and −1. */
  smallest = Infinity;
  largest = -1;
  /** The line of the largest index. */
  private largestLine = 0;

  constructor(private readonly where: string) {}

  get rows(): number {
    return this.ends.length;
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

  /**
   * Returns the number of features where none is said: up to the largest index.
   *
   * @throws OnelayerError DATA_INVALID naming the line of an index that is too large to be meant
   */
  width(base: 0 | 1): number {
    const { count, ends, largest } = this;
    const features = Math.max(1, largest + 1 - base);
    if (features > MOST_ZEROS * (count / ends.length + 1)) {
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
    const { where, rows, largest } = this;
    if (largest - base >= features) {
      const expected = `an index from ${base} to ${features - 1 + base}`;
      throw invalid(this.place, `expected ${expected}, got ${largest}`);
    }
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

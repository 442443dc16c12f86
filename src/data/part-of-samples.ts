import type { Labels } from './data-set';
import type { Floats } from './features/kind';
import { numbersBelow, type Samples, type StoredSamples } from './samples';

/** Consecutive samples of others, in the same memory: sample 0 is the other's `begin`. */
export class PartOfSamples implements Samples {
  readonly features: number;
  readonly inOrder: Uint32Array;
  readonly labels: Labels;
  readonly weights: Float64Array | null;
  /** Absent if the others can only be gathered. */
  readonly stored?: (dtype: 'float32' | 'float64') => StoredSamples;
  /** Row numbers among the others. */
  private numbers = new Uint32Array(0);

  constructor(
    private readonly whole: Samples,
    private readonly begin: number,
    count: number,
  ) {
    const { features, labels, weights } = whole;
    this.features = features;
    this.inOrder = numbersBelow(count);
    this.labels = labels.subarray(begin, begin + count);
    this.weights = weights?.subarray(begin, begin + count) ?? null;
    if (whole.stored !== undefined) this.stored = this.storedBy(count);
  }

  gather(rows: Uint32Array, first: number, count: number, X: Floats, y: Uint16Array): void {
    if (this.numbers.length < count) this.numbers = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.numbers[i] = this.begin + rows[first + i];
    this.whole.gather(this.numbers, 0, count, X, y);
  }

  private storedBy(count: number): (dtype: 'float32' | 'float64') => StoredSamples {
    const { begin, features, whole } = this;
    const known = new Map<StoredSamples, StoredSamples>();
    return (dtype) => {
      const stored = whole.stored?.(dtype);
      if (stored === undefined) throw new Error('samples that were stored, and are no more');
      const part = known.get(stored) ?? {
        ...stored,
        X: stored.X.subarray(begin * features, (begin + count) * features),
        y: stored.y.subarray(begin, begin + count),
      };
      known.set(stored, part);
      return part;
    };
  }
}

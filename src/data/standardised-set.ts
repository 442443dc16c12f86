import { finish, type Task } from '../tasks';
import type { DataSet, Labels } from './data-set';
import { kindOf } from './features';
import type { Floats } from './features/kind';
import { numbersBelow, type Samples, type StoredSamples } from './samples';
import type { Standardiser } from './standardiser';

/** A data set as the model sees it: gathered by its kind of features, and stored if the kind can. */
export class StandardisedSet implements Samples {
  readonly features: number;
  readonly inOrder: Uint32Array;
  readonly labels: Labels;
  readonly weights: Float64Array | null;
  /** Absent if features of this kind can only be gathered. */
  readonly stored?: (dtype: 'float32' | 'float64') => StoredSamples;
  private readonly known = {} as Record<'float32' | 'float64', StoredSamples>;

  /** @param weights  of the samples in the loss: n, of mean 1; null if all count alike */
  constructor(
    readonly set: DataSet,
    readonly standardiser: Standardiser,
    weights: Float64Array | null = null,
  ) {
    this.features = set.features;
    this.labels = set.labels;
    this.inOrder = numbersBelow(set.samples);
    this.weights = weights;
    if (kindOf(set.X).storing === undefined) return;
    this.stored = (dtype) => {
      finish(this.storing(dtype));
      return this.known[dtype];
    };
  }

  gather(rows: Uint32Array, first: number, count: number, X: Floats, y: Uint16Array): void {
    this.standardiser.gather(this.set, rows, first, count, X);
    for (let i = 0; i < count; i++) y[i] = this.set.labels[rows[first + i]];
  }

  /** Prepares what `stored` returns, once, as a cooperative task. */
  *storing(dtype: 'float32' | 'float64'): Task<void> {
    const { set, standardiser, known } = this;
    const kind = kindOf(set.X);
    if (kind.storing === undefined || dtype in known) return;
    known[dtype] = { ...(yield* kind.storing(set, standardiser, dtype)), y: set.labels };
  }
}

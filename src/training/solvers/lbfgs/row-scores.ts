import type { RowSource, Samples } from '../../../data';
import type { LinearObjective, Parameters, ScoredRows } from '../../../model';
import type { Task } from '../../../tasks';
import { slicesOf } from './full-pass';

/** Scores that are kept, at most: 512 MB. More are computed again each time. */
const MOST_KEPT = 2 ** 26;

export type Scored = ScoredRows<Float64Array>;

/** A slice of rows as it was scored, before a shift. */
interface Slice extends Scored {
  readonly samples: Samples;
  /** The number of its first row, among the block's samples. */
  readonly first: number;
}

/** The scores of all rows by one model, in float64. */
export class RowScores {
  private readonly keeps: boolean;
  private slices: Slice[] | null = null;
  private work = new Float64Array(0);

  constructor(
    private readonly objective: LinearObjective,
    private readonly parameters: Parameters,
    private readonly source: RowSource,
  ) {
    this.keeps = source.rows * parameters.classes <= MOST_KEPT;
  }

  /**
   * Hands out the scores plus a shift of each class, slice by slice, as a cooperative task. The
   * receiver may overwrite them.
   */
  *shifted(shift: Float64Array, receive: (scored: Scored, slice: Slice) => void): Task<void> {
    const K = this.parameters.classes;
    const kept: Slice[] = [];
    const known = this.slices;
    for (const found of known ?? slicesOf(this.source, this.parameters)) {
      if (found instanceof Promise) {
        yield found;
        continue;
      }
      const slice = 'S' in found ? found : this.scored(found.samples, found.first, found.count);
      if (this.keeps) kept.push(slice);
      if (this.work.length < slice.S.length) this.work = new Float64Array(slice.S.length);
      const S = this.work.subarray(0, slice.S.length);
      for (let i = 0, at = 0; i < slice.rows; i++) {
        for (let k = 0; k < K; k++, at++) S[at] = slice.S[at] + shift[k];
      }
      receive({ ...slice, S }, slice);
      yield;
    }
    if (this.keeps) this.slices = kept;
  }

  private scored(samples: Samples, first: number, rows: number): Slice {
    const { classes: K } = this.parameters;
    const S = new Float64Array(rows * K);
    this.objective.scores(S, this.parameters, samples, first, rows);
    const y = Uint16Array.from(samples.labels.subarray(first, first + rows));
    const weights = samples.weights?.subarray(first, first + rows) ?? null;
    return { S, y, weights, rows, classes: K, samples, first };
  }
}

import { slicesOf, type BatchPart, type RowSource } from '../../../data';
import type { LinearObjective, Parameters, ScoredRows } from '../../../model';
import type { Task } from '../../../tasks';
import { sliceRows } from './full-pass';

/** Scores that are kept, at most: 512 MB. More are computed again each time. */
const MOST_KEPT = 2 ** 26;

export type Scored = ScoredRows<Float64Array>;

/** The scores of all rows by one model, in float64. */
export class RowScores {
  private readonly keeps: boolean;
  /** The scores of each slice, before a shift. */
  private slices: Scored[] | null = null;
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
  *shifted(shift: Float64Array, receive: (scored: Scored) => void): Task<void> {
    if (this.slices === null) {
      yield* this.shiftedRows(shift, receive);
      return;
    }
    for (const slice of this.slices) {
      receive(this.plus(slice, shift));
      yield;
    }
  }

  /** The same, with the rows: a source on disk reads them again. */
  *shiftedRows(
    shift: Float64Array,
    receive: (scored: Scored, rows: BatchPart) => void,
  ): Task<void> {
    const kept: Scored[] = [];
    let index = 0;
    for (const part of slicesOf(this.source, sliceRows(this.parameters))) {
      if (part instanceof Promise) {
        yield part;
        continue;
      }
      const slice = this.slices?.[index++] ?? this.scored(part);
      if (this.keeps) kept.push(slice);
      receive(this.plus(slice, shift), part);
      yield;
    }
    if (this.keeps) this.slices = kept;
  }

  private plus(slice: Scored, shift: Float64Array): Scored {
    const K = this.parameters.classes;
    if (this.work.length < slice.S.length) this.work = new Float64Array(slice.S.length);
    const S = this.work.subarray(0, slice.S.length);
    for (let i = 0, at = 0; i < slice.rows; i++) {
      for (let k = 0; k < K; k++, at++) S[at] = slice.S[at] + shift[k];
    }
    return { ...slice, S };
  }

  private scored({ samples, first, count: rows }: BatchPart): Scored {
    const { classes: K } = this.parameters;
    const S = new Float64Array(rows * K);
    this.objective.scores(S, this.parameters, samples, first, rows);
    const y = Uint16Array.from(samples.labels.subarray(first, first + rows));
    const weights = samples.weights?.subarray(first, first + rows) ?? null;
    return { S, y, weights, rows, classes: K };
  }
}

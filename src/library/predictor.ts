import { kindOf, labelOf, type Features, type Label, type Row } from '../data';
import { argumentError, assertInstance, assertInteger, OnelayerError } from '../errors';
import { argmax, isFiniteModel, toProbabilities, type FittedModel } from '../model';
import type { Preparation } from '../tables/preparation';
import { finish, TaskRunner } from '../tasks';
import { backendOf, type ComputeOptions } from './options';
import { isOne } from './columns';
import type { Pictures } from './pictures';
import { assertFiniteRows, assertFiniteValues, type Rows, type Sample } from './rows';
import { SampleReader } from './sample-reader';
import { BatchScorer } from './scoring/batch-scorer';
import type { Compute } from './scoring/fused-scores';
import { RowScorer } from './scoring/row-scorer';

/**
 * A class and its probability, as `LinearClassifier.topK` ranks them.
 *
 * @category Models
 */
export interface Candidate<L extends Label = Label> {
  /** The class's label: its name, or what its name means where labels are numbers or booleans. */
  readonly label: L;
  /** The class's index, from 0 to K − 1. */
  readonly index: number;
  /** The probability, from 0 to 1. */
  readonly probability: number;
}

/** What the error of scores that are not finite expects. */
export const SCORED = 'features whose scores are finite';

/** Makes the error of a classifier whose parameters are not finite. */
export function diverged(): OnelayerError {
  const what = 'the classifier has parameters that are not finite: its training diverged';
  return new OnelayerError('MODEL_INVALID', `${what}, so take a lower eta or lambda`);
}

/** Predictions of a fitted linear model for raw features. */
export class Predictor {
  /** The classes as labels: K. */
  readonly labels: readonly Label[];
  private readonly rowScorer: RowScorer;
  private readonly batchScorer: BatchScorer;
  /** Reads samples, and makes features of them. */
  readonly reader: SampleReader;
  /** The scores of one row: K. */
  private readonly scratch: Float64Array;

  constructor(
    readonly model: FittedModel,
    readonly compute: Compute,
  ) {
    const { classes, labelType = 'string' } = model;
    this.labels = classes.map((name) => labelOf(name, labelType));
    this.rowScorer = new RowScorer(model);
    this.batchScorer = new BatchScorer(model, compute);
    this.reader = new SampleReader(model, compute.backend);
    this.scratch = new Float64Array(model.classes.length);
  }

  /** Returns a predictor of the same model, whose features a preparation makes of a table's columns. */
  withPreparation(preparation: Preparation): Predictor {
    return new Predictor({ ...this.model, preparation }, this.compute);
  }

  /** Computes the scores of one sample or several. @param into  K or n×K; by default a new array */
  scores(rows: Sample | Rows, into?: Float64Array): Float64Array {
    if (into !== undefined) assertInstance('into', into, [Float64Array]);
    if (!isOne(rows)) return this.scoreSeveral(rows, into);
    const K = this.labels.length;
    if (into !== undefined) assertInteger('into.length', into.length, K, K);
    return this.scoreOne(rows, into ?? new Float64Array(K));
  }

  /** Parts the scores of several samples into those of each. */
  parted(scores: Float64Array): Float64Array[] {
    const K = this.labels.length;
    return Array.from({ length: scores.length / K }, (_, i) => scores.subarray(i * K, (i + 1) * K));
  }

  /** Computes s = W x' + b of one sample. @param into  K; the output */
  scoreOne(sample: Sample, into: Float64Array): Float64Array {
    const row = this.reader.encodedRow('row', sample);
    const x = this.batchScorer.asFeatures(row);
    if (x !== null) this.batchScorer.score(x, 1, into);
    else this.rowScorer.score(row, into);
    if (!areFinite(into)) {
      assertFiniteValues('row', row);
      this.rowScorer.score(row, into);
      if (!areFinite(into)) throw this.notFinite('row', row);
    }
    return into;
  }

  /** Computes the scores of several samples. @param into  n×K; the output, by default a new array */
  scoreSeveral(given: Rows, into?: Float64Array): Float64Array {
    const { classes: K } = this.model.parameters;
    const { rows, X, samples, pictures } = this.reader.packed(given);
    const scores = into ?? new Float64Array(samples * K);
    assertInteger('into.length', scores.length, samples * K, samples * K);
    if (pictures !== null) {
      this.scorePictures(pictures, { X, samples }, scores);
      return scores;
    }
    if (samples > 0) this.batchScorer.score(X, samples, scores);
    if (!areFinite(scores)) {
      assertFiniteRows(rows);
      this.scoreWhatOverflowed(X, scores);
    }
    return scores;
  }

  /** Scores pictures, of which features are made for some at a time. */
  private scorePictures(
    pictures: Pictures,
    { X, samples }: { readonly X: Features; readonly samples: number },
    scores: Float64Array,
  ): void {
    const { classes: K } = this.model.parameters;
    for (let first = 0; first < samples; first += pictures.together) {
      const count = Math.min(pictures.together, samples - first);
      const own = scores.subarray(first * K, (first + count) * K);
      const made = finish(pictures.encoding(X, first, count));
      this.batchScorer.score(made, count, own);
      if (!areFinite(own)) this.scoreWhatOverflowed(made, own, first);
    }
  }

  /** Recomputes scores beyond the dtype's range, in float64. @param before  rows before these */
  private scoreWhatOverflowed(X: Features, scores: Float64Array, before = 0): void {
    const { classes: K, features: d } = this.model.parameters;
    for (let i = 0; i * K < scores.length; i++) {
      const own = scores.subarray(i * K, (i + 1) * K);
      if (areFinite(own)) continue;
      const row = kindOf(X).row(X, d, i);
      this.rowScorer.score(row, own);
      if (!areFinite(own)) throw this.notFinite(`rows[${before + i}]`, row);
    }
  }

  /** Makes the error of scores that are not finite: the model's fault, or that of a row. */
  private notFinite(name: string, row: Row): Error {
    if (!isFiniteModel(this.model)) return diverged();
    const largest = Array.from(row).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return argumentError(RangeError, name, SCORED, `one of ${largest}`);
  }

  /** Predicts the class with the highest score; of equals, the first. */
  predictOne(sample: Sample): Label {
    return this.best(this.scoreOne(sample, this.scratch), 0);
  }

  predictSeveral(rows: Rows): Label[] {
    const scores = this.scoreSeveral(rows);
    const K = this.scratch.length;
    return Array.from({ length: scores.length / K }, (_, i) => this.best(scores, i * K));
  }

  private best(scores: Float64Array, row: number): Label {
    return this.labels[argmax(scores, row, this.scratch.length) - row];
  }

  /** Replaces rows of scores by probabilities. */
  toProbabilities(scores: Float64Array): void {
    const { objective, parameters, temperature } = this.model;
    toProbabilities(objective.loss, scores, parameters.classes, temperature);
  }

  /** Returns the k classes with the highest scores in a row, best first. */
  top(scores: Float64Array, k: number): Candidate[] {
    const { labels } = this;
    const probabilities = scores.slice();
    this.toProbabilities(probabilities);
    return [...scores.keys()]
      .sort((a, b) => scores[b] - scores[a] || a - b)
      .slice(0, k)
      .map((index) => ({ label: labels[index], index, probability: probabilities[index] }));
  }
}

/** Prepares a loaded model to predict. May have to measure its execution plan, without blocking. */
export async function predictorOf(model: FittedModel, options: ComputeOptions): Promise<Predictor> {
  const backend = backendOf(options);
  const plan = await new TaskRunner().run(backend.planning(model.parameters));
  return new Predictor(model, { backend, plan });
}

/** Returns true if all scores are finite; this takes far less time than testing all features. */
function areFinite(scores: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += 0 * scores[i];
  return sum === 0;
}

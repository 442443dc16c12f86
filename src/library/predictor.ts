import type { Backend } from '../backend';
import {
  assertDataSet,
  assertingFinite,
  kindOf,
  labelOf,
  ordering,
  StandardisedSet,
  type DataSet,
  type Features,
  type Label,
  type Row,
} from '../data';
import { argumentError, assertEqual, assertInteger, OnelayerError } from '../errors';
import {
  argmax,
  isFiniteModel,
  LinearObjective,
  LOSS_FUNCTIONS,
  Parameters,
  RecordedPredictions,
  toProbabilities,
  type Prediction,
  type Evaluation,
  type FittedModel,
} from '../model';
import { TaskRunner } from '../tasks';
import { evaluating, sampleWeights } from '../training';
import { backendOf, type ComputeOptions } from './options';
import { assertFiniteRows, assertFiniteValues, assertRow, packRows, type Rows } from './rows';
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

/**
 * Result of `LinearClassifier.evaluate`: loss, cost and accuracy on a data set, and the prediction
 * for each sample.
 *
 * @category Models
 */
export interface SetEvaluation extends Evaluation {
  /** The n predictions, in the samples' order. */
  readonly predictions: readonly Prediction[];
}

const SCORED = 'features whose scores are finite';

/** Makes the error of a classifier whose parameters are not finite. */
function diverged(): OnelayerError {
  const what = 'the classifier has parameters that are not finite: its training diverged';
  return new OnelayerError('MODEL_INVALID', `${what}, so take a lower eta or lambda`);
}

/** Predictions of a fitted linear model for raw features. */
export class Predictor {
  /** The classes as labels: K. */
  readonly labels: readonly Label[];
  private readonly rowScorer: RowScorer;
  private readonly batchScorer: BatchScorer;
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
    this.scratch = new Float64Array(model.classes.length);
  }

  /** Computes s = W x' + b of one sample. @param into  K; the output */
  scoreOne(row: Row, into: Float64Array): Float64Array {
    assertRow('row', row, this.model.parameters.features);
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
  scoreSeveral(rows: Rows, into?: Float64Array): Float64Array {
    const { classes: K, features } = this.model.parameters;
    const { X, samples } = packRows(rows, features, this.model.featureNames);
    const scores = into ?? new Float64Array(samples * K);
    assertInteger('into.length', scores.length, samples * K, samples * K);
    if (samples > 0) this.batchScorer.score(X, samples, scores);
    if (!areFinite(scores)) {
      assertFiniteRows(rows);
      this.scoreWhatOverflowed(X, scores);
    }
    return scores;
  }

  /** Recomputes scores beyond the dtype's range, in float64. */
  private scoreWhatOverflowed(X: Features, scores: Float64Array): void {
    const { classes: K, features: d } = this.model.parameters;
    for (let i = 0; i * K < scores.length; i++) {
      const own = scores.subarray(i * K, (i + 1) * K);
      if (areFinite(own)) continue;
      const row = kindOf(X).row(X, d, i);
      this.rowScorer.score(row, own);
      if (!areFinite(own)) throw this.notFinite(`rows[${i}]`, row);
    }
  }

  /** Makes the error of scores that are not finite: the model's fault, or that of a row. */
  private notFinite(name: string, row: Row): Error {
    if (!isFiniteModel(this.model)) return diverged();
    const largest = Array.from(row).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return argumentError(RangeError, name, SCORED, `one of ${largest}`);
  }

  /** Predicts the class with the highest score; of equals, the first. */
  predictOne(row: Row): Label {
    return this.best(this.scoreOne(row, this.scratch), 0);
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

  /**
   * Evaluates a data set, with its own weights, without blocking the event loop. Probabilities and
   * the loss are of s/T, except the hinge loss, which isn't a function of probabilities.
   */
  async evaluate(given: DataSet, signal?: AbortSignal): Promise<SetEvaluation> {
    const { objective, temperature } = this.model;
    const set = await this.fitting(given, signal);
    if (!isFiniteModel(this.model)) throw diverged();
    const plain = await this.answer(set, 1, signal);
    if (!Number.isFinite(plain.loss))
      throw argumentError(RangeError, 'set.X', SCORED, 'larger ones');
    if (temperature === 1) return plain;
    const tempered = await this.answer(set, temperature, signal);
    const loss = LOSS_FUNCTIONS[objective.loss].isTempered ? tempered.loss : plain.loss;
    const penalty = plain.cost - plain.loss;
    return { ...tempered, loss, cost: loss + penalty };
  }

  /** Evaluates the model whose scores are s/T. */
  private async answer(
    set: DataSet,
    temperature: number,
    signal?: AbortSignal,
  ): Promise<SetEvaluation> {
    const { parameters, standardiser, objective, lambda } = this.model;
    const { backend, plan } = this.compute;
    signal?.throwIfAborted();
    const runner = new TaskRunner(signal);
    await runner.run(assertingFinite('set', set));
    const data = new StandardisedSet(set, standardiser, sampleWeights(set, null));
    await runner.run(data.storing(parameters.dtype));
    const scaled = divided(parameters, temperature, backend);
    const cost = new LinearObjective(backend, scaled, { objective, lambdas: [lambda], plan });
    const predictions = new RecordedPredictions(parameters.classes);
    await runner.run(evaluating({ objective: cost, parameters: scaled }, [predictions], data));
    return { ...cost.evaluation(predictions, scaled), predictions: predictions.predictions };
  }

  /**
   * Returns a set with its features in the model's order: where both have names, they are matched.
   * Throws unless features and classes are those of the training set, the classes in the same order.
   */
  async fitting(given: DataSet, signal?: AbortSignal): Promise<DataSet> {
    const { parameters, classes, featureNames } = this.model;
    assertDataSet('set', given);
    const set = await new TaskRunner(signal).run(ordering('set', given, featureNames));
    assertInteger('set.features', set.features, parameters.features, parameters.features);
    assertInteger('set.classes.length', set.classes.length, classes.length, classes.length);
    classes.forEach((name, k) => assertEqual(`set.classes[${k}]`, set.classes[k], name));
    return set;
  }
}

/** Prepares a loaded model to predict. May have to measure its execution plan, without blocking. */
export async function predictorOf(model: FittedModel, options: ComputeOptions): Promise<Predictor> {
  const backend = backendOf(options);
  const plan = await new TaskRunner().run(backend.planning(model.parameters));
  return new Predictor(model, { backend, plan });
}

/** Returns W/T and b/T; the parameters themselves if T is 1. */
function divided(parameters: Parameters, temperature: number, backend: Backend): Parameters {
  if (temperature === 1) return parameters;
  const { classes, features, dtype, values } = parameters;
  const scaled = Parameters.zeros(classes, features, dtype, backend);
  for (let i = 0; i < values.length; i++) scaled.values[i] = values[i] / temperature;
  return scaled;
}

/** Returns true if all scores are finite; this takes far less time than testing all features. */
function areFinite(scores: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += 0 * scores[i];
  return sum === 0;
}

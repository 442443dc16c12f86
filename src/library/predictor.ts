import type { Backend, FloatArray, Plan } from '../backend';
import {
  assertDataSet,
  assertFiniteFeatures,
  assertingFinite,
  StandardisedSet,
  type DataSet,
  type Row,
  type Standardiser,
} from '../data';
import { assertEqual, assertInteger } from '../errors';
import {
  LinearModel,
  probabilitiesOf,
  Predictions,
  scoresForward,
  type Answer,
  type Evaluation,
  type Objective,
  type Parameters,
} from '../model';
import { Breather } from '../pacing';
import { sampleWeights } from '../training';
import { assertRow, isOneRow, packRows, standardise, type Rows } from './rows';

/** All that a fitted classifier is made of. */
export interface PredictorParts {
  readonly parameters: Parameters;
  readonly standardiser: Standardiser;
  /** The classes' names: K. */
  readonly classes: readonly string[];
  readonly objective: Objective;
  /** λ, for the cost of an evaluation. */
  readonly lambda: number;
  readonly backend: Backend;
  readonly plan: Plan;
}

/** A class with its probability. */
export interface Candidate {
  /** Its name. */
  readonly label: string;
  /** Its number, from 0. */
  readonly index: number;
  readonly probability: number;
}

/** How good a classifier is on a data set, with its answer to each sample. */
export interface SetEvaluation extends Evaluation {
  readonly answers: readonly Answer[];
}

/** Samples that are evaluated between two breaths of the event loop. */
const SLICE = 512;

/** Answers of a fitted linear model to features as they come. */
export class Predictor {
  private readonly model: LinearModel;
  /** One standardised row: d. */
  private readonly row: Float64Array;
  /** A tile of standardised rows, and its scores. */
  private readonly X: FloatArray;
  private readonly S: FloatArray;

  constructor(readonly parts: PredictorParts) {
    const { parameters, backend, objective, plan } = parts;
    const { classes, features, precision } = parameters;
    this.model = new LinearModel(parameters, backend, { objective, plan });
    this.row = new Float64Array(features);
    this.X = backend.allocate(precision, plan.tileRows * features);
    this.S = backend.allocate(precision, plan.tileRows * classes);
  }

  /** s = W x' + b of one sample: K. */
  scoresOfOne(row: Row): Float64Array {
    const { weights, bias, classes, features } = this.parts.parameters;
    assertRow('row', row, features);
    standardise(this.row, row, this.parts.standardiser);
    const scores = new Float64Array(classes);
    for (let k = 0; k < classes; k++) {
      let score = bias[k];
      for (let j = 0, at = k * features; j < features; j++, at++)
        score += weights[at] * this.row[j];
      scores[k] = score;
    }
    return scores;
  }

  /** Likewise, of several samples. */
  scoresOfSeveral(rows: Rows): Float64Array[] {
    const { parameters, standardiser, backend, plan } = this.parts;
    const { classes: K, features } = parameters;
    const { X, samples } = packRows(rows, features);
    const set = { ...emptySet(features), X, samples, labels: new Uint8Array(samples) };
    assertFiniteFeatures('rows', set);
    const numbers = Uint32Array.from({ length: samples }, (_, i) => i);
    const scores: Float64Array[] = [];
    for (let first = 0; first < samples; first += plan.tileRows) {
      const count = Math.min(plan.tileRows, samples - first);
      standardiser.gather(set, numbers, first, count, this.X);
      scoresForward(backend, this.S, this.X, parameters, count);
      for (let i = 0; i < count; i++) {
        scores.push(Float64Array.from(this.S.subarray(i * K, (i + 1) * K)));
      }
    }
    return scores;
  }

  scores(rows: Row | Rows): Float64Array | Float64Array[] {
    return isOneRow(rows) ? this.scoresOfOne(rows) : this.scoresOfSeveral(rows);
  }

  /** The classes of the k highest scores, best first. */
  top(scores: Float64Array, k: number): Candidate[] {
    assertInteger('k', k, 1, scores.length);
    const { classes, objective } = this.parts;
    const probabilities = probabilitiesOf(objective.loss, scores);
    return [...scores.keys()]
      .sort((a, b) => scores[b] - scores[a] || a - b)
      .slice(0, k)
      .map((index) => ({ label: classes[index], index, probability: probabilities[index] }));
  }

  /**
   * Loss, cost and accuracy on a data set, whose samples count as its weights say; the event loop
   * turns meanwhile.
   */
  async evaluate(set: DataSet, signal?: AbortSignal): Promise<SetEvaluation> {
    const { parameters, standardiser, lambda } = this.parts;
    this.assertFits(set);
    signal?.throwIfAborted();
    const breather = new Breather(signal);
    await breather.through(assertingFinite('set', set));
    const data = new StandardisedSet(set, standardiser, sampleWeights(set, null));
    await breather.through(data.copying(parameters.precision));
    const predictions = new Predictions(parameters.classes);
    for (let first = 0; first < set.samples; first += SLICE) {
      this.model.tally(predictions, data, data.inOrder.subarray(first, first + SLICE));
      await breather.breathe();
    }
    return { ...this.model.evaluation(predictions, lambda), answers: predictions.answers };
  }

  /** Asserts samples like those that were learnt from, with the same classes in the same order. */
  private assertFits(set: DataSet): void {
    const { parameters, classes } = this.parts;
    assertDataSet('set', set);
    assertInteger('set.features', set.features, parameters.features, parameters.features);
    assertInteger('set.classes.length', set.classes.length, classes.length, classes.length);
    classes.forEach((name, k) => assertEqual(`set.classes[${k}]`, set.classes[k], name));
  }
}

function emptySet(features: number) {
  return { name: 'rows', classes: ['', ''], features };
}

import { assertInteger, INVALID_ARGUMENT } from '../errors';
import type { DataSet, Row } from '../data';
import { probabilitiesOf, type Loss } from '../model';
import type { AnyEpochRecord } from '../training';
import { fittedBy, type Fitted } from './fitted';
import {
  assertClassifierOptions,
  type ClassifierOptions,
  type CourseOptions,
  classifierOptionsOf,
  type TrainingInput,
  type TrainOptions,
} from './options';
import { Predictor, type Candidate, type SetEvaluation } from './predictor';
import { isOneRow, type Rows } from './rows';
import { Training } from './training';

/** What goes on while a classifier is fitted. */
export interface FitOptions extends CourseOptions {
  readonly validation?: DataSet;
  readonly onEpoch?: (epoch: AnyEpochRecord) => void;
}

/**
 * A multi-class linear classifier: scores s = W x' + b, where x' are the standardised features. It
 * reads features as they come, as the training set had them: the standardisation is part of it.
 *
 * ```js
 * const classifier = new LinearClassifier({ epochs: 10, eta: 0.01 });
 * await classifier.fit(training, { validation });
 * classifier.predict(row); // 'cat'
 * ```
 */
export class LinearClassifier {
  private predictor: Predictor | null = null;
  /** The epochs of the training. */
  history: readonly AnyEpochRecord[] = [];

  /** @param options  the training's settings, each by default the assignment's; what computes */
  constructor(private readonly options: ClassifierOptions = {}) {
    assertClassifierOptions(options);
  }

  /** What a training has learnt; fitted anew, it is trained with the same options. */
  static of(fitted: Fitted, options: TrainOptions): LinearClassifier {
    const classifier = new LinearClassifier(classifierOptionsOf(options));
    classifier.become(fitted);
    return classifier;
  }

  /**
   * Trains anew, and becomes what was learnt; if it is stopped by the signal, what was best until
   * then. What it was before stays if it fails.
   *
   * @throws what `train` throws
   */
  async fit(
    training: TrainingInput,
    { validation, onEpoch, ...course }: FitOptions = {},
  ): Promise<this> {
    const data = validation === undefined ? training : { training: setOf(training), validation };
    const run = new Training(data, { ...this.options, ...course }, fittedBy);
    for await (const record of run) onEpoch?.(record);
    this.become(await run);
    return this;
  }

  private become({ predictor, history }: Fitted): void {
    this.predictor = predictor;
    this.history = history;
  }

  /** The classes' names; the scores and probabilities are in their order. */
  get classes(): readonly string[] {
    return this.fitted.parts.classes;
  }

  /** d, the number of features of a sample. */
  get features(): number {
    return this.fitted.parts.parameters.features;
  }

  /** The loss that it was trained on. */
  get loss(): Loss {
    return this.fitted.parts.objective.loss;
  }

  /** W: K×d, row-major, of standardised features; a copy. */
  get weights(): Float32Array | Float64Array {
    return this.fitted.parts.parameters.weights.slice();
  }

  /** b: K, likewise. */
  get bias(): Float32Array | Float64Array {
    return this.fitted.parts.parameters.bias.slice();
  }

  /** The name of the class with the highest score; of equals, the first. */
  predict(row: Row): string;
  predict(rows: Rows): string[];
  predict(rows: Row | Rows): string | string[] {
    const { fitted } = this;
    const best = (scores: Float64Array): string => fitted.parts.classes[argmax(scores)];
    if (isOneRow(rows)) return best(fitted.scoresOfOne(rows));
    return fitted.scoresOfSeveral(rows).map(best);
  }

  /**
   * The probability of each class, in the classes' order: the softmax of the scores, or of binary
   * cross-entropy each score's sigmoid. Of the hinge loss they order classes, and are no calibrated
   * probabilities.
   */
  probabilities(row: Row): Float64Array;
  probabilities(rows: Rows): Float64Array[];
  probabilities(rows: Row | Rows): Float64Array | Float64Array[] {
    const { fitted } = this;
    const of = (scores: Float64Array): Float64Array => probabilitiesOf(this.loss, scores);
    if (isOneRow(rows)) return of(fitted.scoresOfOne(rows));
    return fitted.scoresOfSeveral(rows).map(of);
  }

  /** The scores s = W x' + b, K each. */
  scores(row: Row): Float64Array;
  scores(rows: Rows): Float64Array[];
  scores(rows: Row | Rows): Float64Array | Float64Array[] {
    const { fitted } = this;
    return isOneRow(rows) ? fitted.scoresOfOne(rows) : fitted.scoresOfSeveral(rows);
  }

  /** The k classes with the highest scores and their probabilities, best first. */
  topK(row: Row, k: number): Candidate[];
  topK(rows: Rows, k: number): Candidate[][];
  topK(rows: Row | Rows, k: number): Candidate[] | Candidate[][] {
    const { fitted } = this;
    assertInteger('k', k, 1, fitted.parts.classes.length);
    if (isOneRow(rows)) return fitted.top(fitted.scoresOfOne(rows), k);
    return fitted.scoresOfSeveral(rows).map((scores) => fitted.top(scores, k));
  }

  /**
   * Loss, cost and accuracy on labelled samples, which count as the set's own weights say (class
   * weights are the training's alone), and the answer to each; the event loop turns meanwhile. Throws the signal's reason if it is aborted.
   */
  evaluate(set: DataSet, signal?: AbortSignal): Promise<SetEvaluation> {
    return this.fitted.evaluate(set, signal);
  }

  private get fitted(): Predictor {
    if (this.predictor !== null) return this.predictor;
    const message = 'classifier: expected one that is fitted, got one before fit()';
    throw Object.assign(new TypeError(message), { code: INVALID_ARGUMENT });
  }
}

function setOf(training: TrainingInput): DataSet {
  return 'training' in training ? training.training : training;
}

function argmax(scores: Float64Array): number {
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
  return best;
}

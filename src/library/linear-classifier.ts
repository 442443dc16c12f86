import type { BackendReport } from '../backend';
import { BYTE_RANGE, type DataSet, type ImageShape, type Row } from '../data';
import { assertInstance, assertInteger, INVALID_ARGUMENT } from '../errors';
import { readModel, saveModel } from '../exchange';
import type { Loss, Provenance } from '../model';
import type { AnyEpochRecord } from '../training';
import { calibrated, type TemperatureFit } from './calibrate';
import { fittedBy, type Fitted } from './fitted';
import { predictorOf } from './loaded';
import {
  assertClassifierOptions,
  type ClassifierOptions,
  type ComputeOptions,
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

  /**
   * Reads a model that `save` wrote as `.safetensors` or `.json`, or one of scikit-learn's as JSON
   * (`coef`, `intercept`, `classes`, `mean`, `scale`).
   *
   * @param options  what computes; all cores unless given
   * @throws OnelayerError FILE_INVALID that says what is wrong with the file
   */
  static async load(file: string, options: ComputeOptions = {}): Promise<LinearClassifier> {
    const classifier = new LinearClassifier(options);
    classifier.predictor = await predictorOf(await readModel(file), options);
    return classifier;
  }

  /**
   * Writes the model, whole or not at all, in the format that the file's ending names: `.safetensors`
   * (all of it), `.json` (likewise, with scikit-learn's names), `.onnx` (raw features to labels and
   * probabilities), `.csv` (the weights).
   *
   * @throws RangeError for another ending; OnelayerError NOT_WRITABLE
   */
  async save(file: string): Promise<void> {
    await saveModel(file, this.fitted.model);
  }

  /**
   * Fits the temperature T for which the probabilities of s/T are the likeliest on labelled samples that
   * it was not trained on; from then on, probabilities are those. Which class is the most probable stays.
   */
  async calibrate(set: DataSet, signal?: AbortSignal): Promise<TemperatureFit> {
    const { predictor, fit } = await calibrated(this.fitted, set, signal);
    this.predictor = predictor;
    return fit;
  }

  /** The classes' names; the scores and probabilities are in their order. */
  get classes(): readonly string[] {
    return this.fitted.model.classes;
  }

  /** d, the number of features of a sample. */
  get features(): number {
    return this.fitted.model.parameters.features;
  }

  /** Where features are images, their shape. */
  get image(): ImageShape | null {
    return this.fitted.model.image;
  }

  /** Whether it learnt from bytes, 0 to 255. */
  get bytes(): boolean {
    return this.fitted.model.standardiser.range === BYTE_RANGE;
  }

  /** The loss that it was trained on. */
  get loss(): Loss {
    return this.fitted.model.objective.loss;
  }

  /** T: probabilities are those of the scores s/T; 1 unless calibrated. */
  get temperature(): number {
    return this.fitted.model.temperature;
  }

  /** What it was trained with and on. */
  get provenance(): Provenance {
    return this.fitted.model.provenance;
  }

  /** What computes, and why. */
  get backend(): BackendReport {
    return this.fitted.compute.backend.report;
  }

  /** W: K×d, row-major, of standardised features; a copy. */
  get weights(): Float32Array | Float64Array {
    return this.fitted.model.parameters.weights.slice();
  }

  /** b: K, likewise. */
  get bias(): Float32Array | Float64Array {
    return this.fitted.model.parameters.bias.slice();
  }

  /** μ and σ, which standardise features: d each, of bytes scaled to [0, 1]; copies. */
  get standardisation(): { readonly mean: Float64Array; readonly deviation: Float64Array } {
    const { mean, deviation } = this.fitted.model.standardiser;
    return { mean: mean.slice(), deviation: deviation.slice() };
  }

  /** The name of the class with the highest score; of equals, the first. */
  predict(row: Row): string;
  predict(rows: Rows): string[];
  predict(rows: Row | Rows): string | string[] {
    const { fitted } = this;
    return isOneRow(rows) ? fitted.predictOne(rows) : fitted.predictSeveral(rows);
  }

  /**
   * The probability of each class, in the classes' order: the softmax of the scores, or of binary
   * cross-entropy each score's sigmoid. Of the hinge loss they order classes, and are no calibrated
   * probabilities before `calibrate`.
   *
   * @param into  where to write them, K for each row, one row after another: then nothing is allocated
   *              for them
   */
  probabilities(row: Row, into?: Float64Array): Float64Array;
  probabilities(rows: Rows): Float64Array[];
  probabilities(rows: Rows, into: Float64Array): Float64Array;
  probabilities(rows: Row | Rows, into?: Float64Array): Float64Array | Float64Array[] {
    const scores = this.score(rows, into);
    this.fitted.toProbabilities(scores);
    return isOneRow(rows) || into !== undefined ? scores : this.parted(scores);
  }

  /** The scores s = W x' + b, K each; `into` as in `probabilities`. */
  scores(row: Row, into?: Float64Array): Float64Array;
  scores(rows: Rows): Float64Array[];
  scores(rows: Rows, into: Float64Array): Float64Array;
  scores(rows: Row | Rows, into?: Float64Array): Float64Array | Float64Array[] {
    const scores = this.score(rows, into);
    return isOneRow(rows) || into !== undefined ? scores : this.parted(scores);
  }

  /** The k classes with the highest scores and their probabilities, best first. */
  topK(row: Row, k: number): Candidate[];
  topK(rows: Rows, k: number): Candidate[][];
  topK(rows: Row | Rows, k: number): Candidate[] | Candidate[][] {
    const { fitted } = this;
    assertInteger('k', k, 1, this.classes.length);
    const scores = this.score(rows);
    if (isOneRow(rows)) return fitted.top(scores, k);
    return this.parted(scores).map((own) => fitted.top(own, k));
  }

  /**
   * Loss, cost and accuracy on labelled samples, which count as the set's own weights say (class
   * weights are the training's alone), and the answer to each; the event loop turns meanwhile. Throws
   * the signal's reason if it is aborted.
   */
  evaluate(set: DataSet, signal?: AbortSignal): Promise<SetEvaluation> {
    return this.fitted.evaluate(set, signal);
  }

  /** The scores of one row or several, one row after another. */
  private score(rows: Row | Rows, into?: Float64Array): Float64Array {
    const { fitted, classes } = this;
    if (into !== undefined) assertInstance('into', into, [Float64Array]);
    if (!isOneRow(rows)) return fitted.scoreSeveral(rows, into);
    const K = classes.length;
    if (into !== undefined) assertInteger('into.length', into.length, K, K);
    return fitted.scoreOne(rows, into ?? new Float64Array(K));
  }

  /** K scores each. */
  private parted(scores: Float64Array): Float64Array[] {
    const K = this.classes.length;
    return Array.from({ length: scores.length / K }, (_, i) => scores.subarray(i * K, (i + 1) * K));
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

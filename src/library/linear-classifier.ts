import type { BackendReport } from '../backend';
import {
  BYTE_RANGE,
  type DataSet,
  type ImageShape,
  type Label,
  type LabelOf,
  type Row,
  type TypeOfLabel,
} from '../data';
import { argumentFault, assertInteger } from '../errors';
import { readModel, saveModel } from '../exchange';
import type { PatchFeatures, TransformOptions } from '../patches';
import type { FittedModel, Loss, Provenance } from '../model';
import type { Preparation } from '../tables/preparation';
import { printedPreparation } from '../tables/printed-preparation';
import type { Table } from '../tables/table';
import type { AnyEpochRecord } from '../training';
import { isOne } from './columns';
import { calibrated, type TemperatureFit } from './calibrate';
import { evaluated, type SetEvaluation } from './evaluation';
import { fittedBy, type Fitted } from './fitted';
import { explained, type Explanation } from './explain';
import { explainForeignMethods } from './foreign-methods';
import {
  assertClassifierOptions,
  type ClassifierOptions,
  type ComputeOptions,
  type FitOptions,
  classifierOptionsOf,
  settingsOf,
  trainingDataOf,
  type TrainingInput,
  type TrainOptions,
} from './options';
import { predictorOf, type Candidate, type Predictor } from './predictor';
import {
  printedClassifier,
  printedEvaluation,
  summaryOf,
  type ClassifierSummary,
} from './printing';
import type { Rows, Sample } from './rows';
import { Training } from './training';

/**
 * A multi-class linear classifier: scores s = W x' + b, where x' are the standardised features.
 *
 * The standardisation is part of the classifier, so it takes raw features: bytes if it was trained
 * on bytes, else numbers. `predict`, `probabilities`, `scores` and `topK` take one sample or many.
 * Before `fit` or `load`, they throw a TypeError.
 *
 * A sample is an array of d features or, if these have names, an object of them by name. A classifier
 * that was trained on a table takes the table's columns: `{ age: 39, colour: 'red' }`. It treats
 * categories that are new to it and missing values as it has learnt to. Other columns don't matter.
 *
 * It predicts labels of the type that the training set was made of: `train` and `fit` infer it, and it
 * is any `Label` after `load`.
 *
 * @typeParam L  the type of the labels, e.g. `number`
 * @category Models
 * @example Fit, evaluate and predict
 * ```ts
 * import { LinearClassifier, loadCsv, split } from 'onelayer';
 *
 * const flowers = await loadCsv('iris.csv', { labels: 'species' });
 * const { training, test } = split(flowers, { test: 0.2 }, { stratified: true });
 *
 * const classifier = new LinearClassifier({ epochs: 100, eta: 0.05, batchSize: 10 });
 * await classifier.fit(training);
 * console.log((await classifier.evaluate(test)).accuracy);
 * console.log(classifier.predict([5.1, 3.5, 1.4, 0.2]));
 * ```
 * @example Save and load
 * ```ts
 * await classifier.save('model.safetensors');
 * const loaded = await LinearClassifier.load('model.safetensors');
 * const [best] = loaded.topK(row, 3);
 * console.log(`${best.label}: ${(100 * best.probability).toFixed(1)} %`);
 * ```
 */
export class LinearClassifier<L extends Label = Label> {
  private predictor: Predictor | null = null;
  /** The epochs of the training; empty for a loaded classifier. */
  history: readonly AnyEpochRecord[] = [];

  /**
   * Creates a classifier to be fitted.
   *
   * @param options  settings of the training, by default the assignment's, and of the backend
   * @throws TypeError naming the unknown option
   */
  constructor(private readonly options: ClassifierOptions = {}) {
    assertClassifierOptions(options);
  }

  /** Creates a classifier from a training, with whose options `fit` trains it again. @internal */
  static of<L extends Label>(fitted: Fitted, options: TrainOptions): LinearClassifier<L> {
    const classifier = new LinearClassifier<L>(classifierOptionsOf(options));
    classifier.become(fitted);
    return classifier;
  }

  /**
   * Trains from new initial weights, like {@link train}, and takes over the model: after a stop by
   * the signal, the best so far by the validation metric. If training fails, nothing changes.
   *
   * @throws as `train`
   * @example
   * await classifier.fit(training, {
   *   validation,
   *   onEpoch: ({ epoch, train }) => console.log(epoch, train.cost),
   * });
   */
  async fit<Type extends TypeOfLabel<L>>(
    training: TrainingInput<Type>,
    { validation, onEpoch, ...course }: FitOptions = {},
  ): Promise<LinearClassifier<LabelOf<Type>>> {
    const own = trainingDataOf(training);
    const data = validation === undefined ? own : { ...own, validation };
    const run = new Training(data, { ...this.options, ...course }, fittedBy);
    for await (const record of run) onEpoch?.(record);
    this.become(await run);
    return this as unknown as LinearClassifier<LabelOf<Type>>;
  }

  /** Keeps what made the features of the training set of a table's columns. @internal */
  prepareBy(preparation: Preparation): void {
    this.predictor = this.fitted.withPreparation(preparation);
  }

  /** Makes the features of a sample. @param name  of the sample, for messages @internal */
  featuresOf(name: string, sample: Sample): Row {
    return this.fitted.reader.row(name, sample);
  }

  /** Makes features of pictures without holding the event loop; other samples stay. @internal */
  encoded(rows: Rows, signal?: AbortSignal): Promise<Rows> {
    return this.fitted.reader.encoded(rows, signal);
  }

  private become({ predictor, history }: Fitted): void {
    this.predictor = predictor;
    this.history = history;
  }

  /**
   * Loads a model from a `.safetensors` or `.json` file that `save` wrote, or a scikit-learn model
   * from JSON (`coef`, `intercept`, `classes`, `mean`, `scale`).
   *
   * @param options  the backend to compute with
   * @throws OnelayerError FILE_INVALID, naming the fault
   */
  static async load<L extends Label = Label>(
    file: string,
    options: ComputeOptions = {},
  ): Promise<LinearClassifier<L>> {
    const classifier = new LinearClassifier<L>(options);
    classifier.predictor = await predictorOf(await readModel(file), options);
    return classifier;
  }

  /**
   * Saves the model, whole or not at all, in the format that the file's ending names:
   * `.safetensors` and `.json` (everything; JSON with scikit-learn's names), `.onnx` (a graph from
   * raw features to `label` and `probabilities`), `.csv` (the weights). `load` reads the first two.
   *
   * @throws RangeError for another ending; OnelayerError NOT_WRITABLE
   */
  async save(file: string): Promise<void> {
    await saveModel(file, this.fitted.model);
  }

  /**
   * Calibrates the probabilities: fits the temperature T for which the probabilities of the scores
   * s/T have the lowest negative log-likelihood on samples that the classifier was not trained on.
   * From then on, `probabilities` and `topK` use s/T. The ranking of the classes doesn't change.
   *
   * Source: Guo et al., "On calibration of modern neural networks", 2017 (temperature scaling).
   *
   * @param set     e.g. the validation set; or a table, as `evaluate` takes it
   * @param signal  stops the fit; its reason is thrown. By default none
   * @param onProgress  called while features are made of pictures by `patches`, with those that are done
   *   and all. By default none
   * @example
   * const { temperature, before, after } = await classifier.calibrate(validation);
   * console.log(temperature, before.expectedError, after.expectedError);
   */
  async calibrate(
    set: DataSet | Table,
    signal?: AbortSignal,
    onProgress?: TransformOptions['onProgress'],
  ): Promise<TemperatureFit> {
    const { predictor, fit } = await calibrated(this.fitted, set, signal, onProgress);
    this.predictor = predictor;
    return fit;
  }

  /** The model as plain values. @internal */
  get model(): FittedModel {
    return this.fitted.model;
  }

  /** The labels of the K classes; scores and probabilities are in their order. */
  get classes(): readonly L[] {
    return this.fitted.labels as readonly L[];
  }

  /** d, the number of features of a sample; of a picture, its pixels' numbers. */
  get features(): number {
    return this.fitted.reader.features;
  }

  /** The names of the d features, if the training set had names, e.g. those of a CSV's header; else null. */
  get featureNames(): readonly string[] | null {
    return this.fitted.model.featureNames;
  }

  /** What makes the features of a table's columns; null if the classifier learnt from features as they are. */
  get preparation(): Preparation | null {
    const { preparation } = this.fitted.model;
    return preparation && printedPreparation(preparation);
  }

  /**
   * What makes features of pictures, if the classifier learnt from those of `patchFeatures`: it takes
   * pictures, and sets that were transformed already. Else null.
   */
  get patches(): PatchFeatures | null {
    return this.fitted.model.patches;
  }

  /** The shape of images; null for other samples. */
  get image(): ImageShape | null {
    const { image, patches } = this.fitted.model;
    return patches?.image ?? image;
  }

  /** True if features are bytes, from 0 to 255. */
  get bytes(): boolean {
    return this.fitted.model.standardiser.range === BYTE_RANGE;
  }

  /** The loss that the classifier was trained on. */
  get loss(): Loss {
    return this.fitted.model.objective.loss;
  }

  /** T: probabilities are those of s/T. 1 unless calibrated. */
  get temperature(): number {
    return this.fitted.model.temperature;
  }

  /** The origin of the model: settings, SHA-256 sums of the data, version, as JSON values. */
  get provenance(): Provenance {
    return this.fitted.model.provenance;
  }

  /** The backend in use, and why it was chosen. */
  get backend(): BackendReport {
    return this.fitted.compute.backend.report;
  }

  /** W: K×d, row-major, for standardised features; of pictures, for those that `patches` makes; a copy. */
  get weights(): Float32Array | Float64Array {
    return this.fitted.model.parameters.weights.slice();
  }

  /** b: K, for standardised features; a copy. */
  get bias(): Float32Array | Float64Array {
    return this.fitted.model.parameters.bias.slice();
  }

  /** μ and σ of the standardisation x' = (x − μ) / σ: d each, for bytes of x/255; copies. */
  get standardisation(): { readonly mean: Float64Array; readonly deviation: Float64Array } {
    const { mean, deviation } = this.fitted.model.standardiser;
    return { mean: mean.slice(), deviation: deviation.slice() };
  }

  /** Predicts the class of each of several samples. */
  predict(rows: Rows): L[];
  /**
   * Predicts the class of a sample: the label of that with the highest score; of equals, the first.
   *
   * @param row  d features, or values by column
   * @throws TypeError or RangeError naming the invalid row, feature or column
   */
  predict(row: Sample): L;
  predict(rows: Sample | Rows): L | L[] {
    const { fitted } = this;
    return (isOne(rows) ? fitted.predictOne(rows) : fitted.predictSeveral(rows)) as L | L[];
  }

  /** Computes the probabilities of several samples: an array of K numbers for each. */
  probabilities(rows: Rows): Float64Array[];
  /**
   * Computes the probabilities of several samples into an array of the caller's.
   *
   * @param into  n×K, row-major; the output, also returned
   */
  probabilities(rows: Rows, into: Float64Array): Float64Array;
  /**
   * Computes the probability of each class: K numbers, in the order of `classes`.
   *
   * They are the softmax of s/T; with binary cross-entropy, the sigmoid of each s/T, which need not
   * add up to 1. With the hinge loss they only rank the classes until `calibrate` is called.
   *
   * @param row   d features, or values by column
   * @param into  an array of K to write to and return, so that nothing is allocated. By default a new one
   * @example
   * const probabilities = classifier.probabilities(row);
   * classifier.classes.forEach((name, k) => console.log(name, probabilities[k]));
   */
  probabilities(row: Sample, into?: Float64Array): Float64Array;
  probabilities(rows: Sample | Rows, into?: Float64Array): Float64Array | Float64Array[] {
    const { fitted } = this;
    const scores = fitted.scores(rows, into);
    fitted.toProbabilities(scores);
    return isOne(rows) || into !== undefined ? scores : fitted.parted(scores);
  }

  /** Computes the scores of several samples: an array of K numbers for each. */
  scores(rows: Rows): Float64Array[];
  /**
   * Computes the scores of several samples into an array of the caller's.
   *
   * @param into  n×K, row-major; the output, also returned
   */
  scores(rows: Rows, into: Float64Array): Float64Array;
  /**
   * Computes the scores s = W x' + b: K numbers, in the order of `classes`.
   *
   * @param row   d features, or values by column
   * @param into  an array of K to write to and return, so that nothing is allocated. By default a new one
   */
  scores(row: Sample, into?: Float64Array): Float64Array;
  scores(rows: Sample | Rows, into?: Float64Array): Float64Array | Float64Array[] {
    const { fitted } = this;
    const scores = fitted.scores(rows, into);
    return isOne(rows) || into !== undefined ? scores : fitted.parted(scores);
  }

  /** Ranks the classes for each of several samples. */
  topK(rows: Rows, k: number): Candidate<L>[][];
  /**
   * Ranks the classes: the k with the highest scores and their probabilities, best first; all of them
   * if k is above K.
   *
   * @param row  d features, or values by column
   * @param k    at least 1
   * @example
   * for (const { label, probability } of classifier.topK(row, 2)) console.log(label, probability);
   */
  topK(row: Sample, k: number): Candidate<L>[];
  topK(rows: Sample | Rows, k: number): Candidate<L>[] | Candidate<L>[][] {
    const { fitted } = this;
    if (k !== Infinity) assertInteger('k', k, 1);
    const scores = fitted.scores(rows);
    const top = (own: Float64Array) => fitted.top(own, k) as Candidate<L>[];
    return isOne(rows) ? top(scores) : fitted.parted(scores).map(top);
  }

  /**
   * Explains the score of a class as a sum: what each column of the sample adds to the score of the mean
   * sample of the training set, s = b + Σ w x', where x' are the standardised features. The terms of
   * features that were made of one column are added up.
   *
   * @param row    d features, or values by column
   * @param label  the class; by default the predicted one
   * @throws TypeError or RangeError naming the invalid row, feature or column; RangeError for a label
   *   that no class has
   * @example
   * const { label, contributions } = classifier.explain(row);
   * for (const { column, value, contribution } of contributions) console.log(column, value, contribution);
   */
  explain(row: Sample, label?: L): Explanation<L> {
    return explained(this.fitted, row, label) as Explanation<L>;
  }

  /**
   * Evaluates the classifier on labelled samples: loss, cost, accuracy, and the prediction for each
   * sample. The loss is weighted by the set's own weights; class weights apply to training alone.
   * Doesn't block the event loop.
   *
   * @param set     with the classes and features of the training set; or, of a classifier that was trained
   *   on a table, a table with its columns, that of the labels too; rows without a label are left out
   * @param signal  stops the evaluation; its reason is thrown. By default none
   * @param onProgress  as of `calibrate`
   * @throws TypeError or RangeError naming the invalid field of the set; OnelayerError DATA_INVALID naming
   *   column and row of a table
   * @example
   * const { accuracy, predictions } = await classifier.evaluate(test);
   * console.log(accuracy, confusionMatrix(predictions, classifier.classes.length));
   */
  evaluate(
    set: DataSet | Table,
    signal?: AbortSignal,
    onProgress?: TransformOptions['onProgress'],
  ): Promise<SetEvaluation> {
    return evaluated(this.fitted, set, signal, onProgress).then(printedEvaluation);
  }

  /** A plain summary, for `JSON.stringify`: `save` keeps the whole model. */
  toJSON(): ClassifierSummary {
    return this.predictor === null
      ? { fitted: false, settings: settingsOf(this.options) }
      : summaryOf(this);
  }

  private get fitted(): Predictor {
    if (this.predictor !== null) return this.predictor;
    const message = 'classifier: expected one that is fitted, got one before fit()';
    throw argumentFault(TypeError, message);
  }
}

explainForeignMethods(LinearClassifier.prototype);
printedClassifier(LinearClassifier.prototype);

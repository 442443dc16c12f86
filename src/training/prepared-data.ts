import {
  assertDataSet,
  assertingFinite,
  assertLike,
  flipping,
  ordering,
  sourcing,
  Standardiser,
  type DataSet,
  type Features,
  type LabelType,
  type RowSource,
} from '../data';
import { argumentError, assertDefined, assertInteger, show } from '../errors';
import { patchesOf } from '../patches';
import type { Task } from '../tasks';
import {
  assertSettings,
  assertShared,
  isBatch,
  sampleWeights,
  weightsOfClasses,
  wholeSettings,
  type Standardising,
} from './settings';

/** The data of a training, with or without a validation set. */
export interface AnyTrainingData<Type extends LabelType = LabelType> {
  /** The samples to train on. */
  readonly training: DataSet<Features, Type>;
  /**
   * Samples to evaluate after each epoch, for learning curves and early stopping. By default none.
   */
  readonly validation?: DataSet;
}

/** The data of a training with a validation set. */
export interface TrainingData extends AnyTrainingData {
  readonly validation: DataSet;
}

/** Data standardised by the training set's mean and deviation, as the models see them. */
export interface PreparedData {
  readonly given: AnyTrainingData;
  readonly standardiser: Standardiser;
  /** The training set: the rows of one epoch, whose mirror images, if any, come after them. */
  readonly rows: RowSource;
  readonly validation: RowSource | null;
  /** The weight of each class in the loss: K; null if all are equal. */
  readonly classWeights: readonly number[] | null;
}

/**
 * Validates data and settings and prepares the data, as a cooperative task.
 *
 * @param given  settings; runs with the same shared settings can share the result
 * @throws TypeError or RangeError naming the invalid setting, or field of the data
 */
export function* preparingData(data: AnyTrainingData, given: object): Task<PreparedData> {
  assertTraining(data, [given]);
  const { training } = data;
  const { featureNames } = training;
  const validation =
    data.validation && (yield* ordering('validation', data.validation, featureNames));
  const { horizontalFlips, standardise, dtype, classWeights, ...others } = wholeSettings(given);
  const batchSize = isBatch(given) ? 1 : others.batchSize;
  yield* assertingFinite('training', training);
  if (validation !== undefined) yield* assertingFinite('validation', validation);

  const seen = horizontalFlips ? yield* flipping(training) : training;
  const standardiser = yield* standardising(seen, standardise);
  assertSpread(training, standardiser);
  const ofClasses = classWeights && weightsOfClasses(classWeights, training);
  const how = { standardiser, classWeights: ofClasses };
  return {
    given: validation ? { ...data, validation } : data,
    ...how,
    rows: yield* seeing(seen, how, dtype, { rows: training.samples, batchSize }),
    validation: validation ? yield* seeing(validation, how, dtype) : null,
  };
}

function* standardising(set: DataSet, how: Standardising): Task<Standardiser> {
  if (how === false) return Standardiser.none(set);
  const fitted = yield* Standardiser.fitting(set);
  return how === 'damped' ? fitted.damped() : fitted;
}

/** Throws unless x − μ of every feature can be computed: |x − μ| is at most √n σ. */
function assertSpread({ samples, featureNames }: DataSet, { mean, deviation }: Standardiser): void {
  const j = deviation.findIndex(
    (sigma, at) => !Number.isFinite(Math.abs(mean[at]) + Math.sqrt(samples) * sigma),
  );
  if (j < 0) return;
  const expected = 'features that can be standardised in float64';
  throw argumentError(
    RangeError,
    `training.X: feature ${j}${featureNames ? ` (${show(featureNames[j])})` : ''}`,
    expected,
    `a deviation of ${deviation[j]}`,
  );
}

/** Makes a set what the models see of it, as a cooperative task. */
function* seeing(
  set: DataSet,
  { standardiser, classWeights }: Pick<PreparedData, 'standardiser' | 'classWeights'>,
  dtype: 'float32' | 'float64',
  more: Pick<Parameters<typeof sourcing>[1], 'rows' | 'batchSize'> = {},
): Task<RowSource> {
  const weights = sampleWeights(set, classWeights);
  return yield* sourcing(set, { standardiser, dtype, weights, ...more });
}

/** Throws unless data and settings of runs that are trained together are valid, naming the fault. */
export function assertTraining(
  { training, validation }: AnyTrainingData,
  settings: readonly object[],
): void {
  assertInteger('settings.length', settings.length, 1);
  assertDataSet('training', training);
  patchesOf('training', training);
  if (validation !== undefined) assertLike('validation', validation, training);
  for (const own of settings) {
    assertSettings(own, training);
    if (wholeSettings(own).earlyStopping === null) continue;
    assertDefined('validation', validation, 'a validation set for early stopping');
  }
  assertShared(settings);
}

/**
 * Prepares other data in the same way, e.g. the test set, as a cooperative task.
 *
 * @throws TypeError or RangeError naming the field that is invalid or doesn't match the training set
 */
export function* preparingSet(
  data: PreparedData,
  set: DataSet,
  dtype: 'float32' | 'float64',
): Task<RowSource> {
  const { training } = data.given;
  assertLike('set', set, training);
  const ordered = yield* ordering('set', set, training.featureNames);
  yield* assertingFinite('set', ordered);
  return yield* seeing(ordered, data, dtype);
}

import type { DataSet } from '../data';
import {
  assertBoolean,
  assertInRange,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertOneOf,
  assertPositive,
} from '../errors';
import {
  assertLabelSmoothing,
  CROSS_ENTROPY,
  LOSSES,
  type Momentum,
  type Objective,
  type Precision,
} from '../model';
import { assertEarlyStopping, type EarlyStopping } from './early-stopping';
import { assertClassWeights, type ClassWeights } from './sample-weights';
import { assertSchedule, type Schedule } from './schedule';

/** The settings of plain mini-batch gradient descent, as the assignment has it. */
interface BasicSettings {
  /**
   * λ, the weight decay: the cost is loss + λ Σ W². At least 0, the default.
   * PyTorch's `weight_decay` is 2λ, and scikit-learn's C is 1 / (2nλ).
   */
  readonly lambda: number;
  /** η, the learning rate; above 0. By default 0.001. */
  readonly eta: number;
  /** How often all samples are gone through: at least 1. By default 40. */
  readonly epochs: number;
  /** n_b, the number of samples in a mini-batch: from 1 to n. By default 100. */
  readonly batchSize: number;
  /**
   * Seeds the generator that draws the initial weights, then the order and the flips of each
   * epoch. By default 42.
   */
  readonly seed: number;
  /** Whether each epoch takes the samples in a new random order. By default true. */
  readonly shuffle: boolean;
  /** The type of the numbers to compute with. By default `float32`. */
  readonly precision: Precision;
}

/** The settings that go beyond the assignment; each is off by default. */
export interface Refinements extends Objective, Momentum {
  /** How the learning rate changes during the training. By default it is constant. */
  readonly schedule: Schedule;
  /** When to end before the last epoch; needs a validation set. By default null: never. */
  readonly earlyStopping: EarlyStopping | null;
  /** How much the samples of each class count in the loss. By default null: all alike. */
  readonly classWeights: ClassWeights | null;
  /** Whether features are standardised. If not, bytes are scaled to [0, 1] all the same. By default true. */
  readonly standardise: boolean;
  /** Whether each epoch mirrors each training image from left to right with probability ½. By default false. */
  readonly horizontalFlips: boolean;
}

/**
 * The settings of a training: with the data, they decide the result.
 *
 * @category Training
 */
export interface TrainingSettings extends BasicSettings, Partial<Refinements> {}

/** Settings with what wasn't given filled in. */
export type WholeSettings = BasicSettings & Refinements;

/**
 * The assignment's settings; λ and η are those of its configuration 2.
 *
 * @category Training
 */
export const DEFAULT_SETTINGS: BasicSettings = {
  lambda: 0,
  eta: 0.001,
  epochs: 40,
  batchSize: 100,
  seed: 42,
  shuffle: true,
  precision: 'float32',
};

/** The assignment's method, without anything beyond it. */
export const NO_REFINEMENTS: Refinements = {
  ...CROSS_ENTROPY,
  momentum: 0,
  nesterov: false,
  schedule: { kind: 'constant' },
  earlyStopping: null,
  classWeights: null,
  standardise: true,
  horizontalFlips: false,
};

/** Settings with what wasn't given filled in. */
export function wholeSettings(settings: TrainingSettings): WholeSettings {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { ...NO_REFINEMENTS, ...(Object.fromEntries(given) as unknown as TrainingSettings) };
}

const KEYS = Object.keys({ ...DEFAULT_SETTINGS, ...NO_REFINEMENTS });

/** Asserts that a run can be made with these settings on a training set. */
export function assertSettings(given: TrainingSettings, training: DataSet): void {
  assertKnownKeys('settings', given, KEYS);
  const settings = wholeSettings(given);
  assertNonNegative('lambda', settings.lambda);
  assertPositive('eta', settings.eta);
  assertInteger('epochs', settings.epochs, 1);
  assertInteger('batchSize', settings.batchSize, 1, training.samples);
  assertInteger('seed', settings.seed, 0);
  assertBoolean('shuffle', settings.shuffle);
  assertOneOf('precision', settings.precision, ['float32', 'float64']);
  assertRefinements(settings, training);
}

function assertRefinements(settings: WholeSettings, { classes }: DataSet): void {
  assertOneOf('loss', settings.loss, LOSSES);
  assertLabelSmoothing('labelSmoothing', settings);
  assertInRange('momentum', settings.momentum, 0, 1, 'below');
  assertBoolean('nesterov', settings.nesterov);
  if (settings.nesterov) assertPositive("momentum (Nesterov's)", settings.momentum);
  assertSchedule(settings.schedule, settings.eta);
  if (settings.earlyStopping !== null) assertEarlyStopping(settings.earlyStopping);
  if (settings.classWeights !== null) assertClassWeights(settings.classWeights, classes.length);
  assertBoolean('standardise', settings.standardise);
  assertBoolean('horizontalFlips', settings.horizontalFlips);
}

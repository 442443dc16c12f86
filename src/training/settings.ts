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

/** What the assignment's runs differ in. */
interface BasicSettings {
  /** λ, the weight decay: the cost is loss + λ Σ W². */
  readonly lambda: number;
  /** η, the learning rate. */
  readonly eta: number;
  readonly epochs: number;
  /** n_b, the samples in a mini-batch. */
  readonly batchSize: number;
  /** Of the generator that draws the initial weights, then each epoch's order and flips. */
  readonly seed: number;
  /** Whether each epoch takes the samples in a new random order. */
  readonly shuffle: boolean;
  readonly precision: Precision;
}

/** What goes beyond the assignment; each is off unless given. */
export interface Refinements extends Objective, Momentum {
  /** How η changes. */
  readonly schedule: Schedule;
  readonly earlyStopping: EarlyStopping | null;
  readonly classWeights: ClassWeights | null;
  /** Whether features are standardised; bytes are scaled to [0, 1] all the same. */
  readonly standardise: boolean;
  /** Whether each epoch mirrors each training image from left to right with probability ½. */
  readonly horizontalFlips: boolean;
}

/** What decides a run, together with its data. */
export interface TrainingSettings extends BasicSettings, Partial<Refinements> {}

/** Settings with what wasn't given filled in. */
export type WholeSettings = BasicSettings & Refinements;

/** Those of the assignment; λ and η are configuration 2's. */
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

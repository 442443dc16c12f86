import {
  argumentError,
  assertBoolean,
  assertInRange,
  assertOneOf,
  assertPositive,
} from '../../errors';
import { assertLabelSmoothing, CROSS_ENTROPY, LOSSES, type Loss } from '../../model';
import { assertSchedule, scheduleForm, SOLVER_WORDS, SOLVERS, type Schedule } from '../solvers';
import { assertClassWeights, type ClassWeights } from './class-weights';
import {
  assertEarlyStopping,
  earlyStoppingForm,
  METRICS,
  ofPatience,
  type EarlyStopping,
} from './early-stopping';
import { MINI_BATCH } from './assignment';
import { assertForLbfgs } from './for-lbfgs';
import { integerFrom, nonNegative, positive } from './parse';
import {
  parseSchedule,
  SCHEDULE_FORMS,
  SCHEDULE_RULES,
  scheduleWords,
  type ScheduleText,
} from './schedule-option';
import { option, setting } from './setting';

/** Whether and how features are standardised: see the setting `standardise`. */
export type Standardising = boolean | 'damped';

type SolverName = keyof typeof SOLVERS;

const SOLVER_NAMES = Object.keys(SOLVERS) as SolverName[];

/** The settings beyond the assignment. Results files omit those that have their defaults. */
export const EXTENSIONS = {
  /** The loss that is minimised, beside the penalty. By default `cross-entropy`. */
  loss: setting<Loss>({
    default: CROSS_ENTROPY.loss,
    scope: 'shared',
    check: (name, value) => assertOneOf(name, value, LOSSES),
    form: (z) => z.enum(LOSSES).describe('What was minimised, beside the penalty'),
    options: [option('--loss <name>', 'loss to minimise, beside the penalty', { choices: LOSSES })],
    words: (value) => `${value} loss`,
  }),

  /**
   * ε of label smoothing: targets are T = (1 − ε) Y + ε/K, where Y is one-hot. From 0 to below 1;
   * always 0 for a loss without targets, the hinge loss. By default 0.
   *
   * Source: Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016.
   */
  labelSmoothing: setting<number>({
    default: CROSS_ENTROPY.labelSmoothing,
    scope: 'shared',
    check: (name, value, { loss }) =>
      assertLabelSmoothing(name, { loss: loss as Loss, labelSmoothing: value }),
    form: (z) => z.number().min(0).max(1).describe('ε: targets (1 − ε) Y + ε/K'),
    options: [
      option('--label-smoothing <epsilon>', 'targets (1 − ε) Y + ε/K instead of Y', {
        parse: nonNegative,
      }),
    ],
    words: (value) => `label smoothing ${value}`,
  }),

  /**
   * The method that minimises the cost: `mini-batch` gradient descent, or `lbfgs`, whole passes by
   * preconditioned L-BFGS to the optimum, with a certificate of how far it is at most: for
   * cross-entropy and binary cross-entropy. By default `mini-batch`.
   */
  solver: setting<SolverName>({
    default: 'mini-batch',
    scope: 'shared',
    check: (name, value, { loss }, { classes }) => {
      assertOneOf(name, value, SOLVER_NAMES);
      if (value === 'lbfgs') assertForLbfgs(loss as Loss, classes.length);
    },
    form: (z) => z.enum(SOLVER_NAMES),
    options: [
      option('--solver <name>', 'method that minimises the cost', { choices: SOLVER_NAMES }),
    ],
    words: (value) => SOLVER_WORDS[value].title,
  }),

  /**
   * The certified gap J − J* at which the solver `lbfgs` ends, as a fraction of J: above 0. By default
   * 10⁻⁶. At λ = 0 it ends when the gradient's norm has fallen to √tolerance of what it was.
   */
  tolerance: setting<number>({
    default: 1e-6,
    solvers: ['lbfgs'],
    scope: 'shared',
    check: assertPositive,
    form: (z) => z.number().positive(),
    options: [
      option(
        '--tolerance <fraction>',
        'gap above the optimum at which it ends, relative to the cost',
        {
          parse: positive,
        },
      ),
    ],
    words: (value) => `tolerance ${value.toExponential()}`,
  }),

  /**
   * μ of momentum: v ← μ v + g, W ← W − η v. From 0, which is plain gradient descent, to below 1. By
   * default 0.
   */
  momentum: setting<number>({
    default: 0,
    solvers: MINI_BATCH,
    scope: 'shared',
    check: (name, value) => assertInRange(name, value, 0, 1, 'below'),
    form: (z) => z.number().min(0).max(1),
    options: [
      option('--momentum <mu>', 'weight μ of earlier steps: v ← μ v + dW', { parse: nonNegative }),
    ],
    words: (value, { nesterov }) => `momentum ${value}${nesterov === true ? " (Nesterov's)" : ''}`,
  }),

  /** True for Nesterov's momentum in PyTorch's form: W ← W − η (g + μ v). By default false. */
  nesterov: setting<boolean>({
    default: false,
    solvers: MINI_BATCH,
    scope: 'shared',
    check: (name, value, { momentum }) => {
      assertBoolean(name, value);
      if (value) assertPositive("momentum (Nesterov's)", momentum);
    },
    form: (z) => z.boolean(),
    options: [option('--nesterov', "Nesterov's momentum")],
  }),

  /**
   * The schedule of the learning rate, also in the command line's form: `'cosine'`,
   * `'step:10:0.5'`. By default constant.
   */
  schedule: setting<Schedule, ScheduleText>({
    default: { kind: 'constant' },
    solvers: MINI_BATCH,
    read: (name, given) => (typeof given === 'string' ? parseSchedule(name, given) : given),
    scope: 'run',
    check: (name, value, { eta }) => assertSchedule(name, value, eta as number),
    form: (z) =>
      scheduleForm(z).describe('How the learning rate changed; constant where it is not said'),
    fill: (value) => (value.kind === 'cosine' ? { minimum: 0, ...value } : value),
    options: [
      option(
        '--schedule <rule>',
        `how η changes: ${SCHEDULE_FORMS.join(', ')}; ${SCHEDULE_RULES}`,
        {
          parse: parseSchedule,
          defaultWords: 'constant',
        },
      ),
    ],
    words: (value) => `η by ${scheduleWords(value)}`,
  }),

  /**
   * The rule to end before the last epoch, or its patience in epochs, at least 1; needs a validation
   * set. By default null: never.
   */
  earlyStopping: setting<EarlyStopping | null, number>({
    default: null,
    read: (name, given) => (typeof given === 'number' ? ofPatience(name, given) : given),
    scope: 'run',
    check: (name, value) => {
      if (value !== null) assertEarlyStopping(name, value);
    },
    form: (z) => earlyStoppingForm(z).nullable(),
    fill: (value) => value && { metric: 'accuracy', minimumDelta: 0, ...value },
    options: [
      option(
        '--early-stopping <epochs>',
        'end after so many epochs without a better validation metric, with the best weights',
        { parse: integerFrom(1), default: undefined },
      ),
      option('--metric <name>', 'metric that early stopping monitors', {
        choices: METRICS,
        default: 'accuracy',
      }),
      option('--minimum-delta <number>', 'smallest improvement of the metric that counts', {
        parse: nonNegative,
        default: 0,
      }),
    ],
    combine: ({ earlyStopping: patience, metric, minimumDelta }) =>
      patience === undefined ? null : ({ metric, patience, minimumDelta } as EarlyStopping),
    words: (value) =>
      value &&
      `early stopping after ${value.patience} epochs without better ${value.metric ?? 'accuracy'}`,
  }),

  /**
   * The weight of each class in the loss: K, at least 0, or `balanced`, n / (K n_k). By default null:
   * all equal.
   */
  classWeights: setting<ClassWeights | null>({
    default: null,
    scope: 'shared',
    check: (name, value, _, { classes }) => {
      if (value !== null) assertClassWeights(name, value, classes.length);
    },
    form: (z) => z.union([z.literal('balanced'), z.array(z.number().min(0))]).nullable(),
    options: [],
    words: (value) =>
      value && (value === 'balanced' ? 'balanced classes' : `class weights ${value.join(', ')}`),
  }),

  /**
   * True to standardise features; if false, bytes are still scaled to [0, 1]; `damped` for
   * x' = (x − μ) / √(F (σ² + σ̄²/100)), where F is the number of features and σ̄² the mean of σ²: for
   * thousands of features of one kind, such as those of `patchFeatures`. By default true.
   */
  standardise: setting<Standardising>({
    default: true,
    scope: 'shared',
    check: (name, value) => {
      if (typeof value === 'boolean' || (value as unknown) === 'damped') return;
      throw argumentError(TypeError, name, 'true, false or "damped"', value);
    },
    form: (z) => z.union([z.boolean(), z.literal('damped')]),
    options: [option('--no-standardise', 'only scale pixels to [0, 1]')],
    words: (value) => (value === 'damped' ? 'standardised, damped' : 'not standardised'),
  }),

  /** True to mirror training images left to right, each with probability ½ an epoch. By default false. */
  horizontalFlips: setting<boolean>({
    default: false,
    solvers: MINI_BATCH,
    scope: 'shared',
    check: assertBoolean,
    form: (z) => z.boolean(),
    options: [option('--flips', 'mirror each training image with probability ½ in each epoch')],
    words: () => 'horizontal flips',
  }),
};

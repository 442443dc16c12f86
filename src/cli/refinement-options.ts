import { Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { assertLabelSmoothing, LOSSES } from '../model';
import {
  METRICS,
  NO_REFINEMENTS,
  type EarlyStopping,
  withoutDefaults,
  type Refinements,
  type Schedule,
} from '../training';
import { integerOption, nonNegativeOption, positiveOption } from './number-option';

/** What is trained on, beyond the assignment. */
export const lossOption = new Option('--loss <name>', 'what is minimised, beside the penalty')
  .choices(LOSSES)
  .default(NO_REFINEMENTS.loss);

export const labelSmoothingOption = new Option(
  '--label-smoothing <epsilon>',
  'targets (1 − ε) Y + ε/K instead of Y',
)
  .argParser(nonNegativeOption('--label-smoothing'))
  .default(NO_REFINEMENTS.labelSmoothing);

export const momentumOption = new Option('--momentum <mu>', 'of the steps before: v ← μ v + dW')
  .argParser(nonNegativeOption('--momentum'))
  .default(NO_REFINEMENTS.momentum);

const SCHEDULE_FORMS = [
  'constant',
  'step:EPOCHS:FACTOR',
  'exponential:FACTOR',
  'cosine[:MINIMUM]',
  'cyclic:MINIMUM:STEPS',
];

export const scheduleOption = new Option(
  '--schedule <rule>',
  `how η changes: ${SCHEDULE_FORMS.join(', ')}`,
)
  .argParser(parseSchedule)
  .default(NO_REFINEMENTS.schedule, 'constant');

export const patienceOption = new Option(
  '--early-stopping <epochs>',
  'end after so many epochs without a better validation metric, with the best weights',
).argParser(integerOption('--early-stopping', 1));

export const metricOption = new Option('--metric <name>', 'that early stopping looks at')
  .choices(['accuracy', 'loss', 'cost'] as const)
  .default('accuracy' as const);

export const minimumDeltaOption = new Option(
  '--minimum-delta <number>',
  'by how much the metric must be better to count',
)
  .argParser(nonNegativeOption('--minimum-delta'))
  .default(0);

/** Reads a schedule, e.g. `step:10:0.5`; what its numbers may be is checked with the settings. */
function parseSchedule(text: string): Schedule {
  const [kind, ...rest] = text.split(':');
  const number = (at: number): number => positiveOption(`--schedule ${kind}`)(rest[at]);
  const expect = (fewest: number, most: number): void => {
    if (rest.length >= fewest && rest.length <= most) return;
    const form = SCHEDULE_FORMS.find((known) => known.startsWith(kind));
    throw new InvalidArgumentError(`Expected ${form}.`);
  };
  switch (kind) {
    case 'constant':
      expect(0, 0);
      return { kind };
    case 'step':
      expect(2, 2);
      return { kind, every: number(0), factor: number(1) };
    case 'exponential':
      expect(1, 1);
      return { kind, factor: number(0) };
    case 'cosine':
      expect(0, 1);
      return rest.length === 0 ? { kind } : { kind, minimum: number(0) };
    case 'cyclic':
      expect(2, 2);
      return { kind, minimum: number(0), halfCycle: number(1) };
    default:
      throw new InvalidArgumentError(`Expected one of ${SCHEDULE_FORMS.join(', ')}.`);
  }
}

/** The options above as they were given. */
export interface GivenRefinements {
  readonly loss: Refinements['loss'];
  readonly labelSmoothing: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly schedule: Schedule;
  readonly earlyStopping?: number;
  readonly metric: (typeof METRICS)[number];
  readonly minimumDelta: number;
  readonly standardise: boolean;
  readonly flips: boolean;
}

/** The refinements that were asked for; what is off is left out. */
export function refinementsOf(given: GivenRefinements): Partial<Refinements> {
  const { earlyStopping: patience, metric, minimumDelta } = given;
  const earlyStopping: EarlyStopping | null =
    patience === undefined ? null : { metric, patience, minimumDelta };
  const all: Refinements = { ...NO_REFINEMENTS, ...picked(given), earlyStopping };
  assertLabelSmoothing('--label-smoothing', all);
  return withoutDefaults(all);
}

function picked(given: GivenRefinements) {
  const { loss, labelSmoothing, momentum, nesterov, schedule, standardise, flips } = given;
  return {
    loss,
    labelSmoothing,
    momentum,
    nesterov,
    schedule,
    standardise,
    horizontalFlips: flips,
  };
}

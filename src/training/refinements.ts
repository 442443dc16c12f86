import type { EarlyStopping } from './early-stopping';
import type { ClassWeights } from './sample-weights';
import type { Schedule } from './schedule';
import { NO_REFINEMENTS, type Refinements } from './settings';

/** Only what differs from the assignment's method. */
export function withoutDefaults(all: Refinements): Partial<Refinements> {
  const entries = Object.entries(all).filter(
    ([key, value]) =>
      JSON.stringify(value) !== JSON.stringify(NO_REFINEMENTS[key as keyof Refinements]),
  );
  return Object.fromEntries(entries);
}

/** Refinements in words, e.g. `hinge loss, momentum 0.9`; none for the assignment's method. */
export function describeRefinements(refinements: Partial<Refinements>): string[] {
  const { loss, labelSmoothing, momentum, nesterov, schedule, earlyStopping } = refinements;
  const { classWeights, standardise, horizontalFlips } = refinements;
  return [
    loss && `${loss} loss`,
    labelSmoothing && `label smoothing ${labelSmoothing}`,
    momentum && `momentum ${momentum}${nesterov ? " (Nesterov's)" : ''}`,
    schedule && `η by ${describeSchedule(schedule)}`,
    earlyStopping && describeEarlyStopping(earlyStopping),
    classWeights && describeClassWeights(classWeights),
    standardise === false && 'not standardised',
    horizontalFlips && 'horizontal flips',
  ].filter((text) => typeof text === 'string');
}

function describeEarlyStopping({ patience, metric = 'accuracy' }: EarlyStopping): string {
  return `early stopping after ${patience} epochs without better ${metric}`;
}

function describeClassWeights(weights: ClassWeights): string {
  return weights === 'balanced' ? 'balanced classes' : `class weights ${weights.join(', ')}`;
}

function describeSchedule({ kind, ...numbers }: Schedule): string {
  return [kind, ...Object.values(numbers)].join(':');
}

/** Whether a run is the assignment's, but for what its configurations differ in. */
export const isPlain = (refinements: Partial<Refinements>): boolean =>
  Object.keys(refinements).length === 0;

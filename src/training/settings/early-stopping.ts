import { assertInteger, assertKnownKeys, assertNonNegative, assertOneOf } from '../../errors';
import type { Evaluation } from '../../model';
import type { Builders } from './setting';

/** The metric that early stopping monitors. */
export type Metric = keyof Evaluation;

export const METRICS: readonly Metric[] = ['accuracy', 'loss', 'cost'];

/**
 * Ends a training when its validation metric has not improved for some epochs. The classifier gets
 * the parameters of the best epoch, even if the training ran to its last.
 *
 * Source: Prechelt, "Early stopping, but when?", 1998 (criterion UP, counted from the best epoch).
 *
 * @category Training
 */
export interface EarlyStopping {
  /** The validation metric to monitor: `accuracy`, `loss` or `cost`. By default `accuracy`. */
  readonly metric?: Metric;
  /** The number of epochs without improvement after which training ends: at least 1. */
  readonly patience: number;
  /** An improvement must be larger than this, in the metric's unit: at least 0. By default 0. */
  readonly minimumDelta?: number;
}

/** Returns true if a value beats the best so far by more than `minimumDelta`. NaN never does. */
export function isBetter(
  value: number,
  best: number | null,
  { metric = 'accuracy', minimumDelta = 0 }: Omit<EarlyStopping, 'patience'>,
): boolean {
  if (best === null) return !Number.isNaN(value);
  return metric === 'accuracy' ? value > best + minimumDelta : value < best - minimumDelta;
}

/** Makes the rule of a number of epochs, as `--early-stopping` does. */
export function ofPatience(name: string, patience: number): EarlyStopping {
  assertInteger(name, patience, 1);
  return { patience };
}

/** Keras's names. */
const FOREIGN = new Map([
  ['mindelta', 'the smallest improvement is minimumDelta'],
  ['monitor', 'what is monitored is the metric'],
]);

export function assertEarlyStopping(name: string, rule: EarlyStopping): void {
  assertKnownKeys(name, rule, ['metric', 'patience', 'minimumDelta'], FOREIGN);
  const { metric = 'accuracy', patience, minimumDelta = 0 } = rule;
  assertOneOf(`${name}.metric`, metric, METRICS);
  assertInteger(`${name}.patience`, patience, 1);
  assertNonNegative(`${name}.minimumDelta`, minimumDelta);
}

export function earlyStoppingForm(z: Builders) {
  return z.strictObject({
    metric: z.enum(METRICS).optional(),
    patience: z.int().min(1),
    minimumDelta: z.number().min(0).optional(),
  });
}

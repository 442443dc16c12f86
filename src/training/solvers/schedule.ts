import type * as Zod from 'zod';
import {
  assertInRange,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertOneOf,
  assertPositive,
} from '../../errors';

/**
 * The learning rate in the course of a training, where η is the setting `eta`:
 *
 * - `constant`: η;
 * - `step`: η γ^⌊e / every⌋, where e is the number of epochs before this one;
 * - `exponential`: η γ^e;
 * - `cosine`: η_min + (η − η_min) (1 + cos(π t / T)) / 2, where t is the number of steps before this
 *   one and T that of the whole training (Loshchilov and Hutter, "SGDR: stochastic gradient descent
 *   with warm restarts", 2017, without restarts);
 * - `cyclic`: from η_min up to η in `halfCycle` steps, and down again in as many, repeatedly
 *   (Smith, "Cyclical learning rates for training neural networks", 2017: the triangular policy).
 *
 * @category Training
 * @example
 * await train(data, { eta: 0.02, epochs: 5, schedule: { kind: 'cosine' } });
 */
export type Schedule =
  | { readonly kind: 'constant' }
  | {
      readonly kind: 'step';
      /** The number of epochs between two falls, at least 1. */
      readonly every: number;
      /** γ, above 0 and at most 1. */
      readonly factor: number;
    }
  | {
      readonly kind: 'exponential';
      /** γ, above 0 and at most 1. */
      readonly factor: number;
    }
  | {
      readonly kind: 'cosine';
      /** η_min, from 0 to η. By default 0. */
      readonly minimum?: number;
    }
  | {
      readonly kind: 'cyclic';
      /** η_min, above 0 and at most η. */
      readonly minimum: number;
      /** n_s, a number of steps, at least 1. */
      readonly halfCycle: number;
    };

/** The position of a step in its training. */
export interface StepPosition {
  /** The number of earlier steps. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
}

/** Returns the learning rate of a step: see `Schedule`. */
export function learningRate(
  schedule: Schedule,
  eta: number,
  { step, stepsPerEpoch, epochs }: StepPosition,
): number {
  const epoch = Math.floor(step / stepsPerEpoch);
  switch (schedule.kind) {
    case 'constant':
      return eta;
    case 'step':
      return eta * schedule.factor ** Math.floor(epoch / schedule.every);
    case 'exponential':
      return eta * schedule.factor ** epoch;
    case 'cosine': {
      const { minimum = 0 } = schedule;
      const progress = step / (stepsPerEpoch * epochs);
      return minimum + ((eta - minimum) * (1 + Math.cos(Math.PI * progress))) / 2;
    }
    case 'cyclic': {
      const { minimum, halfCycle } = schedule;
      const phase = (step % (2 * halfCycle)) / halfCycle;
      return minimum + (eta - minimum) * (phase <= 1 ? phase : 2 - phase);
    }
  }
}

export const SCHEDULE_KEYS: Readonly<Record<Schedule['kind'], readonly string[]>> = {
  constant: [],
  step: ['every', 'factor'],
  exponential: ['factor'],
  cosine: ['minimum'],
  cyclic: ['minimum', 'halfCycle'],
};

/** Throws unless the schedule is valid for a learning rate η. */
export function assertSchedule(name: string, schedule: Schedule, eta: number): void {
  assertKnownKeys(name, schedule, ['kind', ...Object.values(SCHEDULE_KEYS).flat()]);
  assertOneOf(`${name}.kind`, schedule.kind, Object.keys(SCHEDULE_KEYS));
  assertKnownKeys(name, schedule, ['kind', ...SCHEDULE_KEYS[schedule.kind]]);
  if (schedule.kind === 'step') assertInteger(`${name}.every`, schedule.every, 1);
  if (schedule.kind === 'step' || schedule.kind === 'exponential') {
    assertPositive(`${name}.factor`, schedule.factor);
    assertInRange(`${name}.factor`, schedule.factor, 0, 1);
  }
  if (schedule.kind === 'cosine' && schedule.minimum !== undefined) {
    assertNonNegative(`${name}.minimum`, schedule.minimum);
    assertInRange(`${name}.minimum`, schedule.minimum, 0, eta);
  }
  if (schedule.kind === 'cyclic') {
    assertPositive(`${name}.minimum`, schedule.minimum);
    assertInRange(`${name}.minimum`, schedule.minimum, 0, eta);
    assertInteger(`${name}.halfCycle`, schedule.halfCycle, 1);
  }
}

export function scheduleForm(z: typeof Zod.z) {
  const factor = z.number();
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    z.strictObject({ kind: z.literal('step'), every: z.int().min(1), factor }),
    z.strictObject({ kind: z.literal('exponential'), factor }),
    z.strictObject({ kind: z.literal('cosine'), minimum: factor.optional() }),
    z.strictObject({ kind: z.literal('cyclic'), minimum: factor, halfCycle: z.int().min(1) }),
  ]);
}

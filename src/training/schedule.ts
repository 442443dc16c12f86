import {
  assertInRange,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertOneOf,
  assertPositive,
} from '../errors';

/**
 * How the learning rate changes during a training, starting from η, the setting `eta`:
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
      /** A number of epochs, at least 1. */
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

export const SCHEDULES = ['constant', 'step', 'exponential', 'cosine', 'cyclic'] as const;

/** Where a step stands in a training. */
export interface Place {
  /** Steps before this one. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
}

/** The learning rate of a step. */
export function learningRate(
  schedule: Schedule,
  eta: number,
  { step, stepsPerEpoch, epochs }: Place,
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

const KEYS: Readonly<Record<Schedule['kind'], readonly string[]>> = {
  constant: [],
  step: ['every', 'factor'],
  exponential: ['factor'],
  cosine: ['minimum'],
  cyclic: ['minimum', 'halfCycle'],
};

/** Asserts a schedule for a learning rate η. */
export function assertSchedule(schedule: Schedule, eta: number): void {
  assertKnownKeys('schedule', schedule, ['kind', ...Object.values(KEYS).flat()]);
  assertOneOf('schedule.kind', schedule.kind, SCHEDULES);
  assertKnownKeys('schedule', schedule, ['kind', ...KEYS[schedule.kind]]);
  if (schedule.kind === 'step') assertInteger('schedule.every', schedule.every, 1);
  if (schedule.kind === 'step' || schedule.kind === 'exponential') {
    assertPositive('schedule.factor', schedule.factor);
    assertInRange('schedule.factor', schedule.factor, 0, 1);
  }
  if (schedule.kind === 'cosine' && schedule.minimum !== undefined) {
    assertNonNegative('schedule.minimum', schedule.minimum);
    assertInRange('schedule.minimum', schedule.minimum, 0, eta);
  }
  if (schedule.kind === 'cyclic') {
    assertPositive('schedule.minimum', schedule.minimum);
    assertInRange('schedule.minimum', schedule.minimum, 0, eta);
    assertInteger('schedule.halfCycle', schedule.halfCycle, 1);
  }
}

import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { learningRate, type Schedule } from '../../src/training';
import { assertSchedule } from '../../src/training/solvers';
import { expectClose } from '../support/close';

interface Case {
  readonly schedule: Schedule;
  readonly eta: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  readonly rates: readonly number[];
}

const { cases } = JSON.parse(
  readFileSync(path.join(__dirname, '../fixtures/schedules.json'), 'utf8'),
) as { readonly cases: readonly Case[] };

/** PyTorch multiplies from step to step: errors add up. */
const TOLERANCE = 1e-12;

/** The learning rate of each step of a training. */
function ratesOf({ schedule, eta, stepsPerEpoch, epochs }: Omit<Case, 'rates'>): number[] {
  return Array.from({ length: stepsPerEpoch * epochs }, (_, step) =>
    learningRate(schedule, eta, { step, stepsPerEpoch, epochs }),
  );
}

describe('learning rates', () => {
  for (const { rates, ...given } of cases) {
    it(`are those of PyTorch: ${JSON.stringify(given)}`, () => {
      expectClose(
        ratesOf(given),
        rates,
        rates.map(() => given.eta),
        TOLERANCE,
      );
    });
  }

  const eta = 0.1;
  const ten = { eta, stepsPerEpoch: 2, epochs: 5 };
  const closed: [Schedule, (step: number) => number][] = [
    [{ kind: 'constant' }, () => eta],
    [{ kind: 'step', every: 2, factor: 0.5 }, (t) => [0.1, 0.1, 0.05, 0.05, 0.025][t >> 1]],
    [{ kind: 'exponential', factor: 0.5 }, (t) => 0.1 / 2 ** (t >> 1)],
    [{ kind: 'cosine' }, (t) => 0.1 * Math.cos((Math.PI * t) / 20) ** 2],
    [
      { kind: 'cyclic', minimum: 0.02, halfCycle: 4 },
      (t) => [0.02, 0.04, 0.06, 0.08, 0.1, 0.08, 0.06, 0.04, 0.02, 0.04][t],
    ],
  ];
  for (const [schedule, formula] of closed) {
    it(`follow their formula: ${schedule.kind}`, () => {
      const expected = Array.from({ length: 10 }, (_, step) => formula(step));
      expectClose(ratesOf({ schedule, ...ten }), expected, expected, 1e-14);
    });
  }

  it('stay between the minimum and η, far into any training', () => {
    const anySchedule = fc.constantFrom<Schedule>(
      { kind: 'cosine', minimum: 0.01 },
      { kind: 'cyclic', minimum: 0.01, halfCycle: 7 },
      { kind: 'cyclic', minimum: 0.01, halfCycle: 2 ** 40 },
    );
    const anyPlace = fc
      .tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }))
      .chain(([stepsPerEpoch, epochs]) =>
        fc.record({
          stepsPerEpoch: fc.constant(stepsPerEpoch),
          epochs: fc.constant(epochs),
          step: fc.nat(stepsPerEpoch * epochs - 1),
        }),
      );
    fc.assert(
      fc.property(anySchedule, anyPlace, (schedule, place) => {
        expect(learningRate(schedule, eta, place)).to.be.within(0.01, eta + 1e-16);
      }),
    );
  });
});

describe('a schedule is refused:', () => {
  const table: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [null, TypeError, 'schedule: expected an object, got null'],
    ['cosine', TypeError, 'schedule: expected an object, got "cosine"'],
    [{}, TypeError, 'schedule.kind: expected constant or step or'],
    [{ kind: 'linear' }, RangeError, 'schedule.kind: expected constant or step or'],
    [{ kind: 'toString' }, RangeError, 'schedule.kind: expected'],
    [{ kind: 'constant', factor: 1 }, TypeError, 'schedule: expected only the keys kind, got "fac'],
    [{ kind: 'step', factor: 0.5 }, TypeError, 'schedule.every: expected a positive integer'],
    [{ kind: 'step', every: 0, factor: 1 }, RangeError, 'schedule.every: expected a positive'],
    [{ kind: 'step', every: 1.5, factor: 1 }, RangeError, 'schedule.every: expected a positive'],
    [{ kind: 'step', every: 1, factor: 0 }, RangeError, 'schedule.factor: expected a finite'],
    [{ kind: 'exponential', factor: 1.1 }, RangeError, 'schedule.factor: expected a number of at'],
    [{ kind: 'exponential', factor: NaN }, RangeError, 'schedule.factor: expected a finite number'],
    [{ kind: 'exponential', factor: '1' }, TypeError, 'schedule.factor: expected a finite number'],
    [{ kind: 'cosine', minimum: -1 }, RangeError, 'schedule.minimum: expected a finite number of'],
    [{ kind: 'cosine', minimum: 0.2 }, RangeError, 'schedule.minimum: expected a number of at lea'],
    [{ kind: 'cosine', halfCycle: 3 }, TypeError, 'schedule: expected only the keys kind, minimum'],
    [{ kind: 'cyclic', minimum: 0.2, halfCycle: 1 }, RangeError, 'schedule.minimum: expected a nu'],
    [{ kind: 'cyclic', minimum: 0, halfCycle: 1 }, RangeError, 'schedule.minimum: expected a fini'],
    [{ kind: 'cyclic', halfCycle: 1 }, TypeError, 'schedule.minimum: expected a finite number abo'],
    [{ kind: 'cyclic', minimum: 0.01, halfCycle: 0 }, RangeError, 'schedule.halfCycle: expected a'],
    [{ kind: 'cyclic', minimum: 0.01 }, TypeError, 'schedule.halfCycle: expected a positive int'],
  ];
  for (const [schedule, kind, message] of table) {
    it(JSON.stringify(schedule), () => {
      expect(() => assertSchedule('schedule', schedule as Schedule, 0.1))
        .to.throw(kind, message)
        .with.property('code', 'INVALID_ARGUMENT');
    });
  }
});

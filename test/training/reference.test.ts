import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { selectBackend, type Backend } from '../../src/backend';
import type { Evaluation, Dtype } from '../../src/model';
import { type RunRecord, type TrainingSettings } from '../../src/training';
import { trainRun, type RunData } from '../support/trained';
import { describeWithAddon } from '../support/addon';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { isThorough, thorough } from '../support/thorough';

/** A NumPy float64 run of the same protocol: see `test/fixtures/README.md`. */
type Reference = Omit<RunRecord, 'dtype' | 'seconds'> & { readonly test: Evaluation };

/** How far a run may be from NumPy's. */
interface Tolerance {
  /** Of losses and costs, relative. */
  readonly cost: number;
  /** Of accuracies, as fractions. */
  readonly accuracy: number;
}

const TOLERANCES: Record<Dtype, Tolerance> = {
  float64: { cost: 1e-9, accuracy: 0 },
  float32: { cost: 2e-5, accuracy: 0.0003 },
};

const DTYPES = ['float64', 'float32'] as const;

/**
 * Every run to its end, on every backend, takes most of an hour: `npm run test:reference`. In other
 * tests the course's own run is followed to its end, and some others for an epoch.
 */
const IS_FULL = process.env.ONELAYER_FULL === '1';

const FIXTURES = path.join(__dirname, '../fixtures');
const convergent = [
  ...fixture('cifar10-reference-seed42.json').filter(({ eta }) => eta < 0.1),
  ...fixture('cifar10-reference-batch64.json'),
  ...(IS_FULL ? fixture('cifar10-reference-seeds.json') : []),
];
/** Configuration 1's learning rate is too large on purpose: it is chaotic, and tested by itself. */
const chaotic = fixture('cifar10-reference-seed42.json').filter(({ eta }) => eta === 0.1);

function fixture(name: string): Reference[] {
  const text = readFileSync(path.join(FIXTURES, name), 'utf8');
  return (JSON.parse(text) as { runs: Reference[] }).runs;
}

function title({ seed, lambda, eta, shuffle, batchSize }: Reference): string {
  const order = shuffle ? 'shuffled' : 'in order';
  return `seed ${seed}, λ ${lambda}, η ${eta}, batch size ${batchSize}, ${order}`;
}

function expectEvaluation(actual: Evaluation, expected: Evaluation, tolerance: Tolerance): void {
  for (const figure of ['loss', 'cost'] as const) {
    const error = Math.abs(actual[figure] / expected[figure] - 1);
    expect(error, `relative error of ${figure}`).to.be.at.most(tolerance.cost);
  }
  // A hair more than the tolerance, for the subtraction's own rounding.
  expect(actual.accuracy).to.be.closeTo(expected.accuracy, tolerance.accuracy + 1e-12);
}

function run(
  backend: Backend,
  data: RunData,
  { lambda, eta, batchSize, seed, shuffle }: Reference,
  dtype: Dtype,
  epochs: number,
): Promise<RunRecord> {
  const settings: TrainingSettings = { lambda, eta, epochs, batchSize, seed, shuffle, dtype };
  return trainRun(backend, data, settings).then(({ record }) => record);
}

/** Follows NumPy's run in every epoch, and to its test figures if it is followed to the end. */
async function expectReplay(
  backend: Backend,
  data: RunData,
  reference: Reference,
  dtype: Dtype,
  epochs: number,
): Promise<void> {
  const tolerance = TOLERANCES[dtype];
  const { history, test } = await run(backend, data, reference, dtype, epochs);
  expect(history).to.have.length(epochs);
  history.forEach((epoch, i) => {
    expectEvaluation(epoch.train, reference.history[i].train, tolerance);
    expectEvaluation(epoch.validation, reference.history[i].validation, tolerance);
  });
  if (epochs === reference.epochs) expectEvaluation(test!, reference.test, tolerance);
}

/** Replays on one backend; `isLong` if the course's own run is followed to its end by default. */
function replays(
  backendName: 'openblas' | 'js',
  threads: number,
  isLong: boolean,
  references = convergent,
): void {
  const backend = (): Backend => selectBackend({ backend: backendName, threads });
  for (const dtype of DTYPES) {
    for (const reference of references) {
      const isOnTheWay = isLong && (isThorough || dtype === 'float32');
      const isWhole = IS_FULL || (isOnTheWay && isTheCoursesOwn(reference));
      const epochs = isWhole ? reference.epochs : 1;
      it(`${dtype}, ${title(reference)}: epochs 1 to ${epochs}`, async () => {
        await expectReplay(backend(), await cifar10Assignment(), reference, dtype, epochs);
      });
    }
  }
  for (const reference of chaotic)
    divergence(backend, reference, IS_FULL || (isLong && isThorough));
}

/**
 * A difference in the last bit grows by about 10⁸ in an epoch, so that only float64 can follow the
 * reference, and for one epoch; NumPy in float32 is as far off. Where a run settles is the same for
 * all: its last epochs' mean. A single epoch is a lottery: over OpenBLAS's kernels, threads, tiles
 * and dtypes, the last one's test accuracy was anything from 24.8 % to 29.9 %.
 */
function divergence(backend: () => Backend, reference: Reference, isWhole: boolean): void {
  it(`diverging, ${title(reference)}: the first epoch in float64`, async () => {
    const { history } = await run(backend(), await cifar10Assignment(), reference, 'float64', 1);
    const tolerance = { cost: 1e-3, accuracy: 0.001 };
    expectEvaluation(history[0].train, reference.history[0].train, tolerance);
    expectEvaluation(history[0].validation, reference.history[0].validation, tolerance);
  });

  for (const dtype of DTYPES) {
    if (!isWhole) continue;
    it(`diverging, ${title(reference)}: where it settles, in ${dtype}`, async () => {
      const { epochs } = reference;
      const data = await cifar10Assignment();
      const { history } = await run(backend(), data, reference, dtype, epochs);
      expect(settledAccuracy(history)).to.be.closeTo(settledAccuracy(reference.history), 0.015);
    });
  }
}

/** The mean validation accuracy of the last ten epochs. */
function settledAccuracy(history: Reference['history']): number {
  return history.slice(-10).reduce((sum, { validation }) => sum + validation.accuracy / 10, 0);
}

/** Configuration 2, seed 42, shuffled: a cost of 1.972 after epoch 1, 39.13 % in the end. */
function isTheCoursesOwn({ seed, lambda, eta, shuffle }: Reference): boolean {
  return seed === 42 && lambda === 0 && eta === 0.001 && shuffle;
}

describeWithCifar10("follows NumPy's runs", function () {
  this.timeout(600_000);
  for (const threads of [1, 2]) {
    describeWithAddon(`with OpenBLAS, threads: ${threads}`, () =>
      replays('openblas', threads, threads === 1),
    );
  }
  // An epoch takes a second there.
  describe('with the JS backend', () =>
    replays('js', 1, false, thorough(convergent, convergent.filter(isTheCoursesOwn))));
});

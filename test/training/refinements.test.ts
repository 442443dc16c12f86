import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSet, ImageShape } from '../../src/data';
import type { Evaluation } from '../../src/model';
import { type TrainingSettings } from '../../src/training';
import { trainRun, type RunData } from '../support/trained';
import { describeEachBackend } from '../support/backends';
import { expectClose } from '../support/close';

interface FixtureSet {
  readonly X: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly weights?: readonly number[];
}

interface FixtureRun {
  readonly title: string;
  readonly data: string;
  readonly settings: TrainingSettings;
  readonly history: readonly {
    readonly epoch: number;
    readonly train: Evaluation;
    readonly validation: Evaluation;
    readonly updateRatio: number;
  }[];
  readonly test: Evaluation;
  readonly weights: readonly number[];
  readonly bias: readonly number[];
  readonly bestEpoch?: number;
}

interface Fixture {
  readonly classes: number;
  readonly image: ImageShape;
  readonly data: Readonly<Record<string, Readonly<Record<keyof RunData, FixtureSet>>>>;
  readonly runs: readonly FixtureRun[];
}

const fixture = JSON.parse(
  readFileSync(path.join(__dirname, '../fixtures/refinements.json'), 'utf8'),
) as Fixture;

/** What the reference's sums, in another order, may differ by. */
const TOLERANCE = 1e-9;

function dataSet(name: string, kind: string, { X, labels, weights }: FixtureSet): DataSet {
  const isOfBytes = !kind.includes('numbers');
  const Floats = kind.startsWith('float32') ? Float32Array : Float64Array;
  const features = X[0].length;
  return {
    name,
    classes: Array.from({ length: fixture.classes }, (_, k) => `class ${k}`),
    samples: X.length,
    features,
    X: isOfBytes ? Uint8Array.from(X.flat()) : Floats.from(X.flat()),
    labels: Uint8Array.from(labels),
    ...(isOfBytes && { image: fixture.image }),
    ...(weights && { weights: Float64Array.from(weights) }),
  };
}

const data = Object.fromEntries(
  Object.entries(fixture.data).map(([kind, { training, validation, test }]) => [
    kind,
    {
      training: dataSet('training', kind, training),
      validation: dataSet('validation', kind, validation),
      test: dataSet('test', kind, test),
    },
  ]),
);

const valuesOf = ({ loss, cost, accuracy }: Evaluation): number[] => [loss, cost, accuracy];

const figuresOf = ({ epoch, train, validation, updateRatio }: FixtureRun['history'][0]): number[] =>
  [epoch, valuesOf(train), valuesOf(validation), updateRatio].flat();

/** Relatively, each by itself. */
function expectSame(actual: readonly number[], expected: readonly number[]): void {
  expectClose(actual, expected, expected.map(Math.abs), TOLERANCE);
}

/** Relatively to the largest: a weight near 0 is a difference of larger numbers. */
function expectSameWeights(actual: ArrayLike<number>, expected: readonly number[]): void {
  const largest = Math.max(...expected.map(Math.abs));
  expectClose(
    actual,
    expected,
    expected.map(() => largest),
    TOLERANCE,
  );
}

describeEachBackend('each option against a training in NumPy', (backend) => {
  for (const { title, data: kind, settings, ...reference } of fixture.runs) {
    it(title, async () => {
      const { record, parameters } = await trainRun(backend, data[kind], settings);
      expectSame(record.history.flatMap(figuresOf), reference.history.flatMap(figuresOf));
      expectSame(valuesOf(record.test!), valuesOf(reference.test));
      const { weights, bias } = parameters;
      expectSameWeights(weights, reference.weights);
      expectSameWeights(bias, reference.bias);
      expect(record.bestEpoch).to.equal(reference.bestEpoch);
    });
  }

  it('gives trainings that differ from each other', () => {
    const ends = fixture.runs.map(({ weights, history }) => JSON.stringify([weights, history]));
    expect(new Set(ends).size).to.equal(ends.length);
  });
});

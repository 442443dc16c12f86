import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import {
  describeExtensions,
  sampleWeights,
  prepareJob,
  type ClassWeights,
} from '../../src/training';
import { trainTogether } from '../support/trained';
import { assertClassWeights, weightsOfClasses } from '../../src/training/settings/class-weights';
import { failureOf } from '../support/rejection';
import { syntheticSet } from '../support/synthetic';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';

const set = { ...syntheticSet({ samples: 6 }), labels: Uint8Array.of(0, 0, 0, 1, 1, 0) };
const backend = selectBackend({ backend: 'js' });

describe('the weights of samples', () => {
  it('are none where all count alike', () => {
    expect(sampleWeights(set, null)).to.equal(null);
  });

  it('are of mean 1: their own times those of their classes', () => {
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(sampleWeights({ ...set, weights }, null)).to.deep.equal(weights.map((w) => w / 3.5));
    const both = sampleWeights({ ...set, weights }, [1, 10, 3])!;
    expect([...both]).to.deep.equal([1, 2, 3, 40, 50, 6].map((w) => w / 17));
    expect([...sampleWeights(set, [1, 4, 0])!]).to.deep.equal([0.5, 0.5, 0.5, 2, 2, 0.5]);
  });

  it('are balanced by n / (K n_k), and 0 for a class without samples', () => {
    expect(weightsOfClasses('balanced', set)).to.deep.equal([6 / (3 * 4), 1, 0]);
    expect(weightsOfClasses([3, 2, 1], set)).to.deep.equal([3, 2, 1]);
  });

  it('are refused where no sample counts, which names the set', () => {
    expect(() => sampleWeights(set, [0, 0, 1]))
      .to.throw(RangeError, 'synthetic: the mean weight of the samples: expected a finite')
      .with.property('code', 'INVALID_ARGUMENT');
  });
});

describe('the weights of classes', () => {
  const refused: [unknown, string][] = [
    ['even', 'classWeights: expected balanced, got "even"'],
    [
      Float64Array.of(1, 1, 1),
      'classWeights: expected balanced, got an object of type Float64Array',
    ],
    [[1, 2], 'classWeights.length: expected 3, got 2'],
    [[1, -2, 1], 'classWeights[1]: expected a finite number of at least 0, got -2'],
    [[1, NaN, 1], 'classWeights[1]: expected a finite number of at least 0, got NaN'],
    [['1', 1, 1], 'classWeights[0]: expected a finite number of at least 0, got "1"'],
    [[0, 0, 0], 'classWeights: their sum: expected a finite number above 0, got 0'],
    [[1e308, 1e308, 1e308], 'classWeights: their sum: expected a finite number above 0, got Inf'],
    [
      Object.assign(new Array(3), { 0: 1, 2: 1 }),
      'classWeights[1]: expected a finite number of at',
    ],
  ];
  for (const [weights, message] of refused) {
    it(`are refused: ${message}`, () => {
      expect(() => assertClassWeights('classWeights', weights as ClassWeights, 3))
        .to.throw(Error, message)
        .with.property('code', 'INVALID_ARGUMENT');
    });
  }
});

describe('a training', () => {
  it('of no runs is refused', async () => {
    const message = 'settings.length: expected a positive integer, got 0';
    for (const begun of [
      trainTogether(backend, SMALL.bytes, []),
      prepareJob(backend, SMALL.bytes, []),
    ]) {
      expect(await failureOf(begun)).to.include({ message, code: 'INVALID_ARGUMENT' });
    }
  });

  it('is described with what it stops by, and with the weights of its classes', () => {
    const earlyStopping = { patience: 3 };
    expect(describeExtensions({ earlyStopping, classWeights: 'balanced' })).to.deep.equal([
      'early stopping after 3 epochs without better accuracy',
      'balanced classes',
    ]);
    const lost = { ...earlyStopping, metric: 'loss' } as const;
    expect(describeExtensions({ earlyStopping: lost, classWeights: [1, 0.5] })).to.deep.equal([
      'early stopping after 3 epochs without better loss',
      'class weights 1, 0.5',
    ]);
    expect(describeExtensions(SMALL_SETTINGS)).to.deep.equal([]);
  });
});

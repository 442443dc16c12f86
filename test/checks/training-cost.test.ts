import { expect } from 'chai';
import {
  checkGradients,
  checkPrecision,
  DEFAULT_SETTINGS,
  selectBackend,
  trainingCost,
  TrainingWatch,
  type AnyEpochRecord,
} from '../../src';
import { syntheticSet } from '../support/synthetic';

const set = syntheticSet({ samples: 40, features: 6, classes: 3 });
const backend = selectBackend({ backend: 'js' });

describe('trainingCost', () => {
  for (const loss of ['cross-entropy', 'binary-cross-entropy', 'hinge'] as const) {
    it(`has a right gradient: ${loss}`, async () => {
      const cost = trainingCost(set, { loss, lambda: 0.1, backend });
      const { passed, groups } = await checkGradients(cost);
      expect(passed).to.equal(true);
      expect(groups.map(({ parameters }) => parameters)).to.deep.equal([18, 3]);
    });
  }

  it('is of the first samples, 20 by default, all of fewer', () => {
    expect(trainingCost(set, { backend }).samples).to.equal(20);
    expect(trainingCost(set, { backend, samples: 40 }).samples).to.equal(40);
    const few = syntheticSet({ samples: 5, features: 6, classes: 3 });
    expect(trainingCost(few, { backend }).samples).to.equal(5);
  });

  it('has a penalty of λ Σ W²', () => {
    const [none, some] = [0, 0.5].map((lambda) => trainingCost(set, { lambda, backend }));
    const sum = none.groups[0].values.reduce((total, w) => total + w * w, 0);
    expect(some.cost() - none.cost()).to.be.closeTo(0.5 * sum, 1e-12);
  });

  for (const [options, message] of [
    [{ samples: 41 }, 'samples: expected an integer from 1 to 40, got 41'],
    [{ lambda: -1 }, 'lambda: expected a finite number of at least 0, got -1'],
    [
      { loss: 'hinge', labelSmoothing: 0.1 },
      'labelSmoothing of the hinge loss: expected 0, got 0.1',
    ],
    [{ lamda: 1 }, 'options: expected only the keys'],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => trainingCost(set, options as object)).to.throw(message);
    });
  }
});

describe('checkPrecision', () => {
  it('passes for the float32 gradients of plain JavaScript', () => {
    const { paths, lambda } = checkPrecision(set, { lambda: 0.1, backend, batchSizes: [7] });
    expect(lambda).to.equal(0.1);
    expect(paths.map(({ passed }) => passed))
      .to.include(true)
      .and.not.include(false);
    expect(new Set(paths.map(({ batchSize }) => batchSize))).to.deep.equal(new Set([7]));
  });

  it('refuses an unknown option', () => {
    expect(() => checkPrecision(set, { tile: [1] } as object)).to.throw(
      'options: expected only the keys',
    );
  });
});

describe('a TrainingWatch of a data set', () => {
  const evaluation = { loss: 1, cost: 1, accuracy: 0.5 };
  const epoch: AnyEpochRecord = {
    epoch: 1,
    train: evaluation,
    validation: evaluation,
    outputs: { predicted: [20, 20, 0], saturated: 0 },
    updateRatio: 0.001,
    seconds: { training: 1, evaluation: 1 },
  };

  it('counts the classes itself', () => {
    const counts = [0, 1, 2].map((k) => set.labels.filter((label) => label === k).length);
    const watches = [set, counts].map((known) => new TrainingWatch(DEFAULT_SETTINGS, known));
    for (const watch of watches) watch.see(epoch);
    const [ofSet, ofCounts] = watches.map((watch) => watch.findings());
    expect(ofSet).to.deep.equal(ofCounts);
    expect(ofSet).to.have.length.above(1);
  });

  it('refuses an epoch without validation metrics', () => {
    const watch = new TrainingWatch(DEFAULT_SETTINGS, set);
    expect(() => watch.see({ ...epoch, validation: null })).to.throw(
      TypeError,
      'epoch.validation: expected metrics of a validation set, got null',
    );
  });
});

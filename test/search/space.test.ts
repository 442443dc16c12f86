import { expect } from 'chai';
import { trialSettings, variedIn, type SearchSpace } from '../../src/search';
import type { GivenSettings } from '../../src/training';

const TRAINING = { samples: 1000, classes: ['a', 'b', 'c'] };

const trials = (space: object, fixed: GivenSettings = {}, draws?: number) =>
  trialSettings({ space: space, fixed, draws }, TRAINING);

describe('the space of a search', () => {
  it('makes the grid of all values, the last setting changing fastest', () => {
    const space = { lambda: [0, 0.1], eta: { log: [0.001, 0.1], count: 3 } };
    expect(trials(space, { epochs: 3 })).to.deep.equal([
      { epochs: 3, lambda: 0, eta: 0.001 },
      { epochs: 3, lambda: 0, eta: 0.01 },
      { epochs: 3, lambda: 0, eta: 0.1 },
      { epochs: 3, lambda: 0.1, eta: 0.001 },
      { epochs: 3, lambda: 0.1, eta: 0.01 },
      { epochs: 3, lambda: 0.1, eta: 0.1 },
    ]);
  });

  it('has linear ranges, whole numbers where a setting takes them, and short forms', () => {
    const space = {
      momentum: { linear: [0, 0.9], count: 4 },
      batchSize: { log: [10, 500], count: 3 },
      schedule: ['cosine'],
    };
    const found = trials(space);
    expect(found.map(({ momentum }) => momentum).filter((_, i) => i % 3 === 0)).to.deep.equal([
      0, 0.3, 0.6, 0.9,
    ]);
    expect(found.slice(0, 3).map(({ batchSize }) => batchSize)).to.deep.equal([10, 71, 500]);
    expect(found[0].schedule).to.deep.equal({ kind: 'cosine' });
  });

  it('says which settings vary', () => {
    const space: SearchSpace = { loss: ['hinge'], eta: { log: [1, 2] }, lambda: [0, 1] };
    expect(variedIn(space)).to.deep.equal(['eta', 'lambda']);
  });

  it('draws the same trials again for a seed, within their ranges', () => {
    const space = { lambda: { log: [1e-6, 1] }, batchSize: { linear: [1, 4] }, loss: ['hinge'] };
    const drawn = trials(space, { seed: 7 }, 200);
    expect(trials(space, { seed: 7 }, 200)).to.deep.equal(drawn);
    expect(trials(space, { seed: 8 }, 200)).to.not.deep.equal(drawn);
    const lambdas = drawn.map(({ lambda }) => Number(lambda));
    expect(Math.min(...lambdas)).to.be.within(1e-6, 1e-5);
    expect(Math.max(...lambdas)).to.be.within(0.1, 1);
    expect(lambdas.filter((lambda) => lambda < 1e-3).length, 'half of the decades').to.be.within(
      75,
      125,
    );
    expect(new Set(drawn.map(({ batchSize }) => batchSize))).to.have.keys([1, 2, 3, 4]);
  });

  it('adapts the batch size to a small training set', () => {
    const small = { samples: 30, classes: ['a', 'b'] };
    const found = trialSettings({ space: { lambda: [0] }, fixed: {} }, small);
    expect(found).to.deep.equal([{ batchSize: 30, lambda: 0 }]);
  });

  const WRONG: readonly [string, object, (GivenSettings | undefined)?, number?][] = [
    ['space: expected the values of at least one setting, got an object', {}],
    ['space: expected a known key, got "lr": the learning rate is eta', { lr: [1] }],
    ['space.eta: expected a list of values, { log', { eta: 0.1 }],
    ['space.eta.length: expected a positive integer, got 0', { eta: [] }],
    ['space.eta[1]: expected a finite number above 0, got -1', { eta: [1, -1] }],
    [
      'space.eta.log[0]: expected a finite number above 0, got 0',
      { eta: { log: [0, 1], count: 2 } },
    ],
    ['space.eta.log[1]: expected a number above 1, got 1', { eta: { log: [1, 1], count: 2 } }],
    ['space.eta.log.length: expected 2, got 3', { eta: { log: [1, 2, 3], count: 2 } }],
    ['space.eta: expected { log: [from, to] } or', { eta: { count: 2 } }],
    ['space.eta.count: expected an integer of at least 2', { eta: { log: [1, 2] } }],
    ['space.eta.count: expected none, since values', { eta: { log: [1, 2], count: 3 } }, {}, 2],
    ['space.eta: expected a setting that is not fixed', { eta: [1] }, { eta: 1 }],
    ['space.batchSize[0]: expected an integer from 1 to 1000', { batchSize: [1001] }],
    ['space.momentum.linear[1]: expected', { momentum: { linear: [0, 1], count: 2 } }],
    ['draws: expected an integer', { eta: [1] }, {}, 0],
    ['space.schedule[0]: expected one of constant', { schedule: ['cosin'] }],
    ['momentum: expected a number', { eta: [1] }, { momentum: 1 }],
  ];
  for (const [message, space, fixed, draws] of WRONG) {
    it(`refuses: ${message}`, () => {
      expect(() => trials(space, fixed, draws)).to.throw(message);
    });
  }
});

import { expect } from 'chai';
import { choose, edgesOf, isDropped, ranked, type Trial } from '../../src/search';
import { numbered, scoreOfHits, trialOf } from '../support/search-results';

const pathOf = (points: readonly (readonly [lambda: number, hits: number])[]): Trial[] =>
  numbered(points.map(([lambda, hits]) => trialOf({ lambda }, [hits])));

const failed = (trial: Trial): Trial => ({ ...trial, failure: 'its cost is not finite' });

const withLoss = (trial: Trial, loss: number): Trial => {
  const rungs = trial.rungs.map((rung) => ({ ...rung, validation: { ...rung.validation, loss } }));
  return { ...trial, rungs };
};

describe('the rule of a search', () => {
  it('takes the highest validation accuracy', () => {
    const trials = pathOf([
      [1, 300],
      [0.1, 402],
      [0.01, 401],
    ]);
    expect(choose(trials, ['lambda'], 'best')).to.deep.equal({ best: 1, chosen: 1, atEdge: [] });
  });

  it('ranks equal accuracies by loss, then λ, then number', () => {
    const equal = pathOf([
      [0.1, 400],
      [1, 400],
      [1, 400],
    ]);
    const numbers = (trials: Trial[]) => ranked(trials).map(({ trial }) => trial.number);
    expect(numbers(equal)).to.deep.equal([1, 2, 0]);
    const [first, ...others] = equal;
    expect(numbers([withLoss(first, 1), ...others])).to.deep.equal([0, 1, 2]);
    expect(numbers(equal.map((trial) => withLoss(trial, Infinity)))).to.deep.equal([1, 2, 0]);
  });

  it('takes λ that is not said as its default, 0', () => {
    const trials = numbered([trialOf({ eta: 0.1 }, [400]), trialOf({ lambda: 0.1 }, [400])]);
    expect(choose(trials, ['lambda'], 'best').best).to.equal(1);
  });

  it('of one standard error takes the largest λ within it, that of the best', () => {
    // The standard error of 400 hits of 1,000 is 15.49.
    const points = [
      [10, 383],
      [1, 385],
      [0.1, 400],
      [0.01, 390],
    ] as const;
    const choice = choose(pathOf(points), ['lambda'], 'one-standard-error');
    expect(choice).to.deep.equal({ best: 2, chosen: 1, atEdge: [] });
  });

  it('of one standard error takes the best of those with this λ', () => {
    const trials = numbered([
      trialOf({ lambda: 1, eta: 0.1 }, [390]),
      trialOf({ lambda: 1, eta: 0.01 }, [395]),
      trialOf({ lambda: 0.1, eta: 0.1 }, [400]),
    ]);
    expect(choose(trials, ['lambda', 'eta'], 'one-standard-error').chosen).to.equal(1);
  });

  it('leaves out what failed, was dropped, or has no number as its score', () => {
    const [one, two, three, four] = numbered([
      failed(trialOf({ lambda: 1 }, [300, 500, 900])),
      trialOf({ lambda: 0.1 }, [450]),
      trialOf({ lambda: 0.01 }, [300, 400]),
      withLoss(trialOf({ lambda: 0 }, [300, 500]), NaN),
    ]);
    const trials = [one, two, three, four];
    expect(choose(trials, ['lambda'], 'best').best).to.equal(2);
    expect(trials.map((trial) => isDropped(trial, trials))).to.deep.equal([
      false,
      true,
      false,
      false,
    ]);
  });

  it('chooses nothing where all failed, or where there is no trial', () => {
    const none = { best: null, chosen: null, atEdge: [] };
    expect(choose([failed(trialOf({}, [400])), trialOf({}, [])], [], 'best')).to.deep.equal(none);
    expect(choose([], ['lambda'], 'one-standard-error')).to.deep.equal(none);
  });

  it('names the settings at an edge of what was tried', () => {
    const at = (lambda: number, eta: number, hits: number) => trialOf({ lambda, eta }, [hits]);
    const trials = numbered([at(0.1, 0.1, 500), at(0.01, 0.01, 400), at(1, 0.001, 300)]);
    expect(choose(trials, ['lambda', 'eta'], 'best').atEdge).to.deep.equal(['eta']);
    const beyond = numbered([...trials, failed(at(0.1, 1, 0))]);
    expect(choose(beyond, ['lambda', 'eta'], 'best').atEdge).to.deep.equal([]);
  });

  it('has no edge at 0, in the seed, in what is no number, or where one value was tried', () => {
    const trials = [
      trialOf({ lambda: 0, seed: 1, eta: 0.1, schedule: { kind: 'cosine' } }, [500]),
      trialOf({ lambda: 1, seed: 2, eta: 0.1, schedule: { kind: 'constant' } }, [400]),
    ];
    const varied = ['lambda', 'seed', 'eta', 'schedule'] as const;
    expect(edgesOf(trials[0], trials, varied)).to.deep.equal([]);
    expect(edgesOf(trials[1], trials, varied)).to.deep.equal(['lambda']);
  });

  it('has nothing to do with the number of a trial being its index', () => {
    const only = { ...trialOf({ lambda: 1 }, [400]), number: 7 };
    expect(choose([only], ['lambda'], 'best')).to.include({ best: 7, chosen: 7 });
    expect(ranked([only])[0].score).to.deep.equal(scoreOfHits(400, 1000));
  });
});

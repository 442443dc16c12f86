import path from 'node:path';
import { expect } from 'chai';
import { fitSets } from '../../benchmarks/fit/cases';
import { compared } from '../../benchmarks/fit/comparison';
import { foldersIn } from '../../benchmarks/fit/data';

const fitted = (accuracy: number, seconds: number) => ({
  ...{ accuracy: [accuracy], samples: [100], seconds: [seconds], processorSeconds: [2 * seconds] },
  ...{ alone: [seconds / 2], peakMemory: [1e9], unconverged: [accuracy === 0.9 ? 2 : 0] },
});

describe('the comparison of fits', () => {
  it('has means of accuracies, medians of shares, and the error of the mean', () => {
    const comparison = compared({
      own: [fitted(0.9, 1), fitted(0.8, 2), fitted(0.84, 9)],
      peer: [fitted(0.9, 4), fitted(0.88, 5), fitted(0.86, 6)],
    });
    expect(comparison.accuracy.own).to.be.closeTo(0.84667, 1e-5);
    expect(comparison.accuracy.peer).to.be.closeTo(0.88, 1e-9);
    expect(comparison.standardError).to.be.closeTo(0.02 / Math.sqrt(3), 1e-9);
    expect(comparison.seconds).to.deep.equal({ own: 2, peer: 5, share: 0.4 });
    expect(comparison).to.include({
      lower: 1,
      higher: 0,
      unconverged: 1,
      isAsAccurate: false,
      isFast: false,
    });
  });

  it("takes the binomial error of a single split's test rows", () => {
    const rounds = { own: [fitted(0.87, 1)], peer: [fitted(0.9, 3)] };
    expect(compared(rounds)).to.include({ isAsAccurate: true, isFast: true });
    expect(compared(rounds).standardError).to.be.closeTo(0.03, 1e-9);
  });
});

describe('the sets of the comparison of fits', () => {
  it('give both sides the same files', () => {
    const sets = fitSets(foldersIn('data'), 'cifar');
    expect(new Set(sets.map(({ name }) => name)).size).to.equal(sets.length);
    const weather = sets.find(({ name }) => name === 'weather')!;
    const [train, test] = ['train', 'test'].map((part) =>
      path.join('data', 'packaged-tables', `weather-3-${part}.csv`),
    );
    expect(weather.job(3)).to.deep.equal({
      own: [train, '--test', test, '--label', 'weather'],
      peer: { train, test, label: 'weather', dates: ['date'] },
    });
  });
});

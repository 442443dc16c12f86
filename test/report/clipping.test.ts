import { expect } from 'chai';
import { dwarfingRuns } from '../../src/report/figures';
import type { ReportedRun } from '../../src/report';

/** Runs with these costs, as far as a plot needs them. */
const runs = (...costs: number[][]) =>
  costs.map((own, i) => {
    const history = own.map((cost, e) => {
      const metrics = { loss: cost, cost, accuracy: 0.5 };
      return { epoch: e + 1, train: metrics, validation: metrics };
    });
    const label = { short: `${i}`, name: `run ${i}`, title: `run ${i}`, slug: `${i}` };
    return { run: { history } as unknown as ReportedRun, label };
  });

describe('dwarfingRuns', () => {
  const falling = [2, 1.9, 1.8, 1.7];

  it('names a run that stays far above the others', () => {
    expect(dwarfingRuns('cost', runs([6, 9, 5, 7], falling, falling))).to.deep.equal([0]);
  });

  it('names none that only begins high', () => {
    expect(dwarfingRuns('cost', runs(falling, [4, 2, 1.9, 1.9], falling))).to.deep.equal([]);
  });

  it('names none of runs that are close, of a single run, and none of accuracies', () => {
    expect(dwarfingRuns('cost', runs(falling, [2.2, 2.1, 2, 1.9]))).to.deep.equal([]);
    expect(dwarfingRuns('cost', runs([6, 9, 5, 7]))).to.deep.equal([]);
    expect(dwarfingRuns('accuracy', runs([6, 9, 5, 7], falling))).to.deep.equal([]);
  });

  it('leaves out values that are not finite', () => {
    expect(dwarfingRuns('loss', runs([NaN, NaN], falling))).to.deep.equal([]);
  });
});

import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { epochLabel, limitCases, ownCases, threadCounts } from '../../benchmarks/epoch/cases';
import {
  assertFollows,
  baseRun,
  referenceRuns,
  SAME_RUN,
  type CheckedEpoch,
} from '../../benchmarks/epoch/reference';
import { assertWholeOutput } from '../../benchmarks/whole/cases';
import { readNumpyOutput, readTable, type WholeOutput } from '../../benchmarks/whole/outputs';
import { withTemporaryFolder } from '../support/temporary-folder';

describe('the cases of the benchmark', () => {
  it('use no more threads than there are cores, and two at most', () => {
    expect([1, 2, 64].map(threadCounts)).to.deep.equal([[1], [1, 2], [1, 2]]);
    expect(limitCases(1, true).map(({ threads }) => threads)).to.deep.equal([1]);
  });

  it('are both dtypes on each number of threads, and plain JavaScript', () => {
    expect(ownCases(2).map(epochLabel)).to.deep.equal([
      'onelayer, 1 thread, float32',
      'onelayer, 1 thread, float64',
      'onelayer, 2 threads, float32',
      'onelayer, 2 threads, float64',
      'onelayer, plain JavaScript, 1 thread, float32',
    ]);
  });

  it('have an id of their own each', () => {
    const ids = ownCases(2).map(({ id }) => id);
    expect(new Set(ids)).to.have.property('size', ids.length);
  });
});

describe('the check before timing', () => {
  const reference = baseRun();
  const [first] = reference.history;
  const check = (epoch: CheckedEpoch) => () =>
    assertFollows('a case', [epoch], reference, SAME_RUN.float32);

  it('is passed by the reference itself', () => {
    expect(first.train.cost).to.be.closeTo(1.972, 0.0005);
    expect(check(first)).not.to.throw();
  });

  for (const figure of ['loss', 'cost', 'accuracy'] as const) {
    for (const wrong of [first.validation[figure] * 1.01, NaN]) {
      it(`refuses a ${figure} of ${wrong}`, () => {
        const validation = { ...first.validation, [figure]: wrong };
        expect(check({ ...first, validation })).to.throw(
          `a case, epoch 1, validation: ${figure}: expected ${first.validation[figure]}`,
        );
      });
    }
  }

  it('refuses an epoch that was not made', () => {
    expect(() => assertFollows('a case', [], reference, SAME_RUN.float32)).to.throw(/got none/);
  });
});

describe('the check of the whole job', () => {
  /** What the peers' program prints where it is right, but for one accuracy. */
  const printed = (testOfTwo: number): string => {
    const runs = referenceRuns().map(({ history, test }, i) => {
      const own = i === 1 ? { ...test, accuracy: testOfTwo } : test;
      return [i + 1, { history, test: i === 0 ? { ...test, loss: 0 } : own }] as const;
    });
    const text = JSON.stringify({ runs: Object.fromEntries(runs), peakMemory: 1 });
    return text.replace('"loss":0,', '"loss":NaN,');
  };

  it('is passed by the reference, whose configuration 1 may diverge', () => {
    expect(printed(0.3913)).to.include('NaN');
    assertWholeOutput('NumPy', readNumpyOutput(printed(0.3913)), 40);
  });

  it('refuses another accuracy, and names what it is of', () => {
    expect(() => assertWholeOutput('NumPy', readNumpyOutput(printed(0.3923)), 40)).to.throw(
      'NumPy, configuration 2, test accuracy: expected 0.3913, got 0.3923',
    );
  });

  it("reads the train command's table", () => {
    withTemporaryFolder((folder) => {
      const file = path.join(folder, 'resources.json');
      writeFileSync(file, '{ "peakMemory": 1048576 }');
      const rows = [
        '│   │   λ │     η │ training │ validation │    test │  report │  time │',
        '├───┼─────┼───────┼──────────┼────────────┼─────────┼─────────┼───────┤',
        '│ 1 │   0 │   0.1 │  42.36 % │    28.53 % │ 27.58 % │ 27.27 % │ 9.2 s │',
        '│ 3 │ 0.1 │ 0.001 │  43.78 % │    37.10 % │ 39.22 % │ 37.63 % │  10 s │',
      ];
      const { accuracies, peakMemory } = readTable(rows.join('\n'), file);
      expect(peakMemory).to.equal(2 ** 20);
      expect([...accuracies.keys()]).to.deep.equal([1, 3]);
      const { training, validation, test } = accuracies.get(3)!;
      expect(training).to.be.closeTo(0.4378, 1e-9);
      expect(validation).to.be.closeTo(0.371, 1e-9);
      expect(test).to.be.closeTo(0.3922, 1e-9);
    });
  });

  it('refuses a missing configuration', () => {
    const output: WholeOutput = { accuracies: new Map(), peakMemory: 1 };
    expect(() => assertWholeOutput('NumPy', output, 40)).to.throw(/configuration 2.*undefined/);
  });
});

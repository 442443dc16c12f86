import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Round } from '../../benchmarks/harness/interleave';
import { BASE, epochId, limitId, ownCases } from '../../benchmarks/epoch/cases';
import { writeBench } from '../../benchmarks/results/bench-report';
import { flops, Medians, mediansOf, ratio } from '../../benchmarks/results/medians';
import { figures, markdownTable, milliseconds, share } from '../../benchmarks/results/table';
import { judge, TARGETS, verdict } from '../../benchmarks/results/targets';
import { describeMachine } from '../../benchmarks/harness/machine';
import { temporaryFolder } from '../support/temporary-folder';
import { wholeId } from '../../benchmarks/whole/cases';

/** Rounds in which training and evaluation took so many seconds. */
const epochs = (...seconds: number[]): Round[] =>
  seconds.map((value) => ({ training: [value], evaluation: [2 * value] }));

const rounds = new Map<string, Round[]>([
  [epochId('native', 1, 'float32'), epochs(0.02, 0.5, 0.019)],
  [epochId('native', 2, 'float32'), epochs(0.01)],
  [epochId('numpy', 1, 'float32'), epochs(0.05)],
  [epochId('numpy', 2, 'float32'), epochs(0.04)],
  [limitId('float32', 1), [{ rate: [100e9] }]],
  [wholeId('native', 1), [{ seconds: [5], peakMemory: [1] }]],
  [wholeId('native', 2), [{ seconds: [4], peakMemory: [1] }]],
  [wholeId('numpy', 1), [{ seconds: [16], peakMemory: [1] }]],
]);

const measured = mediansOf(rounds);

describe('medians of a benchmark', () => {
  const medians = new Medians(measured);

  it('are of the rounds, so that a disturbed round has no part in them', () => {
    expect(medians.epoch('native', 1, 'training')).to.equal(0.02);
  });

  it('take a peer with the number of threads that suits it', () => {
    expect(medians.best('numpy', 'training')).to.equal(0.04);
  });

  it('are null where nothing was measured', () => {
    expect(medians.best('torch', 'training')).to.equal(null);
    expect(ratio(1, medians.epoch('js', 1, 'training'))).to.equal(null);
  });

  it('put the limit at 4·n·d·K flops an epoch, and as many for 20,000 samples forward', () => {
    expect(flops('training')).to.equal(4 * 10_000 * 3072 * 10);
    expect(flops('evaluation')).to.equal(2 * 20_000 * 3072 * 10);
    expect(medians.productsLimit('training', 1)).to.be.closeTo(0.012288, 1e-9);
    expect(BASE.batchSize).to.equal(100);
  });
});

describe('targets', () => {
  const judged = (what: string) => judge([new Medians(measured)]).find((one) => one.what === what);

  it('are the ratios that the medians come to', () => {
    expect(judged('training on 2 threads: times as fast as on 1')).to.deep.include({
      atLeast: 1.6,
      measured: [2],
      verdict: 'met',
    });
    const numpy = judged('training on 1 thread: times as fast as NumPy');
    expect(numpy).to.deep.include({ measured: [2], verdict: 'missed' });
    expect(judged('the whole job: times as fast as NumPy')?.measured).to.deep.equal([4]);
    const limit = judged('training on 1 thread: share of the sgemm rate');
    expect(limit?.measured[0]).to.be.closeTo(0.6144, 1e-9);
  });

  it('are not measured where a case is missing', () => {
    const torch = judged('training on 1 thread: times as fast as PyTorch');
    expect(torch).to.deep.include({ measured: [null], verdict: 'not measured' });
  });

  it('are met from their own value on, and missed by what is no number', () => {
    expect(verdict([2.5], 2.5)).to.equal('met');
    expect(verdict([2.4999], 2.5)).to.equal('missed');
    expect(verdict([NaN], 2.5)).to.equal('missed');
  });

  it('are judged by the worst machine', () => {
    expect(verdict([3, 2.4999], 2.5)).to.equal('missed');
    expect(verdict([null, 3], 2.5)).to.equal('met');
  });

  it('have words of their own', () => {
    expect(new Set(TARGETS.map(({ what }) => what))).to.have.property('size', TARGETS.length);
  });
});

describe('tables of figures', () => {
  it('are Markdown with the figures to the right, and no bar in a cell', () => {
    const table = { headings: ['', 'ms'], rows: [['a|b', '1.00']] };
    expect(markdownTable(table)).to.equal('|  | ms |\n| --- | ---: |\n| a\\|b | 1.00 |');
  });

  it('show three figures, and a dash for what is missing', () => {
    expect([1.234, 12.34, 123.4, 0].map(figures)).to.deep.equal(['1.23', '12.3', '123', '0.00']);
    expect([milliseconds(0.0123), milliseconds(null)]).to.deep.equal(['12.3', '–']);
    expect([share(0.617), share(null)]).to.deep.equal(['62 %', '–']);
  });
});

describe('the results of several instruction sets', () => {
  const folder = temporaryFolder();

  it('stand side by side, each from its last run', async () => {
    const write = (used: string, training: number): Promise<void> =>
      writeBench(folder(), {
        machine: { ...describeMachine('npm run bench'), instructions: { used, best: 'avx512' } },
        cases: ownCases(1),
        wholeCases: [],
        missing: [],
        rounds: new Map([...rounds, [epochId('native', 1, 'float32'), epochs(training)]]),
      });
    await write('avx2', 0.9);
    await write('avx512', 0.01);
    await write('avx2', 0.03);
    expect(readdirSync(path.join(folder(), 'measured'))).to.deep.equal([
      'avx2.json',
      'avx512.json',
    ]);
    const text = readFileSync(path.join(folder(), 'RESULTS.md'), 'utf8');
    expect(text).to.match(
      /\*\*AVX2\*\*, by `npm run bench`.*AVX2, without the AVX-512 that it has/,
    );
    expect(text).to.match(/training, AVX-512, ms \| +share \| training, AVX2, ms \|/);
    expect(text).to.match(/onelayer, 1 thread, float32 +\| +10\.0 \| +123 % \| +30\.0 \| +41 % \|/);
    expect(text).to.match(
      /1 thread: share of the sgemm rate +\| +≥ 0\.6 \| +1\.23 \| +0\.41 \| missed/,
    );
  });
});

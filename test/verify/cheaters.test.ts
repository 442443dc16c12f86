import { expect } from 'chai';
import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { classMetrics } from '../../src/model';
import { concludedAnew } from '../../src/report';
import type { VerifiedFile, VerifyOptions } from '../../src/verify';
import {
  forge,
  readTree,
  Submissions,
  writeTree,
  type WritableResults,
} from '../support/submissions';

/** Steps so large that no epoch comes near a minimum. */
const WILD = ['--lambda', '0.1', '--eta', '0.5', '--epochs', '40', '--batch-size', '4'];

const OPTIONS = ['--configuration', '3', '--epochs', '3', '--batch-size', '4'];

/** Claims a better test, with figures that agree: one more hit of four, in all that follows from it. */
function claimMore(results: WritableResults): void {
  const [{ test, analysis }] = results.runs;
  const { calibration, confusion, examples, samples, trueClass } = analysis;
  const row = confusion.findIndex((own, k) => own.some((count, j) => j !== k && count > 0));
  const [example] = examples[row].mistakes.splice(0, 1);
  const { predicted, probability, trueProbability } = example;
  confusion[row][predicted]--;
  confusion[row][row]++;
  test.accuracy += 1 / samples;
  Object.assign(analysis, { classes: classMetrics(confusion) });
  examples[row].hits = [{ ...example, predicted: row, trueProbability: probability }];
  const binOf = <Bin extends { from: number; to: number }>(bins: readonly Bin[], p: number): Bin =>
    bins.find(({ from, to }) => p >= from && (p < to || to === 1))!;
  binOf(trueClass, trueProbability).wrong--;
  binOf(trueClass, probability).right++;
  const bin = binOf(calibration.bins, probability);
  bin.accuracy += 1 / bin.samples;
  calibration.expectedError = calibration.bins.reduce(
    (sum, own) => sum + (own.samples / samples) * Math.abs(own.accuracy - own.confidence),
    0,
  );
  Object.assign(results, { conclusions: concludedAnew(results).conclusions });
}

describe('a cheater who makes a new digest is found', function () {
  this.timeout(120_000);
  let folder: string;
  let submissions: Submissions;
  before('train', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    submissions = await Submissions.in(folder);
    await submissions.train('honest', ...OPTIONS);
    await submissions.train('better', ...OPTIONS, '--seed', '7');
    await submissions.train('js', ...OPTIONS, '--backend', 'js', '--lambda', '1', '--eta', '0.001');
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Copies a submission, changes it, and verifies the copy. */
  async function verified(
    change: (results: WritableResults, at: string) => unknown,
    options: VerifyOptions = {},
    from = 'honest',
  ): Promise<VerifiedFile> {
    const copy = submissions.at('copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(submissions.at(from), copy, { recursive: true });
    const file = path.join(copy, 'results.json');
    forge(file, (results) => change(results, copy));
    const [found] = await submissions.verify([file], options);
    return found;
  }

  it('by the saved model, who claims a better test', async () => {
    const { verdict, checks, reasons, runs } = await verified(claimMore);
    expect(checks).to.include({ digest: 'right', figures: 'right', models: 'wrong' });
    expect(verdict).to.equal('wrong');
    expect(reasons[0]).to.match(/^runs\[0\]\.test\.accuracy: expected .*, by the saved model$/);
    expect(runs[0].claimed).to.equal(runs[0].found! + 0.25);
  });

  it('by the training repeated, who takes the models away', async () => {
    const forged = (results: WritableResults, at: string): void => {
      claimMore(results);
      rmSync(path.join(at, results.runs[0].folder), { recursive: true });
    };
    expect(await verified(forged)).to.include({ verdict: 'right' });
    const { verdict, reasons } = await verified(forged, { retrain: true });
    expect(verdict).to.equal('wrong');
    expect(reasons[0]).to.match(/runs\[0\]\.test\.accuracy: .*, by the training repeated$/);
  });

  it('by the first epoch, who has another seed or other settings', async () => {
    const seed = await verified(({ runs }) => (runs[0].seed = 43), { retrain: true });
    expect(seed.verdict).to.equal('wrong');
    expect(seed.reasons[0]).to.match(/^runs\[0\]\.history\[0\]\.train\.loss: .*training repeated$/);
    const once = { retrain: true, retrainEpochs: 1 };
    expect((await verified(({ runs }) => (runs[0].momentum = 0.5), once)).verdict).to.equal(
      'wrong',
    );
  });

  it('by an epoch, who smooths a curve', async () => {
    const smooth = ({ runs: [{ history }] }: WritableResults): void => {
      history[1].validation.loss -= 0.001;
      history[1].validation.cost -= 0.001;
    };
    expect(await verified(smooth)).to.include({ verdict: 'right' });
    const { reasons } = await verified(smooth, { retrain: true });
    expect(reasons[0]).to.include('runs[0].history[1].validation.loss');
    const { verdict, notes } = await verified(smooth, { retrain: true, retrainEpochs: 1 });
    expect(verdict).to.equal('right');
    expect(notes.join()).to.include('up to epoch 1 of 3');
  });

  it('by the models, who puts others in their place', async () => {
    const swap = (names: readonly string[]) => (results: WritableResults, at: string) => {
      const { folder: run } = results.runs[0];
      for (const name of names) {
        copyFileSync(submissions.at('better', run, name), path.join(at, run, name));
      }
    };
    const model = await verified(swap(['model.safetensors']));
    expect(model.verdict).to.equal('wrong');
    expect(model.reasons[0]).to.match(/weights\.npy: element 0: expected .*, as in model/);
    const all = ['model.safetensors', 'weights.npy', 'bias.npy', 'mean.npy', 'deviation.npy'];
    expect((await verified(swap(all))).verdict).to.equal('wrong');
  });

  it('on another backend too, by more than rounding makes of a figure', async () => {
    const retrain = { retrain: true, backend: 'js' } as const;
    /** As if native code had trained it, whose sums are rounded otherwise. */
    const trainNatively = ({ backend }: WritableResults): void => {
      backend.name = 'openblas';
      backend.openblas = { version: '0.3.0', core: 'Haswell', instructions: 'avx2' };
    };
    const change = (by: number) => (results: WritableResults) => {
      trainNatively(results);
      results.runs[0].history[0].updateRatio *= by;
    };
    const { verdict, reasons } = await verified(change(1 + 1e-5), retrain, 'js');
    expect(verdict, reasons.join(' ')).to.equal('right');
    const off = await verified(change(1.001), retrain, 'js');
    expect(off.verdict).to.equal('wrong');
    expect(off.reasons[0]).to.include('history[0].updateRatio');
  });

  it('but not one whose training rounding decides: that is said', async () => {
    const results = await submissions.train('wild', ...WILD, '--backend', 'js');
    forge(results, ({ backend, runs: [{ history }] }) => {
      backend.name = 'openblas';
      backend.openblas = { version: '0.3.0', core: 'Haswell', instructions: 'avx2' };
      history[history.length - 1].updateRatio *= 1.001;
    });
    const [{ verdict, reasons }] = await submissions.verify([results], {
      retrain: true,
      backend: 'js',
    });
    expect(verdict).to.equal('cannot tell');
    expect(reasons[0]).to.match(/^runs\[0\]: rounding decides its course from epoch \d+ on/);
    expect(reasons[0]).to.match(/own backend, onelayer's own loops, with fused multiply-add$/);
  });

  it('and who takes the digest away: then nobody can tell', async () => {
    const old = submissions.at('old.json');
    const results = readTree(submissions.at('honest', 'results.json'));
    writeTree(old, { ...results, digest: undefined });
    const [{ verdict, reasons }] = await submissions.verify([old]);
    expect(verdict).to.equal('cannot tell');
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.include('no digest');
  });
});

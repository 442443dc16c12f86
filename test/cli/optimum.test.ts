import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Results } from '../../src/report';
import { readResultsFile } from '../../src/report/storage/read-results';
import type { Outcome } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { tinyTraining } from '../support/tiny-training';

type Writable<Tree> = { -readonly [Key in keyof Tree]: Writable<NonNullable<Tree[Key]>> };
type Run = Writable<Required<Results['runs'][number]>>;

/** What somebody changed, and what the file then contradicts. */
const FORGED: readonly [fault: RegExp, change: (run: Run) => unknown][] = [
  [/certificate\.gap: expected .*gradientNorm² \/ 4λ/, ({ certificate: c }) => (c.gap /= 10)],
  [/certificate\.gap: expected .*gradientNorm² \/ 4λ/, ({ certificate: c }) => (c.gap += 1)],
  [/certificate\.gap: expected/, ({ certificate: c }) => (c.gradientNorm *= 2)],
  // The relative gap is checked first, and shows it where it isn't tiny.
  [/certificate\.(cost|relativeGap): expected/, ({ certificate: c }) => (c.cost *= 0.99)],
  [/certificate\.relativeGap/, ({ certificate: c }) => (c.relativeGap /= 2)],
  [/certificate\.distance/, ({ certificate: c }) => (c.distance /= 2)],
  [/certificate\.isReached/, ({ certificate: c }) => (c.isReached = false)],
  [/certificate\.accuracy\.most/, ({ certificate: c }) => (c.accuracy.most = 0)],
  [/certificate\.gap: .*at the end of the history/, (run) => (run.history.at(-1)!.gap! *= 2)],
  [
    /certificate\.accuracy: expected bounds/,
    ({ certificate: c }) => ((c as { accuracy: unknown }).accuracy = null),
  ],
  [/certificate: expected none/, (run) => delete (run as Partial<Run>).solver],
];

describe('onelayer train --solver lbfgs', function () {
  this.timeout(60_000);
  const { at, train, trainUntil, learnt } = tinyTraining(['--solver', 'lbfgs']);
  const optimum = (...args: string[]): Promise<Outcome> => train('--lambda', '0.01', ...args);

  it('goes to the optimum, says how far it is from it at most, and speaks of no η', async () => {
    const { code, stdout, stderr } = await optimum(
      ...['--out', at('out'), '--checkpoint', at('x'), '--save', at('model.safetensors')],
    );
    expect(code, stderr).to.equal(0);
    const [line] = /^optimum .*$/m.exec(stdout) ?? [''];
    expect(line).to.match(
      /^optimum {3}J is at most \S+ above its minimum \(\S+ of it\); ‖W − W\*‖ ≤/,
    );
    expect(stdout).to.match(
      /^training {2}L-BFGS to a relative gap of 1e-6, 1000 iterations at most, float32$/m,
    );
    expect(stdout).to.match(/kept in .* after each iteration$/m);
    expect(stdout).to.match(/^λ 0\.01, L-BFGS: cost \S+ after iteration 1, /m);
    expect(stdout).to.include('Accuracies after the last iteration.');
    expect(stderr).to.match(/^λ 0\.01, L-BFGS, iteration 1: relative gap \S+, to 1e-6; loss /);
    expect(stdout + stderr).to.not.match(/η|eta|epoch/);

    const { stdout: inspected } = await runHere('inspect', at('model.safetensors'));
    expect(inspected).to.match(/^optimum {5}J is at most \S+ above its minimum/m);
    expect(inspected)
      .to.match(/settings: \{.*"solver":"lbfgs"/)
      .and.not.match(/"eta"|"batchSize"/);

    const file = at('out/results.json');
    const text = readFileSync(file, 'utf8');
    const whole = JSON.parse(text) as { runs: Run[] };
    expect(whole.runs[0].certificate).to.include({ isReached: true, reason: null });
    expect(whole.runs[0].certificate.relativeGap).to.be.within(0, 1e-6);
    expect(readResultsFile(file).kind).to.equal('results');
    for (const [fault, change] of FORGED) {
      const copy = JSON.parse(text) as typeof whole;
      change(copy.runs[0]);
      writeFileSync(file, JSON.stringify(copy));
      expect(() => readResultsFile(file)).to.throw(fault);
    }
  });

  it('says why nothing is certified at λ 0, estimating no time', async () => {
    const { stdout, stderr } = await train('--lambda', '0');
    expect(stdout).to.match(
      /^optimum {3}nothing is certified: λ is 0, .*; ‖∂J\/∂W‖ is \S+ at the end$/m,
    );
    expect(stderr).to.match(/^λ 0, L-BFGS, iteration 1: loss .* %$/m);
  });

  it('says that the tolerance is not reached, and what to do', async () => {
    const { stdout, stderr } = await optimum('--epochs', '2', '--tolerance', '1e-9', '--quiet');
    expect(stdout).to.not.include('optimum');
    expect(stderr).to.match(
      /^note: λ 0\.01, L-BFGS: J is at most .*; the tolerance was not reached in so many iterations: take more epochs, or a larger tolerance$/m,
    );
  });

  it('goes on after it was stopped, to the bit', async () => {
    const own = ['--lambda', '1'];
    await train(...own, '--out', at('whole'));
    const kept = ['--checkpoint', at('run.ckpt'), '--out', at('part')];
    const stopped = await trainUntil(/iteration 2:/, ...own, ...kept);
    expect(stopped.code).to.equal(0);
    expect(stopped.stdout).to.match(/\n.*--resume .*run\.ckpt'?\n$/);
    const { stdout } = await train('--resume', at('run.ckpt'), '--out', at('resumed'));
    expect(stdout).to.match(/goes on after [23] iterations; kept in/);
    expect(learnt('resumed')).to.deep.equal(learnt('whole'));
    // Its settings are the checkpoint's, whose solver has no η either.
    const refused = await train('--resume', at('run.ckpt'), '--eta', '0.1');
    expect(refused.stderr).to.match(/^error: '--eta' needs --solver mini-batch/);
  });

  const REFUSED: readonly [message: string, ...args: string[]][] = [
    ["'--solver lbfgs' needs --lambda: ", '--epochs', '3'],
    ["'--eta' needs --solver mini-batch: without it, it does nothing", '--eta', '0.001'],
    ["'--batch-size' needs --solver mini-batch: ", '--lambda', '1', '--batch-size', '100'],
    ["'--no-shuffle' needs --solver mini-batch: ", '--lambda', '1', '--no-shuffle'],
    ["'--momentum' needs --solver mini-batch: ", '--lambda', '1', '--momentum', '0'],
    ["'--schedule' needs --solver mini-batch: ", '--lambda', '1', '--schedule', 'cosine'],
    ["'--flips' needs --solver mini-batch: ", '--lambda', '1', '--flips'],
    ["'--configuration' needs --solver mini-batch: ", '--lambda', '1', '--configuration', '3'],
    ["'--every' needs --solver mini-batch: ", '--lambda', '1', '--every', '3', '--checkpoint', 'x'],
    ["'--tolerance' needs --solver lbfgs: ", '--solver', 'mini-batch', '--tolerance', '1e-3'],
  ];
  for (const [message, ...args] of REFUSED) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stderr } = await train(...args);
      expect(stderr.startsWith(`error: ${message}`), stderr).to.equal(true);
      expect(stderr.split('\n').filter((line) => line.startsWith('error'))).to.have.length(1);
      expect(code).to.equal(2);
    });
  }
});

import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { GradientCheckResults } from '../../src/report';
import { describeWithCifar10 } from '../support/cifar10';
import { expectPublishedForm } from '../support/published-form';
import { startBin, type Outcome } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

const check = (...args: string[]): Promise<Outcome> => runHere('check-gradients', ...args);

describe('bin/check-gradients.ts', () => {
  describe('with wrong options prints one line, no stack trace, and exits with 2', () => {
    const wrong: [string[], RegExp][] = [
      [['--lambda', '0', '-1'], /--lambda: expected a finite number of at least 0, got -1/],
      [['--lambda', 'much'], /--lambda: .*got "much"/],
      [['--samples', '0'], /--samples: expected a positive integer, got 0/],
      [['--step', '0'], /--step: expected a finite number above 0, got 0/],
      [['--tolerance', '-1'], /--tolerance: expected a finite number above 0, got -1/],
      [['--sampled', '0'], /--sampled: expected a positive integer, got 0/],
      [['--scheme', 'backward'], /--scheme.*'backward' is invalid.*central, forward/],
      [['--seed', '1.5'], /--seed: expected a non-negative integer, got 1.5/],
      [['--sample', '3'], /unknown option '--sample'[^]*--sample[sd]/],
    ];
    for (const [args, message] of wrong) {
      it(args.join(' '), async () => {
        const { code, stdout, stderr } = await check(...args);
        expect(stderr).to.match(message);
        expect(stderr).to.not.match(/\n\s+at /);
        expect(stdout).to.equal('');
        expect(code).to.equal(2);
      });
    }
  });

  it('shows its options, examples and exit codes with --help', async () => {
    const { code, stdout } = await check('--help');
    expect(code).to.equal(0);
    for (const option of ['lambda', 'samples', 'step', 'scheme', 'sampled', 'results']) {
      expect(stdout).to.include(`--${option}`);
    }
    expect(stdout).to.match(/Examples:[^]*Exit codes:/);
  });
});

describeWithCifar10('bin/check-gradients.ts on CIFAR-10', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as GradientCheckResults;

  it('checks a sample of the parameters for three λ, and says that the gradients are right', async () => {
    const file = path.join(folder(), 'check.json');
    const { code, stdout, stderr } = await check('--sampled', '--results', file);
    expect(stderr).to.equal('');
    expect(stdout).to.match(/^backend {3}(openblas|js)/m);
    expect(stdout).to.match(/100 of each kind, central differences, h 1e-5, float64, seed 42/);
    expect(stdout.match(/│ +100 │ +100\.00 % │/g)).to.have.length(3);
    expect(stdout).to.match(/λ 0\.1, worst of weights: class \d, feature \d+, analytic \S+, num/);
    expect(stdout).to.match(/error.*\|gₐ − gₙ\|.*relative.*verdict ignores/);
    expect(stdout).to.match(/float32 gradients[^]*largest relative.*verdict ignores/);
    expect(stdout).to.match(
      /verdict {3}the gradients are right\n {10}right means, in float64: each \|gₐ − gₙ\| is below 1e-6.*in float32: .* at most 1e-5\n$/,
    );
    expect(code).to.equal(0);
    const results = read(file);
    expectPublishedForm('gradient-check', results);
    expect(results).to.include({ complete: true, passed: true, samples: 20, seed: 42 });
    expect(results.checks.map(({ lambda }) => lambda)).to.deep.equal([0, 0.1, 1]);
    for (const { groups } of results.checks) {
      for (const { largestError } of groups) expect(largestError).to.be.lessThan(1e-9);
    }
    for (const { relativeInNorm } of results.precision!.paths) {
      expect(relativeInNorm).to.be.at.most(1e-5);
    }
  });

  it('says so, and exits with 1, when an error is above the tolerance', async () => {
    const { code, stdout } = await check('--sampled', '--tolerance', '1e-14', '--lambda', '0');
    expect(stdout).to.match(/below 1e-14/);
    expect(stdout).to.match(/verdict {3}the gradients are WRONG/);
    expect(code).to.equal(1);
  });

  it('takes other samples, differences and steps', async () => {
    const args = ['--samples', '3', '--sampled', '5', '--scheme', 'forward', '--step', '1e-6'];
    const { code, stdout } = await check(...args, '--lambda', '0.5', '--backend', 'js');
    expect(stdout).to.match(/the first 3 of data_batch_1/);
    expect(stdout).to.match(/5 of each kind, forward differences, h 1e-6/);
    expect(stdout).to.match(/│ 0\.5 │ weights │ +5 │/);
    expect(code).to.equal(0);
  });

  it('refuses more samples than there are', async () => {
    const { code, stderr } = await check('--samples', '10001');
    expect(stderr).to.equal('error: --samples: expected an integer from 1 to 10000, got 10001\n');
    expect(code).to.equal(2);
  });

  itThoroughly('stops cleanly on SIGINT with what is finished, and exits with 130', async () => {
    const file = path.join(folder(), 'check.json');
    const running = startBin('check-gradients', ['--results', file]);
    await running.said(/gradients all 30730 parameters/);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.outcome;
    expect(code).to.equal(130);
    expect(stdout).to.match(/verdict {3}stopped/);
    expect(stderr).to.not.match(/\n\s+at /);
    expect(read(file)).to.include({ complete: false, passed: false, precision: null });
  });
});

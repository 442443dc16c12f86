import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnosis, Results } from '../../src/report';
import { describeWithCifar10 } from '../support/cifar10';
import { expectPublishedForm } from '../support/published-form';
import { startBin } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

describe('bin/doctor.ts', () => {
  it('shows its options, examples and exit codes with --help', async () => {
    const { code, stdout } = await runHere('doctor', '--help');
    expect(code).to.equal(0);
    expect(stdout).to.match(/--configuration[^]*--results[^]*Examples:[^]*Exit codes:/);
  });

  it('refuses wrong options in one line, and exits with 2', async () => {
    const { code, stderr } = await runHere('doctor', '--eta', '0');
    expect(stderr).to.equal('error: --eta: expected a finite number above 0, got 0\n');
    expect(code).to.equal(2);
  });
});

describeWithCifar10('bin/doctor.ts on CIFAR-10', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();

  it('blames the learning rate of configuration 1, and of no other', async () => {
    const file = path.join(folder(), 'diagnosis.json');
    const { code, stdout } = await runHere('doctor', '--epochs', '3', '--results', file);
    expect(code).to.equal(0);
    const [codeAndData, one, ...others] = stdout.split(/^configuration .*$/m);
    expect(codeAndData).to.not.match(/WARNING|FAILED/);
    expect(one).to.match(
      /WARNING learning rate .*\n +the learning rate .* too large.*\n +what to do/,
    );
    for (const other of others.slice(0, 2)) expect(other).to.not.match(/WARNING|FAILED|too large/);
    expect(stdout).to.match(/verdict {3}nothing is broken, .*0 failed\)\n$/);

    const diagnosis = JSON.parse(readFileSync(file, 'utf8')) as Diagnosis;
    expectPublishedForm('diagnosis', diagnosis);
    expect(diagnosis.runs.map(({ configuration }) => configuration)).to.deep.equal([1, 2, 3, 4]);
    expect(diagnosis.findings.map(({ check }) => check)).to.include('float32-gradient');
  });

  itThoroughly('tells warnings, failures and the verdict alone with --quiet', async () => {
    const args = ['--configuration', '3', '--epochs', '1', '--quiet'];
    const { stdout, stderr } = await runHere('doctor', ...args);
    expect(stdout.trim()).to.match(/^verdict {3}all is well \(\d+ passed, 0 warnings, 0 failed\)$/);
    expect(stderr).to.match(/^(note: .*\n)?$/);
  });

  itThoroughly('stops cleanly on SIGINT with what was found, and exits with 130', async () => {
    const file = path.join(folder(), 'diagnosis.json');
    const running = startBin('doctor', ['--results', file]);
    await running.said(/label-balance/);
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.outcome;
    expect(code).to.equal(130);
    expect(stdout).to.match(/verdict {3}stopped; until then/);
    expect(stderr).to.not.match(/\n\s+at /);
    const { findings } = JSON.parse(readFileSync(file, 'utf8')) as Diagnosis;
    expect(findings[0].check).to.equal('label-balance');
  });
});

describeWithCifar10('the doctor in bin/train.ts', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();

  itThoroughly(
    'examines before the training, watches over it, and writes what it found',
    async () => {
      const file = path.join(folder(), 'results.json');
      const args = ['--epochs', '2', '--configuration', '1', '--results', file];
      const { code, stdout } = await runHere('train', ...args);
      expect(code).to.equal(0);
      expect(stdout).to.match(/^doctor {4}data and code: 12 passed, 0 warnings, 0 failed$/m);
      const [before, after] = stdout.split(/^configuration 1 .*test accuracy.*$/m);
      expect(before).to.match(/WARNING learning rate \(learning-rate\)/);
      expect(after).to.match(/WARNING learning rate \(divergence\)/);
      const { findings, runs } = JSON.parse(readFileSync(file, 'utf8')) as Results;
      expect(findings).to.have.length(12);
      expect(runs[0].findings!.map(({ check }) => check)).to.include.members([
        'learning-rate',
        'divergence',
      ]);
    },
  );

  itThoroughly('is silent where it is switched off', async () => {
    const file = path.join(folder(), 'results.json');
    const args = ['--epochs', '1', '--configuration', '1', '--no-doctor', '--results', file];
    const { stdout } = await runHere('train', ...args);
    expect(stdout).to.not.match(/doctor|WARNING/);
    const { findings, runs } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    expect([findings, runs[0].findings]).to.deep.equal([null, null]);
  });
});

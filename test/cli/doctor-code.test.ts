import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnosis } from '../../src/report';
import { MISTAKES, withMistake } from '../exercise/mistakes';
import { describeWithCifar10 } from '../support/cifar10';
import { RIGHT } from '../support/own-code';
import { expectPublishedForm } from '../support/published-form';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

describeWithCifar10('doctor --code', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();

  async function visit(content: string, ...options: string[]) {
    const file = path.join(folder(), 'mine.js');
    const results = path.join(folder(), 'diagnosis.json');
    writeFileSync(file, content);
    const watched = ['--configuration', '3', '--epochs', '1', '--results', results];
    const outcome = await runHere('doctor', '--code', file, ...watched, ...options);
    return { ...outcome, results };
  }

  itThoroughly('names a mistake, sees what it does to a training, and exits with 1', async () => {
    const wrong = withMistake(RIGHT, MISTAKES['an update uphill']);
    const { code, stdout, results } = await visit(wrong, '--quiet');
    expect(code).to.equal(1);
    expect(stdout).to.match(/FAILED {2}update \(code-update\): .*\n +the sign is flipped/);
    expect(stdout).to.match(/FAILED {2}update \(code-against-onelayer\)/);
    expect(stdout).to.match(/verdict {3}something is broken/);
    const diagnosis = JSON.parse(readFileSync(results, 'utf8')) as Diagnosis;
    expectPublishedForm('diagnosis', diagnosis);
    expect(diagnosis.code).to.equal('mine.js');
    const passed = diagnosis.findings.filter(({ verdict }) => verdict === 'passed');
    expect(passed.map(({ check }) => check)).to.include.members(['code-gradient', 'code-shuffle']);
  });

  it('says in one sentence that a file is none', async () => {
    const { code, stderr } = await visit('export function gradient( {');
    expect(code).to.equal(1);
    expect(stderr).to.match(/^error: .*mine\.js: it can't be loaded.*: SyntaxError: .*\n$/);
  });
});

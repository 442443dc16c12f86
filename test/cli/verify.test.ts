import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { verifyCommand } from '../../src/cli/verify/verify-command';
import type { VerifiedFile } from '../../src/verify';
import type { Outcome } from '../support/run-bin';
import { captured, runHere, withCache } from '../support/run-here';
import { readTree, Submissions, TINY_WORLD, writeTree } from '../support/submissions';

const OPTIONS = ['--configuration', '2', '--epochs', '1', '--batch-size', '4'];

describe('onelayer verify', () => {
  let folder: string;
  let submissions: Submissions;
  before('hand in', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer '));
    submissions = await Submissions.in(folder);
    await submissions.train('alice', ...OPTIONS);
    const file = await submissions.train('bob/run', ...OPTIONS);
    const results = readTree(file);
    results.runs[0].test.accuracy = 0.95;
    writeTree(file, results);
    mkdirSync(submissions.at('carol'));
    writeFileSync(submissions.at('carol', 'report.txt'), 'see my results');
    mkdirSync(submissions.at('dave'));
    writeFileSync(submissions.at('dave', 'results.json'), '{"version":3,"runs":[');
  });
  after(() => rmSync(folder, { recursive: true }));

  const verify = (...words: string[]): Promise<Outcome> =>
    withCache(path.join(folder, 'cache'), () =>
      captured((signal) => verifyCommand(['node', 'onelayer', ...words], signal, TINY_WORLD)),
    );

  it('says of a right file what was checked, and exits with 0', async () => {
    const { code, stdout, stderr } = await verify(submissions.at('alice', 'results.json'));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/results\.json: right\n/);
    expect(stdout).to.include('digest right, figures right, models right, training not checked');
    expect(stdout).to.match(/accuracy {2}configuration 2: \d+\.00 % claimed, \d+\.00 % found/);
  });

  it('shows a folder of submissions as a table, and exits with 1 unless all are right', async () => {
    const { code, stdout, stderr } = await verify(submissions.at(), '--retrain');
    expect(code, stderr).to.equal(1);
    const row = (name: string): string =>
      stdout.split('\n').find((line) => line.includes(`${name} `)) ?? '';
    expect(row('alice')).to.match(/ right /);
    expect(row(path.join('bob', 'run'))).to.match(
      / altered .* 95\.00 % .*runs\[0\]\.test\.accuracy/,
    );
    expect(row('carol')).to.match(/cannot tell .*it has no results file/);
    expect(row('dave')).to.match(/cannot tell .*it is not JSON/);
    expect(stdout).to.include('4 files: 1 right, 1 altered, 2 cannot tell');
  });

  it('prints all of it as JSON', async () => {
    const { code, stdout } = await verify(submissions.at(), '--json');
    expect(code).to.equal(1);
    const { files } = JSON.parse(stdout) as { readonly files: readonly VerifiedFile[] };
    expect(files.map(({ verdict }) => verdict)).to.deep.equal([
      ...(['right', 'altered', 'cannot tell', 'cannot tell'] as const),
    ]);
    const [, { file, reasons, checks, runs }] = files;
    expect(file).to.equal(submissions.at('bob', 'run', 'results.json'));
    expect(reasons).to.have.length(3);
    expect(checks).to.deep.equal({
      ...{ form: 'right', digest: 'wrong', figures: 'wrong' },
      ...{ models: 'wrong', training: 'not checked' },
    });
    expect(runs[0].claimed).to.equal(0.95);
    expect(runs[0].found).to.be.below(0.95);
  });

  it('refuses what isn’t there, and epochs that nobody repeats, in one sentence', async () => {
    const missing = await runHere('verify', submissions.at('eve.json'));
    expect(missing).to.include({ code: 1, stdout: '' });
    expect(missing.stderr).to.match(/^error: .*eve\.json: it does not exist\n$/);
    const idle = await runHere('verify', submissions.at(), '--retrain-epochs', '2');
    expect(idle.code).to.equal(2);
    expect(idle.stderr).to.include("'--retrain-epochs' needs --retrain");
  });
});

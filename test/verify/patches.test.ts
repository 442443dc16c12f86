import { expect } from 'chai';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { VerifiedFile, VerifyOptions } from '../../src/verify';
import { forge, Submissions, type WritableResults } from '../support/submissions';

describe('results on features by patches are verified', function () {
  this.timeout(120_000);
  let folder: string;
  let submissions: Submissions;
  before('train', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    submissions = await Submissions.in(folder);
    const patches = ['--patches', '3', '--patch-components', '5', '--patch-regions', '2'];
    await submissions.train('honest', ...patches, '--epochs', '2', '--batch-size', '4');
  });
  after(() => rmSync(folder, { recursive: true }));

  async function verified(
    change: (results: WritableResults) => unknown,
    options: VerifyOptions = {},
  ): Promise<VerifiedFile> {
    const copy = submissions.at('copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(submissions.at('honest'), copy, { recursive: true });
    const file = path.join(copy, 'results.json');
    forge(file, change);
    const [found] = await submissions.verify([file], options);
    return found;
  }

  it('by the saved model, which encodes the test images', async () => {
    const { verdict, checks, runs } = await verified(() => undefined);
    expect(verdict).to.equal('right');
    expect(checks.models).to.equal('right');
    expect(runs[0].found).to.equal(runs[0].claimed);
  });

  it('by the patches of the saved model', async () => {
    const other = await verified((results) => (results.patches!.threshold = 0.8));
    expect(other.verdict).to.equal('wrong');
    expect(other.reasons[0]).to.equal(
      'patches.threshold: expected 0.9, got 0.8, by the saved model',
    );
    const none = await verified((results) => Reflect.deleteProperty(results, 'patches'));
    expect(none.verdict).to.equal('wrong');
  });

  it('but not where other loops encoded, nor by training again', async () => {
    const otherLoops = await verified(({ backend }) => {
      const openblas = { version: '0.3.0', core: 'Haswell', instructions: 'other' };
      Object.assign(backend, { name: 'openblas', openblas });
    });
    expect(otherLoops.verdict).to.equal('cannot tell');
    const again = await verified(() => undefined, { retrain: true });
    expect(again.verdict).to.equal('cannot tell');
    expect(again.reasons.join()).to.include('on features by patches: they were not repeated');
  });
});

import { expect } from 'chai';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defaultRng, type Generator } from '../../src/random';
import { alterNumber, numbersOf, readTree, Submissions, writeTree } from '../support/submissions';

/** The options of ten trainings, of each of which there are two honest files and two altered ones. */
const TRAININGS: readonly (readonly string[])[] = [
  ['--epochs', '3', '--batch-size', '4'],
  ['--epochs', '2', '--configuration', '2', '--batch-size', '5', '--seed', '1'],
  ['--epochs', '2', '--lambda', '0.05', '--eta', '0.002', '--batch-size', '17'],
  ['--epochs', '3', '--configuration', '3', '--momentum', '0.9', '--batch-size', '4'],
  ['--epochs', '9', '--configuration', '4', '--early-stopping', '2', '--batch-size', '4'],
  ['--epochs', '3', '--configuration', '2', '--schedule', 'cosine', '--batch-size', '4'],
  ['--epochs', '2', '--configuration', '3', '--dtype', 'float64', '--batch-size', '4'],
  ['--epochs', '2', '--configuration', '3', '--backend', 'js', '--batch-size', '4'],
  ['--epochs', '2', '--configuration', '2', '--loss', 'hinge', '--batch-size', '4'],
  ['--lambda', '1', '--solver', 'lbfgs'],
];

/** What somebody may make of a number. */
const CHANGES: readonly ((value: number, random: Generator) => number)[] = [
  (value) => value + 1,
  (value) => value - 1,
  (value) => -value || 1,
  (value) => value * 1.01 || 0.01,
  (value) => value + (value === 0 ? 1e-9 : value * 1e-9),
  (value, random) => value + random.random(),
];

describe('of forty results files, half of them altered in one number', function () {
  this.timeout(120_000);
  let folder: string;
  let submissions: Submissions;
  const honest: string[] = [];
  const altered: { readonly file: string; readonly where: string }[] = [];

  before('train, copy and alter', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    submissions = await Submissions.in(folder);
    const random = defaultRng(21);
    for (const [i, options] of TRAININGS.entries()) {
      const first = await submissions.train(`honest-${i}`, ...options);
      const alone = submissions.at(`alone-${i}.json`);
      cpSync(first, alone);
      honest.push(first, alone);
      for (const name of [`altered-${i}`, `changed-${i}`]) {
        cpSync(path.dirname(first), submissions.at(name), { recursive: true });
        const file = submissions.at(name, 'results.json');
        const tree = readTree(file);
        const numbers = numbersOf(tree);
        const keys = numbers[Math.floor(random.random() * numbers.length)];
        const change = CHANGES[Math.floor(random.random() * CHANGES.length)];
        alterNumber(tree, keys, (value) => change(value, random));
        writeTree(file, tree);
        altered.push({ file, where: keys.join('.') });
      }
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('no honest one fails', async () => {
    const verified = await submissions.verify(honest);
    expect(verified).to.have.length(20);
    for (const { name, verdict, reasons } of verified) {
      expect(verdict, `${name}: ${reasons.join(' ')}`).to.equal('right');
    }
  });

  it('no altered one passes', async () => {
    const verified = await submissions.verify(altered.map(({ file }) => file));
    expect(verified).to.have.length(20);
    for (const [i, { verdict, reasons }] of verified.entries()) {
      expect(verdict, altered[i].where).to.equal('altered');
      expect(reasons.length).to.be.above(0);
    }
  });

  it('it stops when it is told to, in the middle of a training', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const stopped = submissions.verify(honest, {
      retrain: true,
      signal: controller.signal,
      onVerified: ({ name }) => seen.push(name),
      onProgress: ({ done, epochs }) => {
        if (done === 1 && epochs?.done === 1) controller.abort(new Error('enough'));
      },
    });
    const error = await stopped.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).and.include({ message: 'enough' });
    expect(seen).to.have.length(1);
  });

  it('every honest training comes out again to the bit', async () => {
    const trained = honest.filter((file) => path.basename(file) === 'results.json');
    const verified = await submissions.verify(trained, { retrain: true });
    for (const { name, verdict, checks, reasons, runs } of verified) {
      expect(verdict, `${name}: ${reasons.join(' ')}`).to.equal('right');
      expect(checks).to.deep.equal({
        ...{ form: 'right', digest: 'right', figures: 'right' },
        ...{ models: 'right', training: 'right' },
      });
      for (const { claimed, found } of runs) expect(found).to.equal(claimed);
    }
  });
});

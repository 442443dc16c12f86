import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withDigest, type Results } from '../../src/report';
import { verifyResults } from '../../src/verify';
import { finishRuns } from '../support/finished-runs';
import { alterNumber, numbersOf, readTree, writeTree } from '../support/submissions';

describe('every number of a results file', function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;
  let honest: Results;
  before('train', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    const { writeTo } = await finishRuns({ runs: [{ configuration: 3, lambda: 0.1, epochs: 2 }] });
    file = await writeTo(folder);
    honest = readTree(file);
  });
  after(() => rmSync(folder, { recursive: true }));

  const verify = async () => (await verifyResults([file], { models: false }))[0];

  it('is guarded: the file alone is right, and altered once any of them is another', async () => {
    const { verdict, reasons } = await verify();
    expect(verdict, reasons.join(' ')).to.equal('right');
    const numbers = numbersOf(honest);
    expect(numbers).to.have.length.above(250);
    for (const keys of numbers) {
      const tree = structuredClone(honest);
      alterNumber(tree, keys, (value) =>
        Number.isInteger(value) ? value + 1 : value * (1 + 1e-12),
      );
      writeTree(file, tree);
      const { verdict } = await verify();
      expect(verdict, keys.join('.')).to.equal('altered');
    }
  });

  it('of the test is guarded by the others too, for whoever makes a new digest', async () => {
    const tested = numbersOf(honest).filter(
      (keys) => keys[0] === 'runs' && ['test', 'confusion'].some((name) => keys.includes(name)),
    );
    expect(tested).to.have.length(3 + 9);
    for (const keys of tested) {
      const tree = structuredClone(honest);
      alterNumber(tree, keys, (value) => (Number.isInteger(value) ? value + 1 : value * 1.01));
      writeTree(file, withDigest(tree));
      const { verdict, reasons } = await verify();
      expect(verdict, keys.join('.')).to.equal('altered');
      expect(reasons[0]).to.include('runs[');
    }
  });
});

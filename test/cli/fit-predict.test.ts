import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TREES } from '../support/odd-files';
import { runBin, type Outcome } from '../support/run-bin';
import type { PredictionLine } from './prediction-line';

const HEADER = ['girth', 'bark', 'planted', 'height', 'tree'];
const BARKS = ['smooth', 'rough', 'red'];

/** Trees with a number that is missing in some rows, a category and a date. */
const ROWS = TREES.map(([girth, height, tree], i) => [
  girth,
  BARKS[i % 3],
  `2021-0${1 + (i % 9)}-1${i % 10}`,
  i % 8 === 3 ? '' : height,
  tree,
]);

const UNSEEN = 5;
const MISSING = 6;

/** The same rows: columns in another order, one new category, one value missing, and a column more. */
const ODD = ROWS.map((row, i) => {
  const [girth, bark, planted, height, tree] = row;
  const own = i === MISSING ? ['', bark] : i === UNSEEN ? [girth, 'burnt'] : [girth, bark];
  return [tree, height, `n${i}`, own[1], planted, own[0]];
});

const csvOf = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => `${row.join(delimiter)}\n`).join('');

describe('a model that fit saves, read by other processes', function () {
  this.timeout(120_000);
  let folder: string;
  const at = (name: string): string => path.join(folder, name);
  const fit = async (model: string, ...args: string[]): Promise<void> => {
    const options = ['--label', 'tree', '--lambdas', '0.1', '--no-report', '--save', at(model)];
    const { code, stderr } = await runBin('onelayer', [
      'fit',
      at('trees.csv'),
      ...options,
      ...args,
    ]);
    expect(code, stderr).to.equal(0);
  };
  const predict = (model: string, file: string): Promise<Outcome> =>
    runBin('onelayer', ['predict', at(model), at(file), '--json']);
  const linesOf = ({ stdout, code, stderr }: Outcome): PredictionLine[] => {
    expect(code, stderr).to.equal(0);
    return stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as PredictionLine); // prettier-ignore
  };
  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    writeFileSync(at('trees.csv'), csvOf([HEADER, ...ROWS]));
    writeFileSync(
      at('odd.csv'),
      csvOf([['tree', 'height', 'note', 'bark', 'planted', 'girth'], ...ODD], ';'),
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const model of ['trees.safetensors', 'trees.json']) {
    it(`${model} gives the same probabilities for all rows but the two that differ`, async () => {
      await fit(model);
      const [plain, odd] = await Promise.all([
        predict(model, 'trees.csv'),
        predict(model, 'odd.csv'),
      ]);
      const [before, after] = [linesOf(plain), linesOf(odd)];
      expect(before).to.have.length(TREES.length);
      before.forEach((line, i) => {
        if (i !== UNSEEN && i !== MISSING)
          expect(after[i]).to.deep.equal({ ...line, input: at('odd.csv') });
        else expect(after[i].top).not.to.deep.equal(line.top);
      });
      const right = before.filter(({ label }, i) => label === TREES[i][2]);
      expect(right.length).to.be.at.least(38);
      expect(odd.stderr)
        .to.match(/note: .*odd\.csv: left out "note": no columns of the classifier\n/)
        .and.match(/: rows with categories that are rare or new to the classifier: 1 in column "bark"; rows without a value, which no row lacked in training: 1 in column "girth"\n/); // prettier-ignore
      expect(plain.stderr).not.to.match(/rare or new|without a value/);
    });
  }

  it('refuses a missing value by its line and column, if training did', async () => {
    await fit('strict.safetensors', '--missing', 'error', '--without', 'height');
    const { code, stdout, stderr } = await predict('strict.safetensors', 'odd.csv');
    expect([code, stdout]).to.deep.equal([1, '']);
    expect(stderr).to.match(/error: .*odd\.csv: line 8, column "girth": expected a value, got none\n$/); // prettier-ignore
  });

  it('names a column that is not there, and what is there', async () => {
    writeFileSync(at('renamed.csv'), csvOf([HEADER.with(0, 'girht'), ...ROWS]));
    const { code, stderr } = await predict('trees.safetensors', 'renamed.csv');
    expect(code).to.equal(1);
    expect(stderr).to.match(/error: .*renamed\.csv: expected a column "girth", got "girht"/);
  });
});

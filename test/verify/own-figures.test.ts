import { expect } from 'chai';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { curvesCsv, type Results } from '../../src/report';
import type { VerifiedFile } from '../../src/verify';
import { runHere } from '../support/run-here';
import { forge, readTree, Submissions, type WritableResults } from '../support/submissions';

type Change = (results: WritableResults) => unknown;

/** What somebody changed who knows how to make a digest, and what is said of it. */
const OF_A_TRAINING: readonly (readonly [told: string, change: Change])[] = [
  ['conclusions[0].text: expected', ({ conclusions }) => (conclusions[0].text += '!')],
  ['conclusions[1].topic: expected', ({ conclusions }) => conclusions.splice(1, 1)],
  [
    'history[0].train.cost: expected',
    ({ runs }) => (runs[0].history[0].weightNorm = 2 * runs[0].history[0].weightNorm!),
  ],
  ['batchSize: expected', ({ runs }) => (runs[0].batchSize = 1000)],
  ['momentum: expected', ({ runs }) => (runs[0].momentum = 1)],
];

/** λ is 0: no penalty tells of ‖W‖. */
const WITHOUT_PENALTY: typeof OF_A_TRAINING = [
  [
    'analysis.weights.norm: expected',
    ({ runs: [{ history }] }) => (history[1].weightNorm = 1.1 * history[1].weightNorm!),
  ],
];

const OF_A_FIT: typeof OF_A_TRAINING = [
  ['fit.interval.low: expected', ({ fit }) => (fit!.interval.low += 0.01)],
  ['fit.majority.accuracy: expected', ({ fit }) => (fit!.majority.accuracy += 0.01)],
  ['fit.features: expected', ({ fit }) => fit!.features++],
  ['fit.columns: expected', ({ fit }) => (fit!.columns[0].weight *= 1.1)],
  ['fit.heaviest[0].weights: expected 3 items', ({ fit }) => fit!.heaviest[0].weights.pop()],
  [
    'runs[0]: expected the settings of the trial that search.chosen names, got another lambda',
    ({ runs, search }) => (search!.trials[search!.chosen].settings.lambda = runs[0].lambda * 2),
  ],
];

const CHANGES = { honest: OF_A_TRAINING, plain: WITHOUT_PENALTY, fit: OF_A_FIT };

describe('a results file that contradicts itself is altered, whatever its digest', function () {
  this.timeout(120_000);
  let folder: string;
  let submissions: Submissions;
  before('hand in', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    submissions = await Submissions.in(folder);
    const options = ['--epochs', '2', '--batch-size', '4'];
    const file = await submissions.train('honest', '--configuration', '3', ...options);
    await submissions.train('plain', '--configuration', '2', ...options);
    const results = readTree(file) as Results;
    writeFileSync(submissions.at('honest', 'curves.csv'), curvesCsv(results.runs));
    const iris = path.join(__dirname, '../fixtures/tables/iris.csv');
    const out = ['--no-report', '--quiet', '--out', submissions.at('fit')];
    const { code, stderr } = await runHere('fit', iris, '--label', 'species', ...out);
    expect(code, stderr).to.equal(0);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Copies a submission, changes it, and verifies the copy. */
  async function verified(from: string, change: (copy: string) => unknown): Promise<VerifiedFile> {
    const copy = submissions.at('copy');
    rmSync(copy, { recursive: true, force: true });
    cpSync(submissions.at(from), copy, { recursive: true });
    change(copy);
    return (await submissions.verify([path.join(copy, 'results.json')]))[0];
  }

  for (const from of ['honest', 'fit']) {
    it(`but not ${from} as it is`, async () => {
      const { verdict, reasons, notes } = await verified(from, () => undefined);
      expect(verdict, reasons.join(' ')).to.equal('right');
      expect(notes.filter((note) => note.includes('compared'))).to.deep.equal([]);
    });
  }

  for (const [from, changes] of Object.entries(CHANGES)) {
    for (const [told, change] of changes) {
      it(`${from}: ${told}`, async () => {
        const { verdict, reasons, checks } = await verified(from, (copy) =>
          forge(path.join(copy, 'results.json'), change),
        );
        expect(reasons[0]).to.include(told);
        expect(checks).to.include({ digest: 'right', figures: 'wrong' });
        expect(verdict).to.equal('altered');
      });
    }
  }

  it('by the curves beside it', async () => {
    const { verdict, reasons } = await verified('honest', (copy) => {
      const csv = path.join(copy, 'curves.csv');
      writeFileSync(csv, readFileSync(csv, 'utf8').replace(/,2,(\d)/, ',2,9$1'));
    });
    expect(verdict).to.equal('altered');
    expect(reasons[0]).to.match(/^curves\.csv, line 3: expected 3,0\.1,0\.001,42,2,/);
  });

  it('wrong by a model that is damaged, in one sentence', async () => {
    const { verdict, reasons } = await verified('honest', (copy) =>
      truncateSync(path.join(copy, 'configuration-3', 'model.safetensors'), 1000),
    );
    expect(verdict).to.equal('wrong');
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.match(/model\.safetensors: ./);
  });

  it('and nothing in a file makes verify fail', async () => {
    const deep = `{"version":3,"runs":${'['.repeat(1e5)}${']'.repeat(1e5)}}`;
    const hostile = [
      '',
      '[',
      'null',
      deep,
      '{"version":3,"runs":[{"history":[]}]}',
      '{"version":9,"runs":[]}',
    ];
    for (const text of hostile) {
      const { verdict, reasons } = await verified('honest', (copy) =>
        writeFileSync(path.join(copy, 'results.json'), text),
      );
      expect(verdict).to.be.oneOf(['altered', 'cannot tell']);
      expect(reasons).to.have.length(1);
      expect(reasons[0]).to.not.include('\n');
    }
  });
});

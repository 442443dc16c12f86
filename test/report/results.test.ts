import Ajv2020 from 'ajv/dist/2020';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  withDigest,
  withHomesShort,
  writeResults,
  type ReportedRun,
  type Results,
} from '../../src/report';
import { DEFAULT_SETTINGS } from '../../src/training';
import { temporaryFolder } from '../support/temporary-folder';

const SCHEMA_FILE = path.join(__dirname, '../../schemas/results.schema.json');
const evaluation = { loss: 1.5, cost: 1.75, accuracy: 0.5 };
const run: ReportedRun = {
  configuration: 2,
  ...DEFAULT_SETTINGS,
  epochs: 1,
  history: [
    {
      epoch: 1,
      train: evaluation,
      validation: evaluation,
      outputs: { predicted: [3, 7], saturated: 0.1 },
      updateRatio: 1e-3,
      seconds: { training: 0.1, evaluation: 0.2 },
    },
  ],
  test: evaluation,
  seconds: 0.3,
  findings: null,
  analysis: null,
  folder: null,
};
const results: Results = {
  version: 3,
  created: '2026-11-23T14:15:03.000Z',
  backend: { name: 'js', reason: 'asked for', threads: 1, openblas: null },
  data: { source: 'the cache', files: [{ name: 'test_batch.bin', md5: '0'.repeat(32) }] },
  findings: [
    {
      check: 'initial-loss',
      area: 'initial weights',
      verdict: 'passed',
      seen: 'initial loss 2.3',
      meaning: 'the model starts out knowing nothing',
      advice: null,
      figures: { loss: 2.3 },
    },
  ],
  samples: { training: 10, validation: 10, test: 10 },
  classes: ['cat', 'dog'],
  image: { width: 32, height: 32, channels: 3 },
  gradientCheck: null,
  runs: [run],
  conclusions: [],
};

describe('the results file', () => {
  const folder = temporaryFolder();

  const published = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as object;
  const isValid = new Ajv2020().compile(published);

  function written(content: Results): unknown {
    const file = path.join(folder(), 'results.json');
    writeResults(file, content);
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  it('has the published form', () => {
    const content = written(results);
    expect(isValid(content), JSON.stringify(isValid.errors)).to.equal(true);
    expect(content).to.deep.equal(JSON.parse(JSON.stringify(withDigest(results))));
  });

  it('has the home folder as ~ in all paths', () => {
    const reason = `loaded from ${os.homedir()}/x.node: chosen`;
    const texts = [`${os.homedir()}/.cache`, reason, `/mnt${os.homedir()}/x`, `${os.homedir()}2`];
    const found = withHomesShort({ texts, runs: [{ epochs: 1, test: null }] });
    expect(found).to.deep.equal({
      texts: ['~/.cache', 'loaded from ~/x.node: chosen', ...texts.slice(2)],
      runs: [{ epochs: 1, test: null }],
    });
  });

  it('writes numbers that are not finite as strings, of the published form', () => {
    const diverged = { loss: NaN, cost: Infinity, accuracy: 0.1 };
    const content = written({ ...results, runs: [{ ...run, test: diverged }] });
    expect(isValid(content)).to.equal(true);
    expect(content).to.have.nested.property('runs[0].test.loss', 'NaN');
    expect(content).to.have.nested.property('runs[0].test.cost', 'Infinity');
  });

  it('holds an interrupted run, without test figures', () => {
    const content = written({ ...results, runs: [{ ...run, epochs: 40, test: null }] });
    expect(isValid(content)).to.equal(true);
  });

  it('has a schema that rejects what is missing, misspelt or out of range', () => {
    const content = written(results) as { runs: object[] };
    const wrong: object[] = [
      { ...content, version: 1 },
      { ...content, created: 'yesterday' },
      { ...content, classes: ['one'] },
      { ...content, runs: [{ ...content.runs[0], folder: '../elsewhere' }] },
      { ...content, extra: 1 },
      { ...content, backend: { name: 'js' } },
      { ...content, runs: [{ ...content.runs[0], lambda: -1 }] },
      { ...content, runs: [{ ...content.runs[0], test: { ...evaluation, accuracy: 39.13 } }] },
      { ...content, runs: [{ ...content.runs[0], test: { ...evaluation, loss: 'nan' } }] },
    ];
    for (const one of wrong) expect(isValid(one), JSON.stringify(one)).to.equal(false);
  });
});

import { expect } from 'chai';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeGradientCheck, writeResults } from '../../src/report';
import { finishedCheck, finishRuns, type FinishedRuns } from '../support/finished-runs';
import { itUnless } from '../support/it-unless';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

describe('bin/report.ts refuses', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (...names: string[]): string => path.join(folder(), ...names);
  let finished: FinishedRuns;
  before('train', async () => {
    finished = await finishRuns();
  });

  /** Runs the command, which must print one line and write nothing. */
  async function refusal(...args: string[]): Promise<string> {
    const before = readdirSync(folder(), { recursive: true });
    const { code, stdout, stderr } = await runHere('report', ...args);
    expect(stderr).to.match(/^error: [^\n]*\n$/);
    expect([stdout, code]).to.deep.equal(['', 1]);
    expect(readdirSync(folder(), { recursive: true })).to.deep.equal(before);
    return stderr.slice('error: '.length, -1);
  }

  describe('wrong usage, and exits with 2:', () => {
    const wrong: [string, string[], RegExp][] = [
      ['no file', [], /^error: missing required argument 'results'/],
      ['an unknown option', ['results.json', '--outt', 'x'], /unknown option '--outt'[^]*--out/],
      ['--out without a folder', ['results.json', '--out'], /--out.*argument missing/],
    ];
    for (const [title, args, message] of wrong) {
      it(title, async () => {
        const { code, stdout, stderr } = await runHere('report', ...args);
        expect(stderr)
          .to.match(message)
          .and.to.not.match(/\n\s+at /);
        expect([stdout, code]).to.deep.equal(['', 2]);
      });
    }
  });

  const broken: [string, string, RegExp][] = [
    ['a file that is no JSON', 'epoch 1', /^it is not JSON/],
    ['a text of two lines', 'epoch\n1\u001b[31m', /^it is not JSON/],
    ['other JSON', '{"name":"onelayer"}', /^expected the results of a training/],
    [
      'results of an earlier form',
      '{"version":1,"runs":[]}',
      /^version: expected 3, got 1.*again$/,
    ],
    ['results without their fields', '{"version":2,"runs":[]}', /^created: /],
  ];
  for (const [title, content, message] of broken) {
    it(title, async () => {
      writeFileSync(at('broken.json'), content);
      const told = await refusal(at('broken.json'), '--out', at('out'));
      expect(told.startsWith(`${at('broken.json')}: `), told).to.equal(true);
      expect(told.slice(at('broken.json: ').length)).to.match(message);
    });
  }

  it('a broken file after a sound one', async () => {
    const file = await finished.writeTo(at('a'));
    expect(await refusal(file, at('no.json'), '--out', at('out'))).to.match(
      /no\.json: .*not exist/,
    );
  });

  it('a run’s folder with a damaged file', async () => {
    const file = await finished.writeTo(folder());
    writeFileSync(at('configuration-2', 'weights.npy'), 'no array');
    expect(await refusal(file, '--out', at('out'))).to.include(
      at('configuration-2', 'weights.npy'),
    );
  });

  it('a damaged file of a later run, before it writes anything', async () => {
    const file = await finished.writeTo(folder());
    writeFileSync(at('configuration-3', 'examples.npy'), 'no array');
    expect(await refusal(file, '--out', at('out'))).to.include('examples.npy');
  });

  it('the doctor’s findings', async () => {
    const { backend, data, findings, runs } = finished.results;
    const [{ lambda, eta }] = runs;
    const diagnosis = { version: 1, backend, data, findings, runs: [{ lambda, eta, findings }] };
    writeFileSync(at('diagnosis.json'), JSON.stringify(diagnosis));
    expect(await refusal(at('diagnosis.json'))).to.match(/got the findings of the doctor$/);
  });

  it('results of other classes, which can’t be compared', async () => {
    const first = await finished.writeTo(at('a'));
    const others = await finishRuns({ classes: ['cat', 'dog', 'car'], runs: [{}] });
    const second = await others.writeTo(at('b'));
    const message = `${second}: expected the classes of ${first}, to compare them, got others`;
    expect(await refusal(first, second, '--out', at('out'))).to.equal(message);
  });

  it('results without a run', async () => {
    const file = at('results.json');
    writeResults(file, { ...finished.results, runs: [] });
    expect(await refusal(file)).to.equal(`${file}: expected at least one run, got none`);
  });

  it('a gradient check alone', async () => {
    writeGradientCheck(at('check.json'), await finishedCheck());
    expect(await refusal(at('check.json'))).to.match(
      /expected the results of a training, got none/,
    );
  });

  it('an --out that is a file', async () => {
    const file = await finished.writeTo(folder());
    writeFileSync(at('file'), '');
    expect(await refusal(file, '--out', at('file'))).to.match(
      /file can't be written: it is a file/,
    );
    expect(await refusal(file, '--out', at('file', 'sub'))).to.match(
      /sub can't be written: a part of its path is a file/,
    );
  });

  const writesAll = process.getuid?.() === 0 || process.platform === 'win32';
  const reason = writesAll ? 'this user may write everywhere' : null;
  itUnless(reason, 'a folder that may not be written to', async () => {
    const file = await finished.writeTo(at('a'));
    chmodSync(at('a'), 0o500);
    try {
      for (const args of [[file], [file, '--out', at('a', 'new')]]) {
        expect(await refusal(...args)).to.match(/a can't be written: you have no right/);
      }
    } finally {
      chmodSync(at('a'), 0o700);
    }
  });
});

import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { curvesCsv } from '../../src/report/storage/curves-csv';
import { writeResults } from '../../src/report';
import { finishRuns, type FinishedRuns } from '../support/finished-runs';
import { expectFigures, markup, METRICS, PICTURES, PLOTS } from '../support/report-files';
import { startScript, type Outcome } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

const report = (...args: string[]): Promise<Outcome> => runHere('report', ...args);

/** Runs the command in another working folder. */
const reportIn = (cwd: string, ...args: string[]): Promise<Outcome> =>
  startScript('bin/report.ts', args, {}, cwd).outcome;

describe('bin/report.ts, of other runs,', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (...names: string[]): string => path.join(folder(), ...names);
  let finished: FinishedRuns;
  let other: FinishedRuns;

  before('train', async () => {
    finished = await finishRuns();
    other = await finishRuns({ runs: [{ configuration: 2, seed: 7 }] });
  });

  it('compares several files, in the folder that --out names', async () => {
    const files = [await finished.writeTo(at('a')), await other.writeTo(at('b'))];
    const out = at('new', 'comparison');
    const { code, stdout, stderr } = await report(...files, '--out', out, '--quiet');
    expect([stdout, stderr, code]).to.deep.equal(['', '', 0]);
    const names = ['configuration-2-seed-42', 'configuration-2-seed-7', 'configuration-3'];
    for (const name of names)
      expectFigures(path.join(out, name), [...METRICS, ...PLOTS, ...PICTURES]);
    const html = markup(path.join(out, 'report.html'));
    expect(html).to.include('configuration 2, seed 42').and.include('configuration 2, seed 7');
    const runs = [...finished.results.runs, ...other.results.runs];
    expect(readFileSync(path.join(out, 'curves.csv'), 'utf8')).to.equal(curvesCsv(runs));
    expect(readdirSync(at('a')).sort()).to.deep.equal([
      'configuration-2',
      'configuration-3',
      'results.json',
    ]);
  });

  it('puts the report of several files into a new folder in runs/, where none is named', async () => {
    await finished.writeTo(at('a'));
    await other.writeTo(at('b'));
    const { code, stdout } = await reportIn(folder(), 'a/results.json', 'b/results.json');
    expect(code).to.equal(0);
    const [made] = readdirSync(at('runs'));
    expect(made).to.match(/^\d{4}-\d{2}-\d{2}-\d{6}$/);
    expect(stdout).to.include(` ${path.join('runs', made, 'report.html')} (`);
    expect(existsSync(at('runs', made, 'report.html'))).to.equal(true);
    expect(readdirSync(at('a'))).to.not.include('report.html');
  });

  it('makes a report without pictures where a run’s folder is missing, and says so', async () => {
    const file = await finished.writeTo(folder());
    rmSync(at('configuration-3'), { recursive: true });
    const { code, stderr } = await report(file);
    expect(code).to.equal(0);
    expect(stderr)
      .to.match(/^note: configuration 3: no pictures.*\n$/)
      .and.include(file);
    expectFigures(at('configuration-2'), [...METRICS, ...PLOTS, ...PICTURES]);
    expectFigures(at('configuration-3'), [...METRICS, ...PLOTS]);
    const page = markup(at('report.html'));
    expect(page.match(/in the folder configuration-3, do not stand beside/g)).to.have.length(2);
    expect(page).to.not.match(/No \w+ (and \w+ )?were saved/);
  });

  it('makes a report without pictures of samples that are no images', async () => {
    const { writeTo } = await finishRuns({ image: null, runs: [{}] });
    const { code } = await report(await writeTo(folder()));
    expect(code).to.equal(0);
    expectFigures(at('lambda-0-eta-0.001'), [...METRICS, ...PLOTS]);
    expect(markup(at('report.html'))).to.not.include('<img');
  });

  it('makes a report of a run that was interrupted', async () => {
    const { writeTo } = await finishRuns({
      runs: [{ configuration: 1, eta: 0.1, interrupted: true }],
    });
    const { code, stderr } = await report(await writeTo(folder()));
    expect([stderr, code]).to.deep.equal(['', 0]);
    expectFigures(at('configuration-1'), METRICS);
    expect(markup(at('report.html'))).to.include('none was finished');
  });

  it('makes a report of a run that diverged to numbers that are not finite', async () => {
    const { results, writeTo } = await finishRuns({ runs: [{ eta: 1e38, lambda: 1e10 }] });
    expect(results.runs[0].test!.loss).to.be.NaN;
    const { code, stderr } = await report(await writeTo(folder()));
    expect([stderr, code]).to.deep.equal(['', 0]);
    expectFigures(at('lambda-10000000000-eta-1e+38'), [...METRICS, ...PLOTS, ...PICTURES]);
  });

  it('warns where files are of other data', async () => {
    const file = await finished.writeTo(at('a'));
    const data = { ...other.results.data, files: [{ name: 'own.bin', md5: '1'.repeat(32) }] };
    const second = at('b.json');
    writeResults(second, { ...other.results, data, runs: other.results.runs.slice(0, 1) });
    const { code, stderr } = await report(file, second, '--out', at('out'));
    expect(code).to.equal(0);
    expect(stderr).to.include(`note: ${second} is of other data than ${file}`);
    const html = markup(at('out', 'report.html'));
    expect(html).to.include('synthetic.bin, own.bin').and.include('b.json');
  });

  it('says where the gradient check was stopped before its first λ', async () => {
    const stopped = { samples: 20, complete: false, passed: false, checks: [] };
    const file = at('results.json');
    writeResults(file, { ...finished.results, gradientCheck: stopped });
    expect((await report(file)).code).to.equal(0);
    expect(markup(at('report.html'))).to.include('stopped before the first λ was checked');
  });

  it('draws class names that an SVG can’t hold, or that stand twice', async () => {
    const classes = ['a\u0001b\u0000', '__proto__', 'twice', 'twice'];
    const { writeTo } = await finishRuns({ classes, runs: [{ configuration: 2 }] });
    const { code, stderr } = await report(await writeTo(folder()));
    expect([stderr, code]).to.deep.equal(['', 0]);
    expectFigures(at('configuration-2'), [...METRICS, ...PLOTS, ...PICTURES]);
    const svg = readFileSync(at('configuration-2', 'confusion-matrix.svg'), 'utf8');
    expect(svg.match(/>twice/g)).to.have.length(4);
    expect(svg.match(/>__proto__/g)).to.have.length(2);
  });
});

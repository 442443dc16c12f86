import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { curvesCsv } from '../../src/report/storage/curves-csv';
import { writeGradientCheck } from '../../src/report';
import { finishedCheck, finishRuns, type FinishedRuns } from '../support/finished-runs';
import { expectFigures, markup, METRICS, PICTURES, PLOTS, TOGETHER } from '../support/report-files';
import { type Outcome } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

const report = (...args: string[]): Promise<Outcome> => runHere('report', ...args);

describe('bin/report.ts', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (...names: string[]): string => path.join(folder(), ...names);
  let finished: FinishedRuns;

  before('train', async () => {
    finished = await finishRuns();
  });

  it('shows its options, examples and exit codes with --help', async () => {
    const { code, stdout } = await report('--help');
    expect(code).to.equal(0);
    for (const option of ['out', 'quiet']) expect(stdout).to.include(`--${option}`);
    expect(stdout).to.match(/Examples:[^]*Exit codes:/);
  });

  it('writes page, curves and every figure of one file beside it, whatever its folder', async () => {
    const place = at('übung 1 – λ');
    const file = await finished.writeTo(place);
    const { code, stdout, stderr } = await report(file);
    expect([stderr, code]).to.deep.equal(['', 0]);
    const page = path.join(place, 'report.html');
    expect(stdout)
      .to.match(/^report {4}.* \([\d.]+ s\)\n$/)
      .and.include(` ${page} (`);
    expect(readdirSync(place).sort()).to.deep.equal(
      ['configuration-2', 'configuration-3', 'curves.csv', 'figures', 'report.html'].concat(
        'results.json',
      ),
    );
    expectFigures(path.join(place, 'figures'), TOGETHER);
    for (const run of ['configuration-2', 'configuration-3']) {
      expectFigures(path.join(place, run), [...METRICS, ...PLOTS, ...PICTURES]);
    }
    const csv = readFileSync(path.join(place, 'curves.csv'), 'utf8');
    expect(csv).to.equal(curvesCsv(finished.results.runs));
    expect(csv.trim().split('\n')).to.have.length(1 + 2 * 6);
    expect(markup(page)).to.match(/<h1>[^]*configuration 2: λ 0, η 0\.001[^]*<\/html>/);
  });

  it('shows a gradient check of its own instead of the training’s', async () => {
    const file = await finished.writeTo(folder());
    writeGradientCheck(at('check.json'), await finishedCheck());
    const { code } = await report(at('check.json'), file, '--out', at('out'));
    expect(code).to.equal(0);
    const section = /id="checks"[^]*?<\/section>/.exec(markup(at('out', 'report.html')))![0];
    const lambdas = [...section.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, text]) => text);
    expect(lambdas).to.deep.equal(['0.5', '0.5']);
    expect(section).to.include('The gradients are right');
  });

  it('lets no class name become markup, in the page or in a figure', async () => {
    const classes = ['<script>alert(1)</script>', 'a&b"\'', '</title><b onload=x>'];
    const { writeTo } = await finishRuns({ classes, runs: [{ configuration: 2 }] });
    const own = ['--title', classes[0], '--author', classes[2]];
    const { code } = await report(await writeTo(folder()), ...own);
    expect(code).to.equal(0);
    expectFigures(at('configuration-2'), [...METRICS, ...PLOTS, ...PICTURES]);
    const svgs = readdirSync(at('configuration-2')).filter((name) => name.endsWith('.svg'));
    const pages = [at('report.html'), ...svgs.map((name) => at('configuration-2', name))];
    for (const page of pages) {
      expect(readFileSync(page, 'utf8')).to.not.include('<script>alert').and.not.include('<b on');
      expect(markup(page)).to.not.match(/a&b|="[^"<>]*a&amp;b"/);
    }
    expect(markup(pages[0])).to.include('&lt;script>alert(1)').and.include('a&amp;b');
    expect(markup(pages[0]))
      .to.match(/<h1>&lt;script>/)
      .and.match(/class="author">&lt;\/title>/);
  });
});

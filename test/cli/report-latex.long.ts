import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { makeReport } from '../../src/report';
import { finishRuns } from '../support/finished-runs';
import { filesIn, hostileResults, withoutProgram } from '../support/documents';
import { HOSTILE_AUTHOR, HOSTILE_TITLE } from '../support/hostile-names';
import { itUnless } from '../support/it-unless';
import { temporaryFolder } from '../support/temporary-folder';

/** Compiles a document twice, as references need; returns what pdflatex has said. */
function compile(file: string): string {
  const args = ['-interaction=nonstopmode', '-halt-on-error', path.basename(file)];
  const runs = [1, 2].map(() =>
    spawnSync('pdflatex', args, { cwd: path.dirname(file), encoding: 'utf8' }),
  );
  for (const { status, stdout } of runs) expect(status, stdout).to.equal(0);
  return runs[1].stdout;
}

describe('report --format latex', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const at = (...names: string[]): string => path.join(folder(), ...names);
  const noLatex = withoutProgram('pdflatex', '--version');
  const heading = { title: HOSTILE_TITLE, author: HOSTILE_AUTHOR };

  itUnless(
    noLatex,
    'compiles, whatever names it has, with nothing outside of its lines',
    async () => {
      const files = [await hostileResults(at('run'))];
      const document = await makeReport({ files, folder: at('out'), format: 'latex', ...heading });
      const said = compile(document);
      expect(said).to.match(/Output written on report\.pdf \(\d+ pages/);
      expect(said).to.not.match(/Overfull \\hbox|undefined|LaTeX Warning: Reference/);
      const text = spawnSync('pdftotext', [at('out', 'report.pdf'), '-'], { encoding: 'utf8' });
      expect(text.stdout).to.include('\\LaTeX{} #1').and.include("--out 'my runs/50 %'");
    },
  );

  itUnless(
    noLatex,
    'compiles with pictures as figures, and with tables of several pages',
    async () => {
      const classes = Array.from({ length: 40 }, (_, k) => `class number ${k}`);
      const { writeTo } = await finishRuns({ classes, runs: [{ configuration: 2 }] });
      const options = { format: 'latex', figures: 'png' } as const;
      const files = [await writeTo(at('run'))];
      const document = await makeReport({ files, folder: at('out'), ...options });
      expect(filesIn(at('out')).filter((name) => name.endsWith('.pdf'))).to.deep.equal([]);
      expect(readFileSync(at('out', 'tables', 'classes-configuration-2.tex'), 'utf8')).to.include(
        'longtable',
      );
      expect(compile(document)).to.not.match(/Overfull \\hbox/);
    },
  );

  it('is to the byte the same when it is made again, and so is a PDF', async () => {
    const { writeTo } = await finishRuns({ image: null, runs: [{ configuration: 2 }] });
    const files = [await writeTo(at('run'))];
    for (const format of ['latex', 'pdf'] as const) {
      for (const out of ['a', 'b'])
        await makeReport({ files, folder: at(out), format, ...heading });
    }
    const [a, b] = ['a', 'b'].map((name) => filesIn(at(name)));
    expect(a.length).to.be.above(10);
    a.forEach((file, i) =>
      expect(readFileSync(file).equals(readFileSync(b[i])), file).to.equal(true),
    );
  });
});

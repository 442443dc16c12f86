import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { plainLine } from '../../src/report/documents/plain-text';
import { COMMAND, filesIn, hostileResults, withoutProgram } from '../support/documents';
import { HOSTILE_AUTHOR, HOSTILE_NAMES, HOSTILE_TITLE } from '../support/hostile-names';
import { itUnless } from '../support/it-unless';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

describe('report --format', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let trained: string;
  let results: string;

  before('train', async () => {
    trained = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    results = await hostileResults(trained);
  });
  after(() => rmSync(trained, { recursive: true, force: true }));

  /** Makes a report; returns what the command says of it. */
  async function made(...options: string[]) {
    const named = ['--title', HOSTILE_TITLE, '--author', HOSTILE_AUTHOR];
    const args = [results, ...named, '--out', folder(), '--json', ...options];
    const { code, stdout, stderr } = await runHere('report', ...args);
    expect(code, stderr).to.equal(0);
    const said = JSON.parse(stdout) as { page: string; files: string[] };
    expect(said.files).to.deep.equal(filesIn(folder()));
    return { ...said, stderr };
  }

  it('markdown writes a text, its figures and its tables, and lists them', async () => {
    const { page, stderr } = await made('--format', 'markdown', '--figures', 'svg');
    expect([page, stderr]).to.deep.equal([path.join(folder(), 'report.md'), '']);
    const text = readFileSync(page, 'utf8');
    expect(text).to.match(/^# 50 % of \\\$x\\_1\\\$ .* 漢字 ‖W‖\n\nO'Brien .*, 23 November 2026\n/);
    expect(text).to.include(`\n\`\`\`sh\n${COMMAND}\n\`\`\`\n`);
    const images = [...text.matchAll(/^!\[.*\]\((.*)\)$/gm)].map(([, file]) => file);
    expect(images).to.include('configuration-2/weights.svg').and.include('figures/findings.svg');
    for (const image of images)
      expect(existsSync(path.join(folder(), image)), image).to.equal(true);
    const tables = filesIn(path.join(folder(), 'tables'));
    expect(tables.map((file) => path.basename(file))).to.include.members([
      'classes-configuration-3.md',
      'gradient-check.md',
      'results.md',
    ]);
    for (const table of tables) expect(text).to.include(readFileSync(table, 'utf8').trim());
    expect(text).to.not.match(/(?<!\\)<|undefined|NaN|\[object/);
  });

  const noText = withoutProgram('pdftotext', '-v');
  itUnless(noText, 'pdf writes one file, whose text can be searched', async () => {
    const { page, files, stderr } = await made('--format', 'pdf');
    expect(files).to.deep.equal([page]);
    expect(stderr).to.equal(
      'note: the font of the PDF has no sign for 漢 字 🙂 猫 か な: a box stands in its place\n',
    );
    const text = execFileSync('pdftotext', ['-layout', page, '-'], { encoding: 'utf8' });
    const words = text.replace(/\s+/g, ' ');
    expect(words).to.match(/^ ?50 % of \$x_1\$ & \\LaTeX\{\} #1 ~ \^ <b>"λ"<\/b>/);
    expect(words).to.include('23 November 2026').and.include('Table 1. Results of each run');
    expect(words)
      .to.include(COMMAND.replace(/ +/g, ' '))
      .and.match(/1 \/ \d+/);
    for (const name of [HOSTILE_NAMES[6], HOSTILE_NAMES[9], HOSTILE_NAMES[10]]) {
      expect(words).to.include(name);
    }
    const information = execFileSync('pdfinfo', [page], { encoding: 'utf8' });
    expect(information).to.include(`Title:           ${plainLine(HOSTILE_TITLE)}\n`);
  });

  it('refuses figures that the format doesn’t have, as wrong usage', async () => {
    const args = ['--format', 'latex', '--figures', 'svg', '--out', folder()];
    const { code, stdout, stderr } = await runHere('report', results, ...args);
    expect([code, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.equal('error: figures: expected pdf or png, got "svg"\n');
    expect(filesIn(folder())).to.deep.equal([]);
  });
});

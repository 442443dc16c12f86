import { expect } from 'chai';
import path from 'node:path';
import { reportContent } from '../../src/report/report-content';
import { documentContent } from '../../src/report/documents/content';
import type { Block, Table } from '../../src/report/documents/document';
import { figurePath } from '../../src/report/documents/figure-path';
import { makeDocument } from '../../src/report/documents/make-document';
import { readSources } from '../../src/report/sources';
import { finishRuns, type Wishes } from '../support/finished-runs';
import { temporaryFolder } from '../support/temporary-folder';

describe('a document', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  /** The blocks of the document on some runs. */
  async function blocksOf(wishes: Wishes): Promise<readonly Block[]> {
    const { writeTo } = await finishRuns(wishes);
    const sources = await readSources([await writeTo(path.join(folder(), 'run'))], () => undefined);
    const content = reportContent(sources, { title: null, author: null });
    return makeDocument(await documentContent(content)).blocks;
  }

  const tablesOf = (blocks: readonly Block[]): Table[] =>
    blocks.filter((block) => block.kind === 'table');
  const figuresOf = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) =>
      block.kind === 'figures' ? block.figures.map((one) => figurePath(one, 'png')) : [],
    );
  const sectionsOf = (blocks: readonly Block[]): string[] =>
    blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []));

  it('has the sections of the page, tables without gaps, and each file once', async () => {
    const blocks = await blocksOf({});
    expect(sectionsOf(blocks)).to.deep.equal([
      'Results',
      'Conclusions',
      'Learning curves',
      'What λ and η do',
      'Learnt weights',
      'On the test set',
      'Surest hits and most confident mistakes',
      'Checks',
      'How it was made',
    ]);
    const tables = tablesOf(blocks);
    for (const { headings, rows, columns } of tables) {
      for (const row of [columns, ...rows]) expect(row).to.have.length(headings.length);
    }
    const files = [...figuresOf(blocks), ...tables.map(({ name }) => name)];
    expect(new Set(files).size).to.equal(files.length);
    expect(tables[0].rows.map(([name]) => name.replaceAll('\u00a0', ' '))).to.have.members([
      '2 (chosen)',
      '3',
    ]);
  });

  it('shows of many runs the chosen one and the one next to it in detail', async () => {
    const runs = Array.from({ length: 7 }, (_, i) => ({ lambda: i / 10 }));
    const blocks = await blocksOf({ runs, image: null });
    const curves = figuresOf(blocks).filter((file) => file.endsWith('/loss.png'));
    expect(curves).to.have.length(2);
    const [results] = tablesOf(blocks);
    expect(results.rows).to.have.length(7);
  });

  it('says that no run was finished, and has no pictures of many classes row by row', async () => {
    const stopped = await blocksOf({ runs: [{ interrupted: true }] });
    expect(JSON.stringify(stopped)).to.include('none was finished').and.include('none was tested');
    const classes = Array.from({ length: 31 }, (_, k) => `class ${k}`);
    const files = figuresOf(await blocksOf({ classes, runs: [{ configuration: 2 }] }));
    expect(files).to.include('configuration-2/weights.png');
    expect(files).to.not.include('configuration-2/surest-hits.png');
  });
});

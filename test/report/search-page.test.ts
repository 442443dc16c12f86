import { expect } from 'chai';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { makeReport, type Results } from '../../src/report';
import type { PageContent } from '../../src/report/page/content';
import { Search } from '../../src/report/page/search';
import type { SearchResults } from '../../src/search';
import { finishRuns } from '../support/finished-runs';
import { expectFigures, markup } from '../support/report-files';
import { searchOf, trialOf } from '../support/search-results';
import { halvedSearch, pathSearch } from '../support/searches';
import { temporaryFolder } from '../support/temporary-folder';

/** The section of one search, without figures. */
function section(search: SearchResults): string {
  const searches = [{ search, from: null, figures: [] }];
  const content = { searches, figures: {} } as unknown as PageContent;
  return renderToString(h(Search, content));
}

/** The texts of the cells in the rows of a table. */
function rows(html: string, label: string): string[][] {
  const body = new RegExp(`aria-label="${label} of [^"]*".*?<tbody>(.*?)</tbody>`, 's');
  const table = body.exec(html)?.[1] ?? '';
  const cells = (row: string): string[] =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      cell.replace(/<[^>]*>/g, ''),
    );
  return table.split('</tr>').slice(0, -1).map(cells);
}

describe('the section on a search', () => {
  it('has a sentence, the best ten trials and all trials with their outcome', () => {
    const search = halvedSearch();
    const html = section(search);
    expect(html).to.match(/The sweep over λ, η, .* was chosen for the highest validation accuracy/);
    const best = rows(html, 'The best trials');
    expect(best).to.have.length(8);
    expect(best[0]).to.include.members(['1 chosen', '41.20 % ± 1.56', 'cosine']);
    const outcomes = rows(html, 'All trials').map((row) => row.at(-1));
    expect(outcomes).to.have.length(60);
    const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
    expect(['chosen', 'dropped', ''].map(count)).to.deep.equal([1, 50, 7]);
    expect(count('failed: its cost is not finite after epoch 2')).to.equal(2);
  });

  it('has the certified gap where trials have one', () => {
    expect(section(pathSearch())).to.include('J − J* at most').and.include('<td>1e-7</td>');
    expect(section(halvedSearch())).to.not.include('J − J*');
  });

  it('has no table of the best where all failed, and is left out without a search', () => {
    const failed = searchOf([trialOf({ eta: 9 }, [], { failure: 'no' })], ['eta']);
    const html = section(failed);
    expect(html).to.include('none has a score').and.not.include('The best trials');
    const none = { searches: [] } as unknown as PageContent;
    expect(renderToString(h(Search, none))).to.equal('');
  });
});

const FIGURES = ['search-lambda-accuracy-2', 'search-lambda-eta', 'search-lambda-loss-2'];

describe('the report of two searches', () => {
  const folder = temporaryFolder();

  /** Writes results with a search; its runs' pictures aren't saved. */
  function written(name: string, results: Results, search: SearchResults): string {
    const file = path.join(folder(), name);
    const runs = results.runs.map((run) => ({ ...run, folder: null }));
    writeFileSync(file, JSON.stringify({ ...results, runs, search }));
    return file;
  }

  it('has their figures, and a section with both under their files’ names', async () => {
    const { results } = await finishRuns({ runs: [{ lambda: 0.1, eta: 0.001 }] });
    const grid = searchOf(
      [0.1, 1].flatMap((lambda) =>
        [0.001, 0.01].map((eta) => trialOf({ lambda, eta }, [400 - 10 * lambda])),
      ),
      ['lambda', 'eta'],
    );
    const files = [
      written('grid.json', results, grid),
      written('path.json', results, pathSearch()),
    ];
    const page = await makeReport({ files, folder: path.join(folder(), 'report') });

    const figures = path.join(path.dirname(page), 'figures');
    for (const file of readdirSync(figures)) {
      if (!file.startsWith('search-')) rmSync(path.join(figures, file));
    }
    expectFigures(figures, FIGURES);

    const content = markup(page);
    const [, own] = /<section id="search"(.*?)<\/section>/s.exec(content)!;
    expect(own).to.include('<h3>grid.json</h3>').and.include('<h3>path.json</h3>');
    const plots = [...own.matchAll(/data-plot="([^"]*)"/g)].map(([, name]) => name);
    expect(plots.sort()).to.deep.equal(FIGURES);
    expect(content).to.include('<a href="#search">Search</a>');
    expect(content).to.include('or 3 others as good');
  });
});

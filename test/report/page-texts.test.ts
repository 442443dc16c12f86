import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ImageShape } from '../../src/data';
import { jsonText } from '../../src/files';
import type { PageContent, PageRun } from '../../src/report/page/content';
import { NoPictures } from '../../src/report/page/no-pictures';
import { Summary } from '../../src/report/page/summary';
import { runLabels } from '../../src/report/results/run-labels';
import { readSources } from '../../src/report/sources';
import type { ReportedRun } from '../../src/report';
import { finishRuns } from '../support/finished-runs';
import { analysisOf, ownCode, runOf } from '../support/reported-run';
import { temporaryFolder } from '../support/temporary-folder';

const IMAGE: ImageShape = { width: 4, height: 4, channels: 3 };

/** The results table of runs. @param reported  the accuracy beside each */
function table(changes: readonly Partial<ReportedRun>[], reported: number | null = null): string {
  const runs = changes.map((change) => runOf({ costs: [2, 1] }, change));
  const labels = runLabels(runs);
  const pageRuns = runs.map((run, i): PageRun => ({
    ...{
      run,
      label: labels[i],
      reported,
      image: null,
      isOnPatches: false,
      pictures: null,
      examples: null,
      patches: null,
      figures: {},
    },
  }));
  const content = { runs: pageRuns, origins: [], chosen: null } as Partial<PageContent>;
  return renderToString(h(Summary, content as PageContent)).replaceAll('\u00a0', ' ');
}

/** The first cell of each row. */
function firstCells(...changes: Partial<ReportedRun>[]): string[] {
  return [...table(changes).matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, cell]) => cell);
}

describe('the results table', () => {
  it('says below which runs were ended on request', () => {
    const ended = { endedOnRequest: true, bestEpoch: 1, epochs: 40 } as const;
    expect(table([ended])).to.include(
      'ended on request after 2 of 40 epochs, with the weights of epoch 1.',
    );
    expect(table([{}])).to.not.include('on request');
  });

  it('says of every run the settings in which the shown ones differ', () => {
    const heavy = { configuration: null, lambda: 0.01, momentum: 0.9, epochs: 10 };
    expect(firstCells({}, { configuration: 3, lambda: 0.1 }, heavy)).to.deep.equal([
      '2<span class="settings">no momentum, 40 epochs</span>',
      '3<span class="settings">no momentum, 40 epochs</span>',
      'λ 0.01, η 0.001<span class="settings">momentum 0.9, 10 epochs</span>',
    ]);
  });

  it('says whose code trained a run', () => {
    expect(firstCells({ code: ownCode() }, {})).to.deep.equal([
      '2, mine.js<span class="settings">mine.js</span>',
      '2, onelayer<span class="settings">onelayer</span>',
    ]);
  });

  it('says nothing of settings that all runs share', () => {
    expect(firstCells({}, { configuration: 3, lambda: 0.1 })).to.deep.equal(['2', '3']);
  });
});

describe('the accuracies of the assignment report', () => {
  it('have a column where a run can be compared with them, and none else', () => {
    expect(table([{}], 0.3589))
      .to.include('assignment report')
      .and.include('35.89');
    expect(table([{ epochs: 200 }])).to.not.match(/assignment report/i);
  });
});

describe('in place of pictures', () => {
  const words = (run: ReportedRun, image: ImageShape | null = IMAGE, isOnPatches = false) =>
    renderToString(h(NoPictures, { run, image, isOnPatches }));
  const tested = { analysis: analysisOf() };

  it('the page says why there are none', () => {
    const run = (changes: Partial<ReportedRun>) => runOf({ costs: [2] }, changes);
    expect(words(run(tested))).to.include('No weights and images were saved with this run.');
    expect(words(run({ ...tested, folder: 'configuration-2' })))
      .to.include('saved with this run, in the folder configuration-2, do not stand beside')
      .and.not.include('No weights');
    expect(words(run(tested), null)).to.include('The samples are no images');
    expect(words(run(tested), null, true)).to.include('No patches and images stand beside');
    expect(words(run({}))).to.include('stopped before it was tested');
  });
});

describe('the conclusions in what is read for a report', () => {
  const folder = temporaryFolder();

  it('are drawn anew from the runs, whatever the file says', async () => {
    const { results } = await finishRuns({ image: null });
    const [first, ...others] = results.conclusions;
    const forged = { ...first, text: 'Configuration 9 is perfect.' };
    const file = path.join(folder(), 'results.json');
    writeFileSync(file, jsonText({ ...results, conclusions: [forged, ...others] }));
    const { origins } = await readSources([file], () => undefined);
    expect(origins[0].results.conclusions).to.deep.equal(results.conclusions);
  });
});

import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { makeReport } from '../../src/report';
import { finishRuns } from '../support/finished-runs';
import { gridSearch, halvedSearch, pathSearch } from '../support/searches';
import { temporaryFolder } from '../support/temporary-folder';
import { describeWithBrowser } from './browser';
import { axeFindings, misplacedTexts, overflowingElements, scrollThrough } from './page-checks';
import { openOffline } from './trained-report';

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  'on a desktop, light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'on a phone, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
};

describeWithBrowser('the report of searches in a browser', function (browser) {
  this.timeout(120_000);
  const folder = temporaryFolder();

  it('has nothing cut off, nothing on top of something else, and is accessible', async () => {
    const { results } = await finishRuns({ runs: [{}] });
    const runs = results.runs.map((run) => ({ ...run, folder: null }));
    const searches = { grid: gridSearch(), path: pathSearch(), halved: halvedSearch() };
    const files = Object.entries(searches).map(([name, search]) => {
      const file = path.join(folder(), `${name}.json`);
      writeFileSync(file, JSON.stringify({ ...results, runs, search }));
      return file;
    });
    const url = pathToFileURL(await makeReport({ files, folder: folder() }));
    for (const [screen, options] of Object.entries(SCREENS)) {
      const problems: string[] = [];
      const page = await openOffline(browser(), url, options, problems);
      await page.evaluate(() => {
        document.querySelector<HTMLDetailsElement>('#search details')!.open = true;
      });
      await scrollThrough(page);
      const plots = await page.locator('#search .plot svg').count();
      expect(plots, screen).to.equal(6);
      expect(await misplacedTexts(page), screen).to.deep.equal([]);
      const overflowing = await overflowingElements(page);
      expect(overflowing, screen).to.deep.equal([]);
      // It takes seconds, and the same elements are on both screens.
      const isPhone = page.viewportSize()!.width < 500;
      if (isPhone) expect(await axeFindings(page)).to.deep.equal([]);
      expect(problems, screen).to.deep.equal([]);
      await page.context().close();
    }
  });
});

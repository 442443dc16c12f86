import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { LiveState } from '../../src/live/state';
import { describeWithBrowser } from './browser';
import { FakeFeed } from './fake-feed';
import { DOUBT, madeUpRun, madeUpTraining, madeUpWeights } from './made-up-training';
import {
  axeFindings,
  expectSoon,
  misplacedTexts,
  overflowingElements,
  scrollThrough,
} from './page-checks';

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  'on a desktop, light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'on a desktop, dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  'on a phone, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'on a phone, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
};

/** Many runs in the middle of their training, with doubts, beside another training. */
function busy(): LiveState {
  const state = madeUpTraining(24, 40);
  const others = ['a', 'b'].map((id) => ({
    ...{ id, url: `../${id}/`, folder: `runs/2026-08-01T12-34-56-${id}`, started: 0 },
    ...{ command: 'onelayer train --epochs 40 --live', phase: 'silent' as const, runs: 4 },
    ...{ accuracy: 0.3912, fraction: 0.7 },
  }));
  return {
    ...state,
    id: 'a',
    trainings: others,
    progress: { unit: 'epoch', done: 30.1, total: 40, rate: 1.2, secondsLeft: 8 },
    findings: [{ ...DOUBT, check: 'label-balance', area: 'labels', verdict: 'passed' }],
    runs: state.runs.map((_, i) => ({
      ...madeUpRun(i, 30, 40),
      findings: i % 9 === 0 ? [DOUBT] : [],
    })),
  };
}

describeWithBrowser('the live page on screens', function (browser) {
  this.timeout(120_000);
  let feed: FakeFeed;
  let port: number;
  before(async () => {
    feed = new FakeFeed(busy());
    feed.weights = (_slug, epoch) => madeUpWeights(epoch);
    port = await feed.listen();
  });
  after(() => feed.close());

  for (const [screen, options] of Object.entries(SCREENS)) {
    it(`has nothing cut off, nothing on top of something else, and is accessible, ${screen}`, async () => {
      const context = await browser().newContext(options);
      const page: Page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
      });
      await scrollThrough(page);
      await page.locator('[data-plot="accuracy-overlay"] .mark-line path').first().waitFor();
      await expectSoon(
        page,
        () => page.locator('[data-live="pictured"]').last().textContent(),
        (said) => expect(said).to.include('after epoch 30'),
      );
      expect(await misplacedTexts(page)).to.deep.equal([]);
      expect(await overflowingElements(page)).to.deep.equal([]);
      expect(await axeFindings(page)).to.deep.equal([]);
      await page.click('[data-ask="stop"]');
      expect(await axeFindings(page)).to.deep.equal([]);
      await context.close();
    });
  }
});

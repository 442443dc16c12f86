import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describeWithBrowser } from './browser';
import { FakeFeed } from './fake-feed';
import { madeUpRun, madeUpTraining, madeUpWeights } from './made-up-training';

const RUNS = 20;
const EPOCHS = 1000;

describeWithBrowser('the live page with 20 runs of 1,000 epochs', function (browser) {
  this.timeout(180_000);

  /** Sends all runs four times a second, from one epoch to another. */
  async function train(feed: FakeFeed, from: number, to: number, updates: number): Promise<void> {
    for (let i = 1; i <= updates; i++) {
      const epoch = Math.round(from + ((to - from) * i) / updates);
      feed.send({ runs: Array.from({ length: RUNS }, (_, k) => madeUpRun(k, epoch, EPOCHS)) });
      await sleep(250);
    }
  }

  /** The milliseconds of each task above 50 ms since the page was asked last. */
  const longTasks = (page: Page): Promise<number[]> =>
    page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks.splice(0));

  it('stays smooth, and its memory does not grow', async () => {
    const feed = new FakeFeed(madeUpTraining(RUNS, EPOCHS));
    feed.weights = (_slug, epoch) => madeUpWeights(epoch);
    const port = await feed.listen();
    const page = await browser().newPage({ viewport: { width: 1280, height: 900 } });
    await page.addInitScript(() => {
      const kept: number[] = ((globalThis as unknown as { tasks: number[] }).tasks = []);
      const see = (all: PerformanceObserverEntryList) =>
        kept.push(...all.getEntries().map(({ duration }) => duration));
      new PerformanceObserver(see).observe({ entryTypes: ['longtask'] });
    });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator('[data-plot="accuracy-overlay"]').scrollIntoViewIfNeeded();
    await train(feed, 1, 700, 16);
    await longTasks(page);
    const tools = await page.context().newCDPSession(page);
    const heap = async () => {
      await tools.send('HeapProfiler.collectGarbage');
      return (await tools.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
    };
    const before = await heap();
    await longTasks(page);
    await train(feed, 700, EPOCHS, 60);
    const tasks = (await longTasks(page)).sort((a, b) => a - b);
    const grown = (await heap()) - before;
    const median = tasks[Math.floor(tasks.length / 2)] ?? 0;
    console.log(
      `${tasks.length} tasks above 50 ms in 15 s: median ${median.toFixed(0)} ms, longest ${(tasks.at(-1) ?? 0).toFixed(0)} ms; heap ${before.toFixed(1)} MB, + ${grown.toFixed(1)} MB`,
    );
    await page.context().close();
    await feed.close();
    expect(median).to.be.below(100);
    // With all points of the plots put in anew each time, it grew by 40 MB.
    expect(grown).to.be.below(18);
  });
});

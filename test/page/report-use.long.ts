import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describeWithCifar10 } from '../support/cifar10';
import { describeWithBrowser } from './browser';
import { expectSoon, scrollThrough } from './page-checks';
import { openOffline, trainedReport, type TrainedReport } from './trained-report';

const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  colorScheme: 'light',
};

describeWithCifar10('the use of the report on CIFAR-10', function () {
  this.timeout(300_000);
  let trained: TrainedReport;
  before('train', async () => {
    trained = await trainedReport();
  });

  describeWithBrowser('in a browser', (browser) => {
    let page: Page;
    const problems: string[] = [];

    async function open(options: BrowserContextOptions = DESKTOP): Promise<void> {
      const url = pathToFileURL(path.join(trained.folder, 'report.html'));
      page = await openOffline(browser(), url, options, problems);
    }
    beforeEach(() => problems.splice(0));
    afterEach(async () => {
      await page.context().close();
      expect(problems).to.deep.equal([]);
    });

    const plot = (name: string) => page.locator(`[data-plot="${name}"]`);
    const choose = (name: string, value: string) =>
      page.check(`input[name="${name}"][value="${value}"]`);

    /** The numbers at a plot's axis, from the smallest. */
    const axisNumbers = async (name: string, axis: 'X' | 'Y'): Promise<number[]> => {
      const labels = plot(name)
        .locator('.role-axis')
        .filter({ has: page.locator('.role-axis-label') });
      const texts = await labels.evaluateAll((all, wanted) => {
        const isY = (one: Element) => {
          const boxes = [...one.querySelectorAll('.role-axis-label text')].map((text) =>
            text.getBoundingClientRect(),
          );
          return boxes.length > 1 && Math.abs(boxes[0].top - boxes[1].top) > 5;
        };
        const group = all.find((one) => isY(one) === (wanted === 'Y'));
        return [...(group?.querySelectorAll('.role-axis-label text') ?? [])].map(
          (text) => text.textContent,
        );
      }, axis);
      return texts.map((text) => Number.parseFloat(text)).sort((a, b) => a - b);
    };

    it('chooses a metric', async () => {
      await open();
      await choose('metric', 'cost');
      expect(await plot('cost-overlay').isVisible()).to.equal(true);
      expect(await plot('accuracy-overlay').isVisible()).to.equal(false);
      const titles = await plot('cost-0').locator('.role-axis-title').allTextContents();
      expect(titles).to.have.members(['epoch', 'cost: loss + λ Σ W², nats']);
    });

    it('chooses runs, in every section, and fits the plot of all to them', async () => {
      await open();
      await choose('metric', 'loss');
      await choose('far', 'whole');
      await plot('loss-overlay').scrollIntoViewIfNeeded();
      const before = await axisNumbers('loss-overlay', 'Y');
      await page.uncheck('input[name="run"][value="0"]');
      expect(
        await page
          .locator('[data-run="0"]')
          .evaluateAll((all) => all.every((one) => (one as HTMLElement).hidden)),
      ).to.equal(true);
      await expectSoon(
        page,
        () => axisNumbers('loss-overlay', 'Y'),
        (after) => expect(after.at(-1)!).to.be.below(before.at(-1)! / 2),
      );
    });

    it('has runs that dwarf the others at the edge, or to scale', async () => {
      await open();
      await choose('metric', 'loss');
      await plot('loss-overlay').scrollIntoViewIfNeeded();
      const note = page.locator('[data-metric="loss"] [data-cut-off]');
      expect(await note.innerText()).to.match(/^Configuration 1 lies far above the others/);
      const clipped = await axisNumbers('loss-overlay', 'Y');
      await choose('far', 'whole');
      await expectSoon(
        page,
        () => axisNumbers('loss-overlay', 'Y'),
        (whole) => expect(whole.at(-1)!).to.be.above(1.4 * clipped.at(-1)!),
      );
      expect(await note.isVisible()).to.equal(false);
    });

    it('shows two runs of choice side by side on the test set, and their difference', async () => {
      await open();
      await page.selectOption('select[name="one"]', '3');
      await page.selectOption('select[name="other"]', '0');
      const boxes = await Promise.all(
        [3, 0].map((run) => page.locator(`.run[data-compared="${run}"]`).boundingBox()),
      );
      expect(boxes[0]!.x).to.be.below(boxes[1]!.x);
      expect(boxes[0]!.y).to.equal(boxes[1]!.y);
      expect(await page.locator('.run[data-compared="1"]').isVisible()).to.equal(false);
      await plot('confusion-difference').scrollIntoViewIfNeeded();
      const parts = trained.results.runs.map(({ analysis }) => {
        const [row] = analysis!.confusion;
        return (100 * row[0]) / row.reduce((sum, one) => sum + one, 0);
      });
      const expected = Math.round(parts[3] - parts[0]);
      await expectSoon(
        page,
        () => plot('confusion-difference').locator('.mark-text text').first().textContent(),
        (text) => expect(Number(text!.replace('−', '-'))).to.be.closeTo(expected, 1),
      );
      await page.selectOption('select[name="other"]', '');
      expect(await page.locator('.difference').isVisible()).to.equal(false);
    });

    it('folds its controls on a phone, and marks the chosen run', async () => {
      await open({ viewport: { width: 390, height: 844 } });
      const metric = page.locator('input[name="metric"]').first();
      expect(await metric.isVisible()).to.equal(false);
      await page.click('#curves .controls summary');
      expect(await metric.isVisible()).to.equal(true);
      expect(await page.locator('#summary tr.chosen .badge').innerText()).to.equal('chosen');
    });

    it('has the same axes for all runs, or each its own', async () => {
      await open();
      await choose('metric', 'loss');
      await choose('far', 'whole');
      await scrollThrough(page);
      const both = async () => [await axisNumbers('loss-0', 'Y'), await axisNumbers('loss-1', 'Y')];
      await expectSoon(page, both, ([one, other]) => expect(one).to.deep.equal(other));
      await choose('axes', 'own');
      await expectSoon(page, both, ([one, other]) => expect(one).to.not.deep.equal(other));
    });

    it('zooms in on epochs by their numbers, and back', async () => {
      await open();
      await page.fill('input[name="from"]', '3');
      await page.fill('input[name="to"]', '5');
      await plot('accuracy-1').scrollIntoViewIfNeeded();
      const epochs = () => axisNumbers('accuracy-1', 'X');
      await expectSoon(page, epochs, (numbers) => expect(numbers).to.deep.equal([3, 4, 5]));
      await page.click('[data-reset]');
      await expectSoon(page, epochs, (numbers) => expect(numbers.at(-1)).to.equal(6));
    });

    it('zooms in on epochs by dragging', async () => {
      await open();
      await plot('accuracy-overlay').scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      const box = (await plot('accuracy-overlay').boundingBox())!;
      const y = box.y + box.height / 2;
      await page.mouse.move(box.x + box.width * 0.5, y);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.9, y, { steps: 5 });
      await page.mouse.up();
      const from = Number(await page.inputValue('input[name="from"]'));
      expect(from).to.be.within(3, 4);
      await expectSoon(
        page,
        () => axisNumbers('accuracy-0', 'X'),
        ([first]) => expect(first).to.be.at.least(from),
      );
    });

    it('shows an epoch’s figures where the pointer is', async () => {
      await open();
      await plot('accuracy-1').scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      const box = (await plot('accuracy-1').boundingBox())!;
      await page.mouse.move(box.x + box.width - 14, box.y + box.height / 2);
      const text = await page.locator('#tooltip').innerText();
      const { train, validation } = trained.results.runs[1].history.at(-1)!;
      expect(text).to.match(/epoch\s+6/);
      expect(text).to.include(`${(100 * train.accuracy).toFixed(2)} %`);
      expect(text).to.include(`${(100 * validation.accuracy).toFixed(2)} %`);
    });

    it('shows the weights on a scale common to classes, or to epochs too', async () => {
      await open();
      const picture = page.locator('#weights .run[data-run="3"] .chosen img').first();
      const filter = () => picture.evaluate((one) => getComputedStyle(one).filter);
      expect(await filter()).to.equal('none');
      const seen = new Set<string>();
      for (const scale of ['epoch', 'run']) {
        await choose('scale', scale);
        expect(await filter()).to.match(/^contrast\(0\.\d+\) brightness\([01]\.\d+\)$/);
        seen.add(await filter());
        expect(await page.locator(`[data-scale="${scale}"]`).isVisible()).to.equal(true);
        expect(await page.locator('[data-scale="own"]').isVisible()).to.equal(false);
      }
      expect(seen.size).to.equal(2);
    });

    it('shows the weights over the epochs, with the keyboard', async () => {
      await open();
      const shown = () =>
        page.$$eval('#weights .snapshots > *', (all) =>
          all
            .filter((one) => (one as HTMLElement).offsetHeight > 0)
            .map((one) => (one as HTMLElement).dataset.epoch),
        );
      const slider = page.locator('input[name="epoch"]');
      expect(await shown()).to.deep.equal(['6', '6', '6', '6']);
      await slider.focus();
      await page.keyboard.press('Home');
      expect(await shown()).to.deep.equal(['0', '0', '0', '0']);
      await page.keyboard.press('ArrowRight');
      expect(await slider.getAttribute('aria-valuetext')).to.equal('epoch 1');
      expect(await shown()).to.deep.equal(['1', '1', '1', '1']);
      await plot('weight-norm').scrollIntoViewIfNeeded();
      const marked = () =>
        plot('weight-norm').locator('line[stroke-dasharray="4,3"]').getAttribute('transform');
      const x = (transform: string | null) => Number(/\(([\d.]+)/.exec(transform ?? '')?.[1]);
      // Of 6 epochs on more than 1,000 pixels.
      await expectSoon(page, marked, (transform) => expect(x(transform)).to.be.within(100, 250));
    });

    it('plays the epochs to the last, unless motion is to be reduced', async () => {
      await open();
      const button = page.locator('[data-play]');
      await page.fill('input[name="epoch"]', '5');
      await button.click();
      expect(await button.getAttribute('aria-label')).to.equal('Pause');
      const epoch = () => page.locator('[data-text="epoch"]').textContent();
      await expectSoon(page, epoch, (text) => expect(text).to.equal('epoch 6'));
      expect(await button.getAttribute('aria-label')).to.equal('Play the epochs');
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expect(await button.isVisible()).to.equal(false);
    });

    it('downloads the curves as CSV, those that stand beside it', async () => {
      await open();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.click('[data-download="csv"]'),
      ]);
      const csv = readFileSync(path.join(trained.folder, 'curves.csv'), 'utf8');
      expect(readFileSync(await download.path(), 'utf8')).to.equal(csv);
    });

    it('tells the curves apart by dashes and shapes', async () => {
      await open();
      await scrollThrough(page);
      const dashes = (name: string) =>
        plot(name)
          .locator('.mark-line path')
          .evaluateAll((all) => all.map((one) => one.getAttribute('stroke-dasharray')));
      for (const name of ['accuracy-1', 'accuracy-overlay']) {
        const all = await dashes(name);
        expect(all.length).to.be.at.least(2);
        expect(new Set(all).size).to.equal(all.length);
      }
    });

    it('has a title at both axes of every plot', async () => {
      await open();
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
      });
      await scrollThrough(page);
      const plots = await page.$$eval('[data-plot]', (all) =>
        all
          .filter((one) => one.clientWidth > 0)
          .map((one) => ({
            name: one.getAttribute('data-plot'),
            titles: [...one.querySelectorAll('.role-axis-title text')].filter(
              (title) => title.textContent !== '',
            ).length,
          })),
      );
      expect(plots.length).to.be.above(20);
      expect(plots.filter(({ titles }) => titles !== 2)).to.deep.equal([]);
    });

    it('switches to dark and back', async () => {
      await open();
      const background = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      const light = await background();
      await page.click('[data-theme-switch]');
      expect(await background()).to.not.equal(light);
      await page.click('[data-theme-switch]');
      expect(await background()).to.equal(light);
    });

    it('works with the keyboard alone', async () => {
      await open();
      await page.focus('input[name="run"][value="0"]');
      await page.keyboard.press('Space');
      expect(await page.isChecked('input[name="run"][value="0"]')).to.equal(false);
      await page.focus('input[name="metric"]:checked');
      await page.keyboard.press('ArrowUp');
      expect(await plot('cost-overlay').isVisible()).to.equal(true);
      await page.focus('#curves details[data-run="1"] summary');
      await page.keyboard.press('Enter');
      expect(await page.locator('#curves details[data-run="1"] table').isVisible()).to.equal(true);
    });

    it('shows everything without its script', async () => {
      await open({ ...DESKTOP, javaScriptEnabled: false });
      for (const metric of ['loss', 'cost', 'accuracy']) {
        expect(await plot(`${metric}-2`).locator('svg').isVisible()).to.equal(true);
      }
      expect(await page.locator('.controls').first().isVisible()).to.equal(false);
      expect(await page.locator('#weights [data-run="2"] img:visible').count()).to.equal(30);
    });

    it('prints every metric and a strip of weights, light, without controls', async () => {
      await open({ ...DESKTOP, colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      for (const name of ['loss-1', 'cost-1', 'accuracy-1']) {
        expect(await plot(name).isVisible(), name).to.equal(true);
      }
      const printed = page.locator('#weights .run[data-run="1"] .snapshots > *');
      const epochs = await printed.evaluateAll((all) =>
        all
          .filter((one) => (one as HTMLElement).offsetHeight > 0)
          .map((one) => (one as HTMLElement).dataset.epoch),
      );
      expect(epochs).to.deep.equal(['0', '3', '6']);
      expect(await page.locator('.toolbar').isVisible()).to.equal(false);
      const background = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      expect(background).to.equal('rgb(255, 255, 255)');
      expect((await page.pdf({ format: 'A4' })).length).to.be.above(100_000);
    });
  });
});

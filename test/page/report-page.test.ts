import { expect } from 'chai';
import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { nats, percent } from '../../src/report';
import { chosenRun } from '../../src/report/conclusions/choice';
import { wilsonInterval } from '../../src/model';
import { describeWithCifar10 } from '../support/cifar10';
import { isThorough } from '../support/thorough';
import { describeWithBrowser } from './browser';
import { axeFindings, misplacedTexts, overflowingElements, scrollThrough } from './page-checks';
import { openOffline, trainedReport, type TrainedReport } from './trained-report';

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  'on a desktop, light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'on a desktop, dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  'on a phone, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'on a phone, dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
};

describeWithCifar10('the report of bin/train.ts on CIFAR-10', function () {
  this.timeout(300_000);
  let trained: TrainedReport;
  let results: TrainedReport['results'];
  let report: string;

  before('train', async () => {
    trained = await trainedReport();
    ({ results } = trained);
    report = path.join(trained.folder, 'report.html');
  });

  it('has its path on the last line that is printed', () => {
    expect(trained.outcome.code).to.equal(0);
    const [line] = trained.outcome.stdout.trim().split('\n').slice(-1);
    const [, page] = /^report {4}(.*) \(.* s\)$/.exec(line)!;
    expect(page).to.equal(report);
  });

  it('is one file of at most 5 MB', () => {
    expect(statSync(report).size).to.be.within(1e6, 5e6);
  });

  // Each screen takes some ten seconds.
  if (isThorough)
    describeWithBrowser('in a browser', (browser) => {
      let page: Page;
      const problems: string[] = [];

      async function open(options: BrowserContextOptions): Promise<void> {
        page = await openOffline(browser(), pathToFileURL(report), options, problems);
      }
      beforeEach(() => problems.splice(0));
      afterEach(async () => {
        await page.context().close();
        expect(problems).to.deep.equal([]);
      });

      for (const [screen, options] of Object.entries(SCREENS)) {
        describe(screen, () => {
          beforeEach(async () => {
            await open(options);
            // On a phone, the controls are folded.
            await page.evaluate(() => {
              for (const one of document.querySelectorAll<HTMLDetailsElement>('.controls')) {
                one.open = true;
              }
            });
            await scrollThrough(page);
          });

          it('has nothing cut off, nothing on top of something else', async () => {
            for (const metric of ['loss', 'cost', 'accuracy']) {
              await page.check(`input[name="metric"][value="${metric}"]`);
              await scrollThrough(page);
              expect(await misplacedTexts(page), metric).to.deep.equal([]);
              expect(await overflowingElements(page), metric).to.deep.equal([]);
            }
          });

          // Layout and colours don't depend on each other for it: each once.
          if (screen === 'on a desktop, dark' || screen === 'on a phone, light') return;
          it('has no finding of axe-core, unfolded', async () => {
            await page.evaluate(() => {
              for (const one of document.querySelectorAll('details')) one.open = true;
            });
            expect(await axeFindings(page)).to.deep.equal([]);
          });
        });
      }
    });

  describeWithBrowser('shows in a browser', (browser) => {
    let page: Page;
    const problems: string[] = [];
    before(async () => {
      const options = SCREENS['on a desktop, light'];
      page = await openOffline(browser(), pathToFileURL(report), options, problems);
    });
    after(async () => {
      // There is none to close where the suite was skipped.
      await (page as Page | undefined)?.context().close();
      expect(problems).to.deep.equal([]);
    });

    const rows = (selector: string) =>
      page.$$eval(`${selector} tbody tr`, (all) =>
        all.map((row) => [...row.children].map((cell) => cell.textContent.trim())),
      );

    it("the run's own accuracies and costs", async () => {
      const shown = await rows('#summary');
      expect(
        shown.map((cells) => [cells[0].replace(/ chosen$/, ''), cells[3], ...cells.slice(4, 8)]),
      ).to.deep.equal(
        results.runs.map(({ configuration, test, history }) => [
          String(configuration),
          percent(test!.accuracy),
          percent(history.at(-1)!.train.accuracy),
          percent(history.at(-1)!.validation.accuracy),
          nats(history[0].train.cost),
          nats(history.at(-1)!.train.cost),
        ]),
      );
    });

    it("every epoch's figures", async () => {
      for (const [i, { history }] of results.runs.entries()) {
        const shown = await rows(`#curves details[data-run="${i}"]`);
        expect(shown).to.deep.equal(
          history.map(({ epoch, train, validation }) => [
            String(epoch),
            ...[train, validation].flatMap(({ loss, cost, accuracy }) => [
              nats(loss),
              nats(cost),
              percent(accuracy),
            ]),
          ]),
        );
      }
    });

    it('the conclusions of the results, with their figures', async () => {
      const shown = (await page.textContent('#conclusions'))!.replaceAll('\u00a0', ' ');
      expect(results.conclusions).to.not.be.empty;
      for (const { evidence, rule } of results.conclusions) {
        expect(shown).to.include(evidence).and.to.include(rule.slice(1));
      }
    });

    it('confusion matrix, class metrics and calibration', async () => {
      for (const [i, { analysis }] of results.runs.entries()) {
        const [confusion, metrics] = await page.$$eval(
          `#test-set .run[data-compared="${i}"] table`,
          (all) =>
            all.map((table) =>
              [...table.querySelectorAll('tbody tr')].map((row) =>
                [...row.querySelectorAll('td')].map((cell) => cell.textContent),
              ),
            ),
        );
        expect(confusion.map((row) => row.map(Number))).to.deep.equal(analysis!.confusion);
        expect(metrics).to.deep.equal(
          analysis!.classes.map(({ samples, predicted, precision, recall }) => [
            String(samples),
            withInterval(precision, predicted),
            withInterval(recall, samples),
            percent((2 * samples * recall!) / (samples + predicted)),
          ]),
        );
        const caption = await page.textContent(
          `#test-set .run[data-compared="${i}"] figcaption:has(b)`,
        );
        expect(caption).to.include(percent(analysis!.calibration.expectedError));
      }
    });

    it('each class’s surest hits and most confident mistakes, as images', async () => {
      const images = await page.$$eval('#examples .run img', (all) =>
        all.map((one) => [(one as HTMLImageElement).naturalWidth, one.getAttribute('alt')]),
      );
      const best = chosenRun(results.runs.map((run) => ({ run })))!;
      const chosenFirst = [results.runs[best], ...results.runs.filter((_, i) => i !== best)];
      const expected = chosenFirst.flatMap(({ analysis }) =>
        analysis!.examples.flatMap(({ hits, mistakes }) => [...hits, ...mistakes]),
      );
      expect(images).to.have.length(expected.length);
      images.forEach(([width, alt], i) => {
        const { sample, predicted, probability } = expected[i];
        expect(width).to.equal(32);
        expect(alt).to.include(`Test image ${sample},`);
        expect(alt).to.include(`for ${results.classes[predicted]}: ${percent(probability)}`);
      });
    });

    it('the weights after the epoch that the slider is at', async () => {
      await page.fill('input[name="epoch"]', '2');
      const { weightNorm } = results.runs[0].history[1];
      const notes = page.locator('#weights .run[data-run="0"] .note:visible');
      expect(await notes.allTextContents()).to.have.length(1);
      expect(await notes.textContent())
        .to.include('After epoch 2')
        .and.include(`‖W‖ = ${Number(weightNorm!.toPrecision(3))},`);
      const pictures = page.locator('#weights .run[data-run="0"] img:visible');
      const drawn = await pictures.evaluateAll((all) =>
        all.map((one) => [(one as HTMLImageElement).naturalWidth, one.getAttribute('alt')]),
      );
      expect(drawn).to.deep.equal(
        results.classes.map((name) => [32, `Weights of ${name}, after epoch 2`]),
      );
    });

    it("the gradient check's and the doctor's figures", async () => {
      const text = (await page.textContent('#checks'))!;
      for (const { groups } of results.gradientCheck!.checks) {
        for (const { checked, parameters, largestError } of groups) {
          expect(text).to.include(`${checked} of ${parameters}`);
          expect(text).to.include(largestError.toExponential(2));
        }
      }
      const findings = [results, ...results.runs].flatMap((one) => one.findings!);
      for (const { seen } of findings) expect(text).to.include(seen);
    });

    it('the metric that is chosen, drawn anew', async () => {
      const plot = page.locator('[data-plot="cost-0"]');
      await page.check('input[name="metric"][value="cost"]');
      await plot.scrollIntoViewIfNeeded();
      await plot.locator('.mark-line path').first().waitFor();
      expect(await plot.isVisible()).to.equal(true);
      expect(await page.locator('[data-plot="accuracy-0"]').isVisible()).to.equal(false);
    });

    it('the results themselves, to be saved', async () => {
      const [json] = await page.$$eval('#results', ([one]) => [one.textContent]);
      expect(JSON.parse(json)).to.deep.equal([results]);
    });
  });
});

/** A fraction of so many samples, with its interval. */
function withInterval(part: number | null, samples: number): string {
  if (part === null) return '–';
  const { low, high } = wilsonInterval(part * samples, samples);
  return `${percent(part)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}

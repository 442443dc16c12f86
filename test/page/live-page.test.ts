import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { LiveState } from '../../src/live/state';
import { describeWithBrowser } from './browser';
import { FakeFeed } from './fake-feed';
import { DOUBT, madeUpRun, madeUpTraining, madeUpWeights } from './made-up-training';
import { expectSoon } from './page-checks';

describeWithBrowser('the live page in a browser', function (browser) {
  this.timeout(120_000);
  let feed: FakeFeed;
  let page: Page;
  let port: number;
  const problems: string[] = [];

  async function open(state: LiveState): Promise<void> {
    problems.splice(0);
    feed = new FakeFeed(state);
    feed.weights = (_slug, epoch) => madeUpWeights(epoch);
    port = await feed.listen();
    const context = await browser().newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.host !== `127.0.0.1:${port}`) problems.push(`a request: ${asked.href}`);
    });
    await page.goto(`http://127.0.0.1:${port}/`);
    await saying('connection', 'Live');
  }
  afterEach(async () => {
    await page.context().close();
    await feed.close();
  });

  const text = (name: string) => page.locator(`[data-live="${name}"]`).first().textContent();
  const saying = (name: string, words: string) =>
    expectSoon(
      page,
      () => text(name),
      (said) => expect(said).to.include(words),
    );
  const path = (id: string) =>
    page.$$eval(`[data-plot="${id}"] .mark-line path`, (all) =>
      all.map((one) => one.getAttribute('d') ?? '').filter((d) => d.includes('L')),
    );
  const rows = () => page.locator('[data-part="runs"] tbody tr');
  const after = (epoch: number) => [madeUpRun(0, epoch, 40), madeUpRun(1, epoch, 40)];

  it('shows figures, curves, pictures and findings as they come, and asks its server alone', async () => {
    await open(madeUpTraining(2, 40));
    const progress = { unit: 'epoch', done: 12.5, total: 40, rate: 0.5, secondsLeft: 55 };
    feed.send({ progress, runs: after(12) });
    await saying('position', 'epoch 13 of 40, 31\u00a0%');
    expect(await text('rate')).to.equal('2.0 s for each epoch');
    expect(await text('left')).to.equal('55 s left');
    const best = Math.max(...after(12).map((run) => run.best!.accuracy));
    expect(await text('best')).to.equal(`${(100 * best).toFixed(2)}\u00a0%`);
    expect(await rows().nth(1).locator('[data-cell="epoch"]').textContent()).to.equal('12 / 40');

    await page.locator('[data-plot="accuracy"]').scrollIntoViewIfNeeded();
    await expectSoon(
      page,
      async () => [(await path('accuracy-overlay')).length, (await path('accuracy')).length],
      (counts) => expect(counts).to.deep.equal([2, 2]),
    );
    const before = await path('accuracy');
    feed.send({ runs: after(20) });
    await expectSoon(
      page,
      () => path('accuracy'),
      (now) => expect(now).to.not.deep.equal(before),
    );

    await saying('pictured', 'after epoch 20');
    const shades = await page.$eval(
      '#weights canvas',
      (canvas) =>
        new Set((canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 32, 32).data)
          .size,
    );
    expect(shades).to.be.above(20);

    feed.send({ runs: [{ ...madeUpRun(1, 21, 40), findings: [DOUBT] }] });
    await expectSoon(
      page,
      () => page.locator('#checks').textContent(),
      (said) => expect(said).to.include('the learning rate is too large'),
    );
    expect(problems).to.deep.equal([]);
  });

  it('follows the best run, or one that is picked, with the keyboard too', async () => {
    await open(madeUpTraining(2, 40));
    feed.send({ runs: after(30) });
    await saying('picked', 'configuration 1');
    await page.focus('input[name="picked"][value=""]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await saying('picked', 'configuration 2');
    await saying('pictured', 'configuration 2');
    expect(await page.isVisible('#weights canvas')).to.equal(true);
    feed.send({ runs: [{ ...madeUpRun(1, 31, 40), weights: null }] });
    await saying('pictured', 'no pictures');
    expect(await page.isVisible('#weights canvas')).to.equal(false);
  });

  it('shows some epochs, and all again', async () => {
    await open(madeUpTraining(1, 40));
    feed.send({ runs: [madeUpRun(0, 30, 40)] });
    await page.locator('[data-plot="accuracy"]').scrollIntoViewIfNeeded();
    const ticks = () =>
      page.$$eval('[data-plot="accuracy"] .role-axis-label', ([x]) =>
        [...x.querySelectorAll('text')].map((one) => Number(one.textContent)).sort((a, b) => a - b),
      );
    await expectSoon(page, ticks, (numbers) => expect(numbers).to.include(30));
    await page.fill('input[name="from"]', '5');
    await page.fill('input[name="to"]', '9');
    await expectSoon(page, ticks, (numbers) => expect(numbers).to.deep.equal([5, 6, 7, 8, 9]));
    await page.click('[data-reset]');
    await expectSoon(page, ticks, (numbers) => expect(numbers).to.include(30));
  });

  it('says that the report is being written', async () => {
    await open(madeUpTraining(1, 40));
    await page.locator('[data-ask="stop"]').click();
    await page.getByRole('button', { name: 'Stop, keeping the best' }).click();
    await saying('answer', 'Stopping…');
    feed.send({ isWriting: true, canStop: false, asked: [] });
    await saying('position', 'results and report are being written');
    expect([await text('left'), await text('answer')]).to.deep.equal(['', '']);
    expect(await page.locator('[data-ask="stop"]').isHidden()).to.equal(true);
  });

  it('stops the training after a question, and says what it does not take', async () => {
    await open(madeUpTraining(1, 40));
    await page.click('[data-ask="stop"]');
    await page.click('#stopping button[value=""]');
    expect(feed.asked).to.deep.equal([]);
    await page.click('[data-ask="stop"]');
    await page.click('#stopping button[value="stop"]');
    await saying('answer', 'Stopping…');
    expect(feed.asked).to.deep.equal(['/stop']);
    expect(await page.isDisabled('[data-ask="stop"]')).to.equal(true);
    feed.answer = { status: 409, body: { error: 'it writes no checkpoints' } };
    await page.click('[data-ask="checkpoint"]');
    await saying('answer', 'The training did not take it: it writes no checkpoints');
    // What was asked is said until it is done, whatever comes between.
    feed.answer = { status: 202, body: {} };
    await page.click('[data-ask="checkpoint"]');
    feed.send({ canStop: false });
    await saying('answer', 'Stopping…');
    expect(await page.isDisabled('[data-ask="checkpoint"]')).to.equal(true);
    feed.send({ checkpointed: new Date(2026, 0, 1, 12, 34, 56).getTime() });
    await expectSoon(
      page,
      () => page.isEnabled('[data-ask="checkpoint"]'),
      (isEnabled) => expect(isEnabled).to.equal(true),
    );
    expect(await page.isVisible('[data-ask="stop"]')).to.equal(true);
    feed.send({ phase: 'ended', ending: 'asked', canCheckpoint: false });
    await saying('answer', 'Last checkpoint at 12:34:56.');
    expect(await page.isVisible('[data-ask="stop"]')).to.equal(false);
  });

  it('says that its server is gone, and catches up by itself once it is back', async () => {
    await open(madeUpTraining(2, 40));
    feed.send({ runs: after(10) });
    await feed.close();
    await saying('connection', 'is gone');
    feed = new FakeFeed({ ...madeUpTraining(2, 40), runs: after(25) });
    await feed.listen(port);
    await saying('connection', 'Live');
    await expectSoon(
      page,
      () => rows().first().locator('[data-cell="epoch"]').textContent(),
      (said) => expect(said).to.equal('25 / 40'),
    );
  });

  it('lists runs and trainings that come later', async () => {
    await open(madeUpTraining(1, 40));
    expect(await rows().count()).to.equal(1);
    const training = {
      ...{ folder: 'runs/1', command: 'onelayer sweep', started: 0, phase: 'training' as const },
      ...{ runs: 3, accuracy: 0.4, fraction: 0.5 },
    };
    const trainings = ['a', 'b'].map((id) => ({ ...training, id, url: `../${id}/` }));
    feed.send({ runs: after(3), trainings });
    await expectSoon(
      page,
      async () => [await rows().count(), await page.locator('[data-training]').count()],
      (counts) => expect(counts).to.deep.equal([2, 2]),
    );
    expect(await page.isVisible('[data-plot="accuracy-overlay"]')).to.equal(true);
    expect(problems).to.deep.equal([]);
  });

  it('takes in the data once they are read, and is made anew for other axes', async () => {
    const whole = madeUpTraining(1, 40);
    await open({ ...whole, classes: [], image: null, runs: [] });
    expect(await page.locator('canvas').count()).to.equal(0);
    const { classes, image } = whole;
    const [run] = [madeUpRun(0, 3, 40)];
    feed.send({ classes, image, runs: [{ ...run, settings: { loss: 'hinge' } }] });
    await page.waitForFunction(() =>
      document.getElementById('plots')?.textContent.includes('hinge'),
    );
    await saying('pictured', 'after epoch 3');
    await page.locator('[data-plot="accuracy"]').scrollIntoViewIfNeeded();
    expect(problems).to.deep.equal([]);
  });

  it('fits the plot of all to the others where a run diverges, and says so', async () => {
    await open(madeUpTraining(3, 40));
    const [one, two, three] = [0, 1, 2].map((i) => madeUpRun(i, 30, 40));
    const validationLoss = three.curves.epochs.map((epoch) => 10 ** (epoch / 3));
    feed.send({ runs: [one, two, { ...three, curves: { ...three.curves, validationLoss } }] });
    await page.check('input[name="metric"][value="loss"]');
    await page.locator('[data-plot="loss-overlay"]').scrollIntoViewIfNeeded();
    await expectSoon(
      page,
      () => page.locator('[data-metric="loss"] [data-far]').textContent(),
      (said) => expect(said).to.include('configuration 3'),
    );
    await expectSoon(
      page,
      () =>
        page.$$eval('[data-plot="loss-overlay"] .role-axis-label text', (all) =>
          Math.max(...all.slice(-5).map((text) => Number(text.textContent))),
        ),
      (top) => expect(top).to.be.below(4),
    );
  });

  it('gives place to the finished report, but not when it was opened after the end', async () => {
    const ended = { phase: 'ended', ending: 'asked', report: 'report.html' } as const;
    await open(madeUpTraining(1, 40));
    feed.send(ended);
    await page.waitForURL('**/report.html');
    expect(await page.title()).to.equal('the report');
    await page.goto(`http://127.0.0.1:${port}/`);
    await saying('position', 'The training was stopped here; the best weights are kept.');
    await page.click('text=Open the finished report');
    await page.waitForURL('**/report.html');
  });
});

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describeWithCifar10 } from '../support/cifar10';
import { startBin, type RunningScript } from '../support/run-bin';
import { temporaryFolder } from '../support/temporary-folder';
import { describeWithBrowser } from './browser';

/** The processes of servers that a training has started. */
function serversOf({ child: { pid } }: RunningScript): number[] {
  const table = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  const own = rows.filter(
    ([, parent, ...args]) => Number(parent) === pid && args.join(' ').includes('server-child'),
  );
  return own.map(([one]) => Number(one));
}

describeWithCifar10('the live page of bin/train.ts on CIFAR-10', function () {
  this.timeout(180_000);
  const folder = temporaryFolder();

  describeWithBrowser('in a browser', (browser) => {
    let page: Page;
    const started: RunningScript[] = [];
    const outside: string[] = [];

    function start(name: string, args: readonly string[]): RunningScript {
      const one = startBin(name, args);
      started.push(one);
      return one;
    }
    afterEach(async () => {
      for (const { child } of started) child.kill('SIGKILL');
      await Promise.all(started.splice(0).map(({ outcome }) => outcome));
      await page.context().close();
    });

    /** Waits until the page says something. */
    const saying = (name: string, pattern: RegExp) =>
      page.waitForFunction(
        ([which, source]) =>
          new RegExp(source).test(
            document.querySelector(`[data-live="${which}"]`)?.textContent ?? '',
          ),
        [name, pattern.source],
        { timeout: 60_000 },
      );
    const epoch = async (): Promise<number> => {
      const said = await page.locator('[data-live="position"]').textContent();
      return Number(/epoch (\d+) of/.exec(said ?? '')?.[1]);
    };
    const after = (last: number) =>
      page.waitForFunction(
        (than) =>
          Number(
            /epoch (\d+) of/.exec(
              document.querySelector('[data-live="position"]')?.textContent ?? '',
            )?.[1],
          ) > than,
        last,
        { timeout: 60_000 },
      );

    it('follows the training, catches up after its server was killed, and stops it', async () => {
      const out = path.join(folder(), 'übung 1');
      const training = start('train', [
        '--live',
        '--epochs',
        '2000',
        '--threads',
        '1',
        '--out',
        out,
      ]);
      let printed = '';
      training.child.stdout!.on('data', (more: string) => (printed += more));
      training.child.stderr!.on('data', (more: string) => (printed += more));
      await training.said(/http:\/\/127\.0\.0\.1:\d+\/\S+\//);
      page = await browser().newPage();
      page.on('request', (request) => {
        const asked = request.url();
        if (new URL(asked).hostname !== '127.0.0.1') outside.push(asked);
      });
      await page.goto(/http:\/\/127\.0\.0\.1:\d+\/\S+\//.exec(printed)![0]);
      await after(2);
      await saying('pictured', /looks for after/);

      const [server] = serversOf(training);
      process.kill(server, 'SIGKILL');
      await saying('connection', /is gone/);
      const lost = await epoch();
      const watching = start('onelayer', ['watch', out]);
      await watching.said(/http:/);
      await saying('connection', /^Live$/);
      await after(lost);

      await page.click('[data-ask="stop"]');
      await page.click('#stopping button[value="stop"]');
      await page.waitForURL('**/report.html', { timeout: 60_000 });
      expect(await page.locator('#conclusions').isVisible()).to.equal(true);
      expect((await training.outcome).code).to.equal(0);
      expect(outside).to.deep.equal([]);
    });
  });
});

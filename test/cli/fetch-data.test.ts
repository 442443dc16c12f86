import { expect } from 'chai';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../src/data';
import { describeWithCifar10 } from '../support/cifar10';
import { loopbackServer } from '../support/loopback-server';
import { startBin, type Outcome } from '../support/run-bin';
import { runHere, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

describe('bin/fetch-data.ts', () => {
  const folder = temporaryFolder();
  const fetchData = (...args: string[]): Promise<Outcome> =>
    withCache(folder(), () => runHere('fetch-data', ...args));

  it('shows its options, examples and exit codes with --help', async () => {
    const { code, stdout } = await fetchData('--help');
    expect(code).to.equal(0);
    for (const option of ['all', 'data', 'quiet']) expect(stdout).to.include(`--${option}`);
    expect(stdout).to.match(/Examples:[^]*Exit codes:/);
  });

  const wrong: [string, string[], number, RegExp][] = [
    ['an unknown option', ['--al'], 2, /unknown option '--al'[^]*--all/],
    ['an extra argument', ['test_batch'], 2, /too many arguments/],
    [
      'a path that is missing',
      ['--data', '/no/such/path'],
      1,
      /^error: \/no\/such\/path: there is no such/,
    ],
  ];
  for (const [title, args, exitCode, message] of wrong) {
    it(`says what is wrong with ${title}, and exits with ${exitCode}`, async () => {
      const { code, stdout, stderr } = await fetchData(...args);
      expect(stderr).to.match(message);
      expect(stderr).to.not.match(/\n\s+at /);
      expect(stdout).to.equal('');
      expect(code).to.equal(exitCode);
    });
  }

  itThoroughly('stops at once with Ctrl-C, leaves nothing behind, and exits with 130', async () => {
    const silent = await loopbackServer(() => undefined);
    const running = startBin('fetch-data', [], {
      ONELAYER_CACHE: folder(),
      npm_config_registry: silent.url,
      npm_config_cache: path.join(folder(), 'npm'),
    });
    while (silent.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const start = performance.now();
    running.child.kill('SIGINT');
    const { code, stderr } = await running.outcome;
    expect(performance.now() - start).to.be.lessThan(2000);
    expect(stderr).to.not.match(/error/i);
    expect(code).to.equal(130);
    expect(readdirSync(path.join(folder(), 'cifar-10'))).to.deep.equal([]);
    await silent.close();
  });
});

describeWithCifar10('bin/fetch-data.ts with the real CIFAR-10', () => {
  const folder = temporaryFolder();

  it('imports it into the cache, tells which file is where, and leaves it alone then', async () => {
    const from = process.env.ONELAYER_TEST_DATA ?? path.join(cacheFolder(), 'cifar-10');
    const fetchData = (...args: string[]): Promise<Outcome> =>
      withCache(folder(), () => runHere('fetch-data', ...args));
    const first = await fetchData('--data', from);
    expect(first.code, first.stderr).to.equal(0);
    const file = path.join(folder(), 'cifar-10', 'test_batch.bin');
    const md5 = '803d5f7f4d78ea53de84dbe85f74fb6d';
    expect(first.stdout).to.include(`${file}  MD5 ${md5}  fetched`);
    const { ino, mtimeMs } = statSync(file);

    const second = await fetchData();
    expect(second.code, second.stderr).to.equal(0);
    expect(second.stdout).to.include(`${file}  MD5 ${md5}  was there`);
    expect(statSync(file)).to.include({ ino, mtimeMs });
  });
});

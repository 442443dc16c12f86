import { expect } from 'chai';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onelayerCommand } from '../../src/cli/onelayer/onelayer-command';
import { EntryFile, listEntries } from '../../src/files';
import type { Outcome } from '../support/run-bin';
import { captured, runHere, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

const IRIS = path.join(__dirname, '../fixtures/tables/iris.csv');
const FIT = ['fit', IRIS, '--label', 'species', '--lambdas', '0.01', '--no-report'];

/** Lines that a slow machine has time for. */
const PROGRESS = /^(\d+\/\d+ optima|reading ).*\n/gm;

describe('onelayer cache', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const run = (...args: string[]): Promise<Outcome> =>
    withCache(at('a cache'), () => runHere(...args));

  async function said(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stderr.replace(PROGRESS, '')]).to.deep.equal([0, '']);
    return stdout;
  }

  it('shows and clears what fit has parsed, which gives the same bits', async () => {
    const inMemory = await said(...FIT);
    expect(await said('cache')).to.match(/^nothing is parsed in the cache$/m);
    const first = await said(...FIT, '--memory', '1kB');
    const through = /^ +rows are read from disk, through the cache: .*iris\.csv-\S+\.parsed \(\S+ kB, (parsed .*)\)\n/m; // prettier-ignore
    expect(through.exec(first)?.[1]).to.equal('parsed once, for later runs too');
    const second = await said(...FIT, '--memory', '1kB');
    expect(through.exec(second)?.[1]).to.equal('parsed by an earlier run');
    const withoutTime = (text: string) => text.replace(through, '').replace(/^time .*$/m, '');
    expect(withoutTime(first)).to.equal(withoutTime(inMemory));
    expect(withoutTime(second)).to.equal(withoutTime(inMemory));

    expect(await said('cache', 'list')).to.match(/iris\.csv +│ +150 rows of 5 columns │ +\S+ kB │ less than a minute │/); // prettier-ignore
    const list = JSON.parse(await said('cache', '--json')) as { parsed: object[] };
    expect(list.parsed[0]).to.include({ source: IRIS, what: '150 rows of 5 columns', isUsed: false }); // prettier-ignore
    expect(await said('cache', 'clear')).to.match(/^removed 1 parsed file, \S+ kB$/m);
    expect(await said('cache', 'clear')).to.match(/^nothing was parsed that could be removed$/m);
  });

  it('leaves the test rows for the report, and nothing else', async () => {
    const run = at('run');
    const args = FIT.filter((word) => word !== '--no-report');
    expect(await said(...args, '--memory', '100B', '--out', run)).to.match(
      /^report +.*report\.html$/m,
    );
    const left = readdirSync(at('a cache/parsed')).filter((name) => !/\.parsed$|\.features\./.test(name)); // prettier-ignore
    expect(left).to.deep.equal([]);
  });

  it('has nothing half-written of a fit that was stopped', async () => {
    const argv = ['node', 'onelayer', ...FIT, '--memory', '100B'];
    const { code } = await withCache(at('a cache'), () =>
      captured((signal) => onelayerCommand(argv, signal), /^backend/m),
    );
    expect(code).not.to.equal(0);
    const left = readdirSync(at('a cache/parsed')).filter((name) => !name.endsWith('.parsed'));
    expect(left).to.deep.equal([]);
    expect(await said(...FIT, '--memory', '100B')).to.match(/parsed by an earlier run/);
  });

  it('has the rows of svmlight too', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i % 2} 1:${i % 2} 2:${(i * 7) % 5} 9:1`);
    writeFileSync(at('rows.svm'), lines.join('\n'));
    const fit = ['fit', at('rows.svm'), '--lambdas', '0.01', '--no-report'];
    const inMemory = await said(...fit);
    const fromDisk = await said(...fit, '--memory', '100B');
    const where = /^ +rows are read from disk: .*rows\.svm-\S+\.parsed .*\n/m;
    expect(fromDisk).to.match(where);
    const withoutTime = (text: string) => text.replace(where, '').replace(/^time .*$/m, '');
    expect(withoutTime(fromDisk)).to.equal(withoutTime(inMemory));
    expect(await said('cache')).to.match(/60 rows of 9 numbers/);
  });

  it('keeps what a process uses', async () => {
    await said(...FIT, '--memory', '1kB');
    await withCache(at('a cache'), async () => {
      const [{ file }] = await listEntries();
      const entry = await EntryFile.open(file);
      expect(await said('cache')).to.match(/150 rows of 5 columns, in use/);
      expect(await said('cache', 'clear')).to.match(/^kept .*iris\.csv, which a process uses$/m);
      expect(await entry?.isSound(undefined)).to.equal(true);
      await entry?.close();
    });
  });

  it('removes downloaded data only if it is told to', async () => {
    mkdirSync(at('a cache/cifar-10'), { recursive: true });
    writeFileSync(at('a cache/cifar-10/test_batch.bin'), Buffer.alloc(1_200_000));
    await said('cache', 'clear');
    expect(await said('cache')).to.match(/^1\.2 MB are downloaded, .*cifar-10; /m);
    expect(await said('cache', 'clear', '--fetched')).to.match(/^removed 1\.2 MB of downloaded data$/m); // prettier-ignore
    expect(await said('cache')).not.to.match(/downloaded/);
  });

  it('refuses what it does not know', async () => {
    expect(await run('cache', 'empty')).to.include({ code: 2 });
    expect((await run('cache', '--fetched')).stderr).to.match(/'--fetched' is an option of 'clear'/); // prettier-ignore
    expect((await run(...FIT, '--memory', 'much')).stderr).to.match(/Expected a number of bytes/);
  });
});

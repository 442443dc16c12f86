import { expect } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, constants, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fitCommand } from '../../../src/cli/fit/fit-command';
import { FORTY, testOddFiles, textOf } from '../../support/odd-files';
import { runBin } from '../../support/run-bin';
import { captured } from '../../support/run-here';
import { temporaryFolder } from '../../support/temporary-folder';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const TEXT = textOf();

describe('fit reads odd folders', function () {
  this.timeout(60_000);
  const noFolder =
    /: expected a folder of sub-folders of pictures, .*; of other data, name a file$/;
  testOddFiles(
    [],
    [
      ['trees.csv', { 'trees.csv/other.csv': TEXT }, noFolder],
      ['tables', { 'tables/a.csv': TEXT, 'tables/b.csv': TEXT }, noFolder],
      ['no-classes', { 'no-classes/a.png': PIXEL, 'no-classes/b.png': PIXEL }, noFolder],
      ['one-class', { 'one-class/oak/1.png': PIXEL, 'one-class/oak/2.png': PIXEL }, /: expected a sub-folder of pictures for each class, at least 2, got "oak" alone$/],
      ['broken', { 'broken/a/1.png': PIXEL, 'broken/a/2.png': PIXEL.subarray(0, 50), 'broken/b/1.png': PIXEL }, /: broken\/a\/2\.png: expected an image: /],
      ['text', { 'text/a/1.png': PIXEL, 'text/a/2.png': 'hello', 'text/b/1.png': PIXEL }, /: text\/a\/2\.png: expected an image: /],
      ['few', { 'few/a/1.png': PIXEL, 'few/b/1.png': PIXEL }, /: expected at least 4 labelled rows to learn from, got 2$/],
    ],
    [],
  ); // prettier-ignore
});

describe('fit reads from odd places', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const ARGS = ['--label', 'tree', '--no-report', '--lambdas', '0.1'];
  const fit = (file: string) =>
    captured((signal) => fitCommand(['node', 'onelayer', file, ...ARGS], signal));

  it('a pipe with a name, whose first bytes come once', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const writer = spawn('sh', ['-c', 'printf %s "$TREES" > "$0"', at('pipe')], {
      env: { ...process.env, TREES: TEXT },
    });
    const { code, stdout, stderr } = await fit(at('pipe'));
    writer.kill();
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(FORTY);
  });

  it('a pipe that nobody writes to, until a signal ends it', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const controller = new AbortController();
    const fitting = captured((signal) =>
      fitCommand(
        ['node', 'onelayer', at('pipe'), ...ARGS],
        AbortSignal.any([signal, controller.signal]),
      ),
    );
    setTimeout(() => controller.abort(), 100);
    expect((await fitting).stdout).to.equal('');
    // Nothing waits in it any more: a writer would wait for a reader.
    expect(() => openSync(at('pipe'), constants.O_WRONLY | constants.O_NONBLOCK)).to.throw(/ENXIO/);
  });

  it('a folder without anything in it', async () => {
    mkdirSync(at('empty'));
    expect((await fit(at('empty'))).stderr).to.match(/empty: expected a folder of /);
  });

  it('a file that is not there, or that may not be read', async () => {
    expect((await fit(at('none.csv'))).stderr).to.match(/none\.csv: there is no such file\n$/);
    writeFileSync(at('locked.csv'), TEXT);
    chmodSync(at('locked.csv'), 0);
    const { code, stderr } = await fit(at('locked.csv'));
    // The superuser may read everything.
    if (process.getuid?.() === 0) expect(code).to.equal(0);
    else expect(stderr).to.match(/^error: .*locked\.csv: .*permi/);
  });

  it('standard input, which may be empty', async () => {
    const { code, stderr } = await runBin('onelayer', ['fit', '-', ...ARGS]);
    expect(stderr).to.match(
      /error: standard input: expected at least one row of data, got none\n$/,
    );
    expect(code).to.equal(1);
  });
});

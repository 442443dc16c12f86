import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { textWidth } from '../../src/report/text/width';
import { ROOT, RUN_TYPESCRIPT } from '../support/run-typescript';
import { temporaryFolder } from '../support/temporary-folder';
import { writeBinaryVersion } from '../support/tiny-cifar10';

/** script of util-linux, which gives a command a terminal of its own. */
const { status } = spawnSync('script', ['--version']);
const describeOnTerminals = status === 0 ? describe : describe.skip;

describeOnTerminals('onelayer train in a terminal', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  beforeEach(() => writeBinaryVersion(path.join(folder(), 'cifar-10')));

  /** Trains the four configurations on the tiny data set in a terminal of so many columns. */
  const train = (columns: number, env: Readonly<Record<string, string>>): string => {
    const script = path.join(ROOT, 'test/support/train-tiny.ts');
    const options = '--epochs 30 --batch-size 4 --no-report';
    const command = `stty cols ${columns}; "${process.execPath}" -r "${RUN_TYPESCRIPT}" "${script}" ${options}`;
    const cache = { ONELAYER_CACHE: folder() };
    const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
      cwd: ROOT,
      encoding: 'utf8',
      // In CI, colours are taken for wanted whatever the terminal.
      env: { ...process.env, CI: '', TERM: 'xterm', LANG: 'C.UTF-8', ...cache, ...env },
    });
    return stdout;
  };

  const linesOf = (text: string): string[] => text.replaceAll('\u001b[K', '').split(/[\r\n]+/);

  for (const columns of [40, 60]) {
    it(`keeps to ${columns} columns, bar and table included`, () => {
      const lines = linesOf(train(columns, {}));
      expect(lines.some((line) => line.startsWith('4 runs ▕'))).to.equal(true);
      expect(lines.some((line) => line.includes('stopped') || line.includes('0.001'))).to.equal(
        true,
      );
      // A path is one word, and stays whole.
      const others = lines.filter((line) => !line.includes(folder()));
      for (const line of others) expect(textWidth(line), line).to.be.at.most(columns);
    });
  }

  it('has no colours with NO_COLOR, and two curves that differ', () => {
    const text = train(80, { NO_COLOR: '1' });
    expect(text).to.not.match(/\[3\dm/);
    expect(text).to.match(/[─╰╮]/).and.match(/[═╚╗]/);
  });

  it('has plain lines instead of a bar with TERM=dumb', () => {
    const text = train(80, { TERM: 'dumb' });
    expect(text).to.not.include('\u001b');
    expect(text).to.match(/configuration 4 .*epoch 1\/30/);
  });
});

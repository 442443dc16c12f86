import { expect } from 'chai';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { runHere, trainTinyHere } from '../support/run-here';
import { saveClassifiers } from '../support/saved-classifiers';
import { temporaryFolder } from '../support/temporary-folder';
import { writeBinaryVersion } from '../support/tiny-cifar10';

describe('control characters and line breaks in a file’s name', () => {
  const name = 'evil\u001b]0;title\u0007\u009b31m\nerror: forged\r.csv';
  const SHOWN = /evil\\u\{1b\}\]0;title\\u\{7\}\\u\{9b\}31m\\u\{a\}error|too many arguments/;

  for (const args of [
    ['inspect', name],
    ['predict', name, 'x.csv'],
    ['report', name],
    ['train', '--data', name],
    ['train', '--resume', name],
    ['export', name, 'out.json'],
    ['fetch-data', '--data', name],
    ['evaluate', name],
    [name],
    ['train', name, name],
    ['train', `--${name}`],
    ['train', '--save', name + '.txt'],
  ]) {
    it(`are shown escaped by \`${args.join(' ').replaceAll(name, 'NAME')}\``, async () => {
      const { code, stderr, stdout } = await runHere(...args);
      expect(code).to.be.oneOf([1, 2]);
      expect(stderr + stdout).to.not.match(/(?!\n)\p{Cc}/u);
      if (!args.includes('--save')) expect(stderr).to.match(SHOWN);
    });
  }

  describe('in what commands say that they did', () => {
    const folder = temporaryFolder();
    let broken: string;
    beforeEach(() => mkdirSync((broken = path.join(folder(), 'line\nbreak'))));

    /** Fails if a file's name has broken a line. */
    function expectWhole({ code, stdout, stderr }: Awaited<ReturnType<typeof runHere>>): void {
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include('line\\u{a}break');
      expect(stdout + stderr).to.not.match(/^break|line$/m);
    }

    it('with a classifier', async () => {
      const { flowers, csv } = await saveClassifiers(folder());
      const [model, data] = [flowers, csv].map((file) => {
        const copy = path.join(broken, path.basename(file));
        copyFileSync(file, copy);
        return copy;
      });
      const at = (name: string): string => path.join(broken, name);
      expectWhole(await runHere('inspect', model));
      expectWhole(await runHere('predict', model, data, '--label', 'kind'));
      expectWhole(await runHere('predict', model, data, '--label', 'kind', '--out', at('p.csv')));
      expectWhole(await runHere('evaluate', model, data, '--label', 'kind'));
      expectWhole(await runHere('export', model, at('copy.onnx')));
    });

    it('in a training', async () => {
      const data = await writeBinaryVersion(path.join(broken, 'data'));
      const at = (name: string): string => path.join(broken, name);
      const kept = ['--checkpoint', at('run.ckpt'), '--save', at('model.json'), '--no-report'];
      const few = ['--configuration', '2', '--epochs', '1', '--batch-size', '2', '--no-doctor'];
      expectWhole(await trainTinyHere(folder(), '--data', data, ...kept, ...few));
    });
  });
});

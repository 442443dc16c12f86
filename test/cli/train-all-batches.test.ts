import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CIFAR10_FILE_NAMES, partOf, readNpy, Standardiser } from '../../src/data';
import { loadCifar10 } from '../../src/data/cifar10/load';
import type { Results } from '../../src/report';
import { expectPublishedForm } from '../support/published-form';
import type { Outcome } from '../support/run-bin';
import { runHere, trainTinyHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';
import { TINY, writeBinaryVersion } from '../support/tiny-cifar10';

describe('bin/train.ts --all-batches', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  /** Trains on the tiny data set, whose six files have four images each. */
  const train = (...args: string[]): Promise<Outcome> =>
    trainTinyHere(
      at('cache'),
      ...['--configuration', '2', '--epochs', '2', '--batch-size', '4', ...args],
    );

  const results = (): Results => {
    const content = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as Results;
    expectPublishedForm('results', content);
    return content;
  };

  it('trains on the five batches but the last images, and says so', async () => {
    const { code, stdout, stderr } = await train(
      ...['--all-batches', '--validation', '3', '--no-report', '--out', at('out')],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^data +data_batch_1, .*data_batch_5, test_batch from the cache/m);
    expect(stdout).to.match(/^ +17 images of the training batches train, the last 3 validate$/m);
    const { data, samples, runs, conclusions } = results();
    expect(samples).to.deep.equal({ training: 17, validation: 3, test: 4 });
    expect(data.files).to.deep.equal(
      CIFAR10_FILE_NAMES.map((name) => ({ name, md5: TINY.md5[name] })),
    );
    expect(runs[0].history[0].outputs.predicted.reduce((sum, n) => sum + n)).to.equal(17);
    expect(stdout).to.not.match(/│ *report/);
    expect(stdout).to.match(/assignment report are of training on other data, and left out/);
    expect(conclusions.map(({ topic }) => topic)).to.not.include('assignment report');
  });

  it('standardises by the images that train', async () => {
    await train(
      ...['--all-batches', '--validation', '3', '--no-report', '--no-doctor', '--out', at('out')],
    );
    const world = { edition: TINY, sources: [] };
    const { all } = await loadCifar10({ files: CIFAR10_FILE_NAMES, cache: at('cache') }, world);
    const { mean } = Standardiser.fit(partOf(all, 'training', 0, 17));
    const { data } = await readNpy(at('out/configuration-2/mean.npy'));
    expect(data).to.deep.equal(mean);
  });

  itThoroughly(
    'has a report that says what it is of, and compares it with nothing else',
    async () => {
      const args = ['--all-batches', '--validation', '3', '--no-doctor', '--out', at('out')];
      expect((await train(...args)).code).to.equal(0);
      const page = readFileSync(at('out/report.html'), 'utf8');
      const text = page.slice(page.indexOf('<header>'), page.indexOf('</main>'));
      expect(text).to.match(/gradient descent on data_batch_1, .*data_batch_5, test_batch/);
      expect(text).to.include('17 for training, 3 for validation, 4 for the test');
      expect(text).to.not.match(/<th[^>]*>assignment report|Beside the assignment report/);
      expect(text).to.include('beside runs on other data, its accuracies are left out');
    },
  );

  it('refuses to hold out all images, or more', async () => {
    for (const [args, got] of [
      [[], 1000],
      [['--validation', '20'], 20],
    ] as const) {
      const { code, stderr } = await train('--all-batches', '--no-report', ...args);
      expect(stderr).to.equal(
        `error: --validation: expected an integer from 1 to 19, got ${got}\n`,
      );
      expect(code).to.equal(2);
    }
  });

  it('is not the default', async () => {
    const { code, stdout } = await train('--no-report', '--no-doctor', '--out', at('out'));
    expect(code).to.equal(0);
    expect(stdout).to.match(/^data +data_batch_1, data_batch_2, test_batch from/m);
    expect(stdout).to.not.include('images of the training batches');
    expect(results().samples).to.deep.equal({ training: 4, validation: 4, test: 4 });
  });

  it('gives --validation its meaning: without, it is a usage error', async () => {
    for (const command of ['train', 'doctor']) {
      const { code, stderr } = await runHere(command, '--validation', '5');
      expect(stderr).to.match(/^error: '--validation' needs --all-batches/);
      expect(code).to.equal(2);
    }
  });
});

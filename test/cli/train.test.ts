import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readNpy } from '../../src/data';
import { loadAddon } from '../../src/backend/load-addon';
import { LinearClassifier } from '../../src/library';
import type { Results } from '../../src/report';
import { describeWithCifar10 } from '../support/cifar10';
import { runBin, startBin, type Outcome } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

/** Without its report, which has tests of its own. */
const train = (...args: string[]): Promise<Outcome> => runHere('train', '--no-report', ...args);

describe('bin/train.ts', () => {
  describe('with wrong options prints one line, no stack trace, and exits with 2', () => {
    const wrong: [string[], RegExp][] = [
      [['--configuration', '5'], /--configuration.*'5' is invalid.*1, 2, 3, 4, all/],
      [['--configuration', 'all', '--eta', '1'], /--configuration all.*can't be combined/],
      [['--lambda', '-1'], /--lambda: expected a finite number of at least 0, got -1/],
      [['--lambda', 'much'], /--lambda: expected a finite number of at least 0, got "much"/],
      [['--lambda', ''], /--lambda: expected a finite number of at least 0, got ""/],
      [['--eta', '0'], /--eta: expected a finite number above 0, got 0/],
      [['--eta', 'Infinity'], /--eta: expected a finite number above 0, got Infinity/],
      [['--epochs', '1.5'], /--epochs: expected a positive integer, got 1.5/],
      [['--batch-size', '0'], /--batch-size: expected a positive integer, got 0/],
      [['--seed', '1e300'], /--seed: expected a non-negative integer, got 1e\+300/],
      [['--all-batches', '--validation', '0'], /--validation: expected a positive integer, got 0/],
      [['--threads', 'two'], /--threads: expected a positive integer, got "two"/],
      [['--backend', 'cuda'], /--backend.*'cuda' is invalid.*auto, openblas, js/],
      [['--dtype', 'float16'], /--dtype.*'float16' is invalid.*float32, float64/],
      [['--epoch', '3'], /unknown option '--epoch'[^]*--epochs/],
      [['--lr', '3'], /unknown option '--lr': the learning rate is --eta\n/],
      [['--weight_decay=3'], /unknown option '--weight_decay=3': --lambda is half of it/],
      [['extra'], /too many arguments/],
    ];
    for (const [args, message] of wrong) {
      it(args.join(' '), async () => {
        const { code, stdout, stderr } = await train(...args);
        expect(stderr).to.match(message);
        expect(stderr).to.not.match(/\n\s+at /);
        expect(stdout).to.equal('');
        expect(code).to.equal(2);
      });
    }
  });

  it('shows its options, examples and exit codes with --help', async () => {
    const { code, stdout } = await train('--help');
    expect(code).to.equal(0);
    const options = ['configuration', 'lambda', 'eta', 'epochs', 'batch-size', 'seed'];
    options.push(
      'no-shuffle',
      'backend',
      'threads',
      'dtype',
      'data',
      'all-batches',
      'validation',
      'out',
      'no-report',
      'no-doctor',
      'results',
      'quiet',
    );
    for (const option of options) expect(stdout).to.include(`--${option}`);
    expect(stdout).to.match(
      /Examples:[^]*--batch-size 50[^]*--schedule step:10:0\.5[^]*Exit codes:/,
    );
    const inALine = stdout.replace(/\s+/g, ' ');
    expect(inALine).to.include('step: η·FACTOR^⌊e/EPOCHS⌋, after e epochs;');
    expect(inALine).to.include('cyclic: from MINIMUM up to η in STEPS steps and down in as many');
  });

  describe('refuses before it trains, and exits with 1', () => {
    const folder = temporaryFolder();

    const cases: [string, (folder: string) => string[], RegExp][] = [
      [
        '--results in a folder that is missing',
        (f) => ['--results', `${f}/no/r.json`],
        /no.*does not exist/,
      ],
      ['--results that is a folder', (f) => ['--results', f], /it is a folder/],
      ['--out that is a file', (f) => ['--out', `${f}/file`], /file can't be written/],
      ['--data that is missing', (f) => ['--data', `${f}/no`], /no/],
      ['--data without CIFAR-10', (f) => ['--data', f], /data_batch_1/],
    ];
    for (const [title, args, message] of cases) {
      it(title, async () => {
        writeFileSync(path.join(folder(), 'file'), '');
        const { code, stderr } = await train(...args(folder()));
        expect(stderr).to.match(message);
        expect(stderr).to.not.match(/\n\s+at /);
        expect(code).to.equal(1);
      });
    }
  });
});

describeWithCifar10('bin/train.ts on CIFAR-10', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();

  it('says which backend, data and seed it uses, how far it is, and ends with the table', async () => {
    const { code, stdout, stderr } = await train('--epochs', '1', '--configuration', '2');
    expect(stdout).to.match(/^backend {3}(openblas|js)/m);
    expect(stdout).to.match(/^data .*data_batch_1/m);
    expect(stdout).to.match(/seed 42, shuffled, batch size 100, 1 epoch, float32/);
    expect(stderr).to.match(/configuration 2 .*epoch 1\/1: loss 1\.972, training 30\.13 %/);
    expect(stdout).to.match(/cost 1\.972 after epoch 1/);
    expect(stdout).to.match(/│ 2 │ +0 │ 0\.001 │ +30\.13 %/);
    expect(code).to.equal(0);
  });

  itThoroughly(
    'trains the four configurations, or the one setting that --lambda and --eta name',
    async () => {
      const file = path.join(folder(), 'results.json');
      const settings = async (...args: string[]) => {
        const quick = ['--epochs', '1', '--quiet', '--no-doctor', '--results', file];
        const { code } = await train(...quick, ...args);
        expect(code).to.equal(0);
        const { runs } = JSON.parse(readFileSync(file, 'utf8')) as Results;
        return runs.map(({ configuration, lambda, eta }) => [configuration, lambda, eta]);
      };
      expect(await settings()).to.deep.equal([
        [1, 0, 0.1],
        [2, 0, 0.001],
        [3, 0.1, 0.001],
        [4, 1, 0.001],
      ]);
      expect(await settings('--lambda', '0.5')).to.deep.equal([[null, 0.5, 0.001]]);
      expect(await settings('--eta', '0.1')).to.deep.equal([[1, 0, 0.1]]);
      expect(await settings('--configuration', '3', '--eta', '0.01')).to.deep.equal([
        [null, 0.1, 0.01],
      ]);
    },
  );

  it('writes results, and learnt weights that NumPy can read, whole', async () => {
    const out = path.join(folder(), 'runs');
    const quick = ['--epochs', '1', '--configuration', '4', '--no-doctor'];
    const { code } = await train(...quick, '--out', out);
    expect(code).to.equal(0);
    expect(readdirSync(out).sort()).to.deep.equal(['configuration-4', 'results.json']);
    const saved = async (name: string) => {
      const { data, shape } = await readNpy(path.join(out, 'configuration-4', `${name}.npy`));
      return `${data.constructor.name} ${shape.join()}`;
    };
    expect(await saved('weights')).to.equal('Float32Array 10,3072');
    expect(await saved('bias')).to.equal('Float32Array 10');
    expect(await saved('mean')).to.equal('Float64Array 3072');
    expect(await saved('deviation')).to.equal('Float64Array 3072');
    expect(await saved('examples')).to.equal('Uint8Array 100,3072');
  });

  it('prints the table alone with --quiet, and a note if it had to fall back', async () => {
    const quick = ['--epochs', '1', '--configuration', '2', '--no-doctor'];
    const { stdout, stderr } = await runBin('train', [...quick, '--no-report', '--quiet']);
    const { addon } = loadAddon();
    expect(stdout.trim()).to.match(/^┌[^]*┘$/);
    expect(stderr).to.match(
      addon ? /^$/ : /^note: backend js: the native addon could not be .*\n$/,
    );
  });

  it('refuses a mini-batch larger than the training set', async () => {
    const { code, stderr } = await train('--batch-size', '10001');
    expect(stderr).to.include('--batch-size: expected an integer from 1 to 10000, got 10001');
    expect(code).to.equal(2);
  });

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    (signal === 'SIGINT' ? it : itThoroughly)(
      `stops cleanly on ${signal} with what is finished, and exits with ${exitCode}`,
      async () => {
        const file = path.join(folder(), 'results.json');
        const model = path.join(folder(), 'best.safetensors');
        const kept = ['--out', folder(), '--save', model];
        const running = startBin('train', ['--epochs', '20', '--results', file, ...kept]);
        await running.said(/configuration 1 .*epoch 1\/20/);
        running.child.kill(signal);
        const { code, stdout, stderr } = await running.outcome;
        expect(code).to.equal(exitCode);
        expect(stdout).to.match(/stopped at \d+\/20/);
        expect(stdout).to.match(/^report .*bin\/report\.ts .*results\.json'? makes it/m);
        expect(stderr).to.not.match(/\n\s+at /);
        const { runs } = JSON.parse(readFileSync(file, 'utf8')) as Results;
        expect(runs).to.have.length(4);
        for (const { history, test } of runs) {
          expect(history.length).to.be.within(1, 19);
          expect(test).to.equal(null);
        }
        expect(existsSync(path.join(folder(), 'configuration-1'))).to.equal(false);

        // The best classifier so far, of the best epoch, as `train` of the library hands it out.
        const epochs = runs.flatMap(({ history }, run) =>
          history.map(({ epoch, validation }) => ({ run, epoch, accuracy: validation.accuracy })),
        );
        const most = Math.max(...epochs.map(({ accuracy }) => accuracy));
        const best = epochs.find(({ accuracy }) => accuracy === most)!;
        expect(stdout).to.match(/^saved .*best\.safetensors: configuration \d/m);
        const { provenance } = await LinearClassifier.load(model);
        expect(provenance.bestEpoch).to.equal(best.epoch);
        expect(provenance.settings).to.include({ lambda: runs[best.run].lambda });
      },
    );
  }
});

import { expect } from 'chai';
import { existsSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { defaultRng, type Generator } from '../../src/random';
import { until } from '../support/child';
import type { Outcome } from '../support/run-bin';
import { tinyTraining } from '../support/tiny-training';

/** Chains of killed trainings, and the kills of each: e.g. `ONELAYER_KILL_CHAINS=11`. */
const CHAINS = Number(process.env.ONELAYER_KILL_CHAINS ?? 3);
const KILLS = 3;
/** The kills of a training to the optimum, e.g. `ONELAYER_BATCH_KILLS=10`. */
const BATCH_KILLS = Number(process.env.ONELAYER_BATCH_KILLS ?? 5);
const SEED = Number(process.env.ONELAYER_ATTACK_SEED ?? 5);

/** Each option of a training that its checkpoint must bring back, in the forms to choose from. */
const OPTIONS: readonly (readonly string[])[][] = [
  [
    ['--configuration', '3'],
    ['--configuration', 'all'],
    ['--lambda', '0.01'],
  ],
  [[], ['--momentum', '0.9'], ['--momentum', '0.5', '--nesterov']],
  [[], ['--schedule', 'cosine'], ['--schedule', 'step:50:0.5'], ['--schedule', 'exponential:0.99']],
  [[], ['--flips']],
  [[], ['--no-shuffle']],
  [[], ['--no-standardise']],
  [
    ['--dtype', 'float32'],
    ['--dtype', 'float64'],
  ],
  [[], ['--loss', 'hinge'], ['--loss', 'binary-cross-entropy'], ['--label-smoothing', '0.1']],
  [[], ['--early-stopping', '150'], ['--early-stopping', '60', '--metric', 'loss']],
  [[], ['--threads', '2'], ['--backend', 'js']],
];

const drawnOptions = (generator: Generator): string[] =>
  OPTIONS.flatMap((forms) => forms[Math.floor(forms.length * generator.random())]);

describe('trainings that are killed again and again', function () {
  this.timeout(600_000);
  const { at, start, train, learnt, leftovers } = tinyTraining();
  const generator = defaultRng(SEED);

  for (let chain = 1; chain <= CHAINS; chain++) {
    const options = [...drawnOptions(generator), '--epochs', '300'];
    const every = String(generator.integers(1, 8));

    it(`end with the bits of one that ran through: ${options.join(' ')}`, async () => {
      const whole = await train(...options, '--out', at('whole'));
      expect(whole.code, whole.stderr).to.equal(0);

      const kept = at('run.ckpt');
      const resuming = (): string[] => [
        ...[existsSync(kept) ? '--resume' : '--checkpoint', kept],
        ...['--every', every],
      ];
      const progress = new Set<string>();
      for (let kill = 0; kill < KILLS; kill++) {
        const before = writtenAt(kept);
        const { child, outcome, said } = start(...options, ...resuming());
        await said(/^training/m);
        if (kill > 0) await until('a checkpoint is written', () => writtenAt(kept) > before);
        await setTimeout(250 * generator.random());
        child.kill('SIGKILL');
        progress.add(goesOnAfter(await outcome));
      }
      expect([...progress], 'kills between the first step and the last').to.not.deep.equal([
        'nothing',
      ]);
      const rest = await train(...options, ...resuming(), '--out', at('resumed'));
      expect(rest.code, rest.stderr).to.equal(0);
      expect(learnt('resumed')).to.deep.equal(learnt('whole'));
      expect(leftovers()).to.deep.equal([]);
    });
  }
});

describe('a training to the optimum that is killed again and again', function () {
  this.timeout(600_000);
  const { at, start, train, learnt, leftovers } = tinyTraining([]);

  it('ends with the bits and the certificate of one that ran through', async () => {
    const options = ['--solver', 'lbfgs', '--lambda', '0.00001', '--tolerance', '1e-10'];
    const whole = await train(...options, '--out', at('whole'));
    expect(whole.code, whole.stderr).to.equal(0);

    const kept = at('run.ckpt');
    const resuming = () => [existsSync(kept) ? '--resume' : '--checkpoint', kept];
    const generator = defaultRng(SEED);
    const progress = new Set<string>();
    for (let kill = 0; kill < BATCH_KILLS; kill++) {
      const { child, outcome, said } = start(...options, ...resuming());
      await said(/^training/m);
      await setTimeout(150 * generator.random());
      child.kill('SIGKILL');
      progress.add(goesOnAfter(await outcome));
    }
    expect(progress.size, 'kills between different iterations').to.be.above(2);
    const rest = await train(...options, ...resuming(), '--out', at('resumed'));
    expect(rest.code, rest.stderr).to.equal(0);
    expect(learnt('resumed')).to.deep.equal(learnt('whole'));
    const optimum = /^optimum .*/m;
    expect(optimum.exec(rest.stdout)?.[0]).to.equal(optimum.exec(whole.stdout)?.[0]);
    expect(leftovers()).to.deep.equal([]);
  });
});

const writtenAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const goesOnAfter = ({ stdout }: Outcome): string =>
  /goes on after (.*);/.exec(stdout)?.[1] ?? 'nothing';

import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { defaultRng } from '../../src/random';
import type { Results } from '../../src/report';
import { expectPublishedForm } from '../support/published-form';
import { startScript, type Outcome, type RunningScript } from '../support/run-bin';
import { trainTinyHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly, thorough } from '../support/thorough';
import { writeBinaryVersion } from '../support/tiny-cifar10';

const KILLS = thorough(20, 2);

describe('bin/train.ts --checkpoint and --resume', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  /** On 17 images of the tiny data set: five mini-batches an epoch. */
  const TINY_RUN = [
    ...['--all-batches', '--validation', '3', '--batch-size', '4'],
    ...['--no-doctor', '--no-report'],
  ];
  const start = (...args: string[]): RunningScript =>
    startScript('test/support/train-tiny.ts', [...TINY_RUN, ...args], {
      ONELAYER_CACHE: at('cache'),
    });
  const train = (...args: string[]): Promise<Outcome> =>
    trainTinyHere(at('cache'), ...TINY_RUN, ...args);

  const REFINED = ['--lambda', '0.01', '--momentum', '0.9', '--flips', '--schedule', 'cosine'];

  /** What a run learnt, to the bit, and its history without its times. */
  function learnt(out: string) {
    const results = JSON.parse(readFileSync(at(`${out}/results.json`), 'utf8')) as Results;
    expectPublishedForm('results', results);
    const [run] = results.runs;
    const bits = (file: string): string =>
      readFileSync(at(`${out}/${run.folder}/${file}`)).toString('base64');
    return {
      bits: bits('weights.npy') + bits('bias.npy'),
      history: run.history.map((epoch) => ({ ...epoch, seconds: null })),
      test: run.test,
    };
  }

  it(`go on after ${KILLS} times kill -9 as if nothing had happened, to the bit`, async () => {
    const options = [...REFINED, '--epochs', '400'];
    const whole = await train(...options, '--out', at('whole'));
    expect(whole.code, whole.stderr).to.equal(0);

    const kept = at('run.ckpt');
    const moments = defaultRng(5);
    const progress = new Set<string>();
    for (let kill = 0; kill < KILLS; kill++) {
      const how = existsSync(kept) ? ['--resume', kept] : ['--checkpoint', kept];
      const running = start(...options, ...how, '--every', '1');
      const { child, outcome } = running;
      await running.said(/^training/m);
      await setTimeout(300 * moments.random());
      child.kill('SIGKILL');
      const { stdout } = await outcome;
      progress.add(/goes on after (.*);/.exec(stdout)?.[1] ?? 'nothing');
    }
    // The kills were not all before the first step, nor after the last one.
    expect(progress.size).to.be.at.least(KILLS / 2);
    expect([...progress]).to.not.deep.equal(['nothing']);
    const rest = await train('--resume', kept, '--every', '100000', '--out', at('resumed'));
    expect(rest.code, rest.stderr).to.equal(0);
    expect(rest.stdout).to.not.include('goes on after 400 epochs');
    expect(learnt('resumed')).to.deep.equal(learnt('whole'));
    const leftovers = readdirSync(folder()).filter((file) => file.endsWith('.tmp'));
    expect(leftovers).to.deep.equal([]);
  });

  itThoroughly('go on after Ctrl-C, and say how', async () => {
    const options = [...REFINED, '--epochs', '4000'];
    const running = start(...options, '--checkpoint', at('run.ckpt'));
    const { child, outcome } = running;
    await running.said(/epoch 10\//);
    child.kill('SIGINT');
    const { code, stdout } = await outcome;
    expect(code).to.equal(130);
    expect(stdout)
      .to.include(`kept in ${at('run.ckpt')}`)
      .and.include('--resume');
    const again = start('--resume', at('run.ckpt'));
    await again.said(/goes on after \d+ epochs/);
    again.child.kill('SIGINT');
    expect((await again.outcome).code).to.equal(130);
  });

  it('take settings from the checkpoint, and refuse others, naming them', async () => {
    await train(...REFINED, '--epochs', '2', '--checkpoint', at('run.ckpt'), '--out', at('first'));
    const kept = readFileSync(at('run.ckpt'));
    const resume = (...args: string[]): Promise<Outcome> =>
      train('--resume', at('run.ckpt'), ...args);
    const same = await resume('--out', at('second'), '--seed', '42');
    expect(same.code, same.stderr).to.equal(0);
    expect(learnt('second')).to.deep.equal(learnt('first'));

    const others = [
      [['--seed', '3'], /seed was 42, and is 3/],
      [['--eta', '0.5'], /eta was 0.001, and is 0.5/],
      [
        ['--momentum', '0.5', '--epochs', '3'],
        /epochs was 2, and is 3.*momentum was 0.9, and is 0.5/,
      ],
      [['--schedule', 'constant'], /schedule was {"kind":"cosine"}, and is {"kind":"constant"}/],
      [['--validation', '4'], /training set had 17 × 3072 bytes.* has 16 × 3072/],
      [['--dtype', 'float64'], /dtype was "float32", and is "float64"/],
      [['--configuration', 'all'], /has 1 run\(s\), and the options make 4/],
    ] as const;
    for (const [args, message] of others) {
      const { code, stderr } = await resume(...args);
      expect(stderr)
        .to.match(message)
        .and.not.match(/\n\s+at /);
      expect(code).to.equal(1);
    }
    expect(readFileSync(at('run.ckpt')).equals(kept), 'the checkpoint is as it was').to.equal(true);
  });

  it('refuse files that are no checkpoints, and places where none can be', async () => {
    writeFileSync(at('text'), 'something else');
    await train(...REFINED, '--epochs', '1', '--checkpoint', at('run.ckpt'));
    writeFileSync(at('cut'), readFileSync(at('run.ckpt')).subarray(0, 5000));
    const refused = [
      [['--resume', at('missing')], /missing can't be read: it is not there/, 1],
      [['--resume', at('text')], /text: expected a safetensors file, got/, 1],
      [['--resume', at('cut')], /cut: expected a safetensors file, got/, 1],
      [['--resume', folder()], /can't be read/, 1],
      [['--checkpoint', folder()], /can't be written: it is a folder/, 1],
      [['--checkpoint', at('none/run.ckpt')], /none.* can't be written/, 1],
      [['--every', '3'], /--every.* needs --checkpoint/, 2],
      [['--checkpoint', at('x'), '--every', '0'], /--every: expected a positive integer, got 0/, 2],
    ] as const;
    for (const [args, message, exitCode] of refused) {
      const { code, stderr } = await train(...args);
      expect(stderr)
        .to.match(message)
        .and.not.match(/\n\s+at /);
      expect(code).to.equal(exitCode);
    }
  });
});

import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../support/run-bin';
import { itThoroughly } from '../support/thorough';
import { tinyTraining } from '../support/tiny-training';

describe('bin/train.ts --checkpoint and --resume', function () {
  this.timeout(300_000);
  const { at, start, train, trainUntil, learnt } = tinyTraining();

  const REFINED = ['--lambda', '0.01', '--momentum', '0.9', '--flips', '--schedule', 'cosine'];

  itThoroughly('go on after Ctrl-C, and say how', async () => {
    const options = [...REFINED, '--epochs', '4000'];
    const running = start(...options, '--checkpoint', at('run.ckpt'));
    const { child, outcome } = running;
    await running.said(/epoch 10\//);
    child.kill('SIGINT');
    const { code, stdout } = await outcome;
    expect(code).to.equal(130);
    const typed = `${options.join(' ')} --checkpoint ${at('run.ckpt')}`;
    expect(stdout).to.match(
      new RegExp(`\nkept in ${at('run.ckpt')}; to go on with it:\nnpx ts-node bin/train.ts .*`),
    );
    expect(stdout.trimEnd()).to.match(new RegExp(`${typed} --resume ${at('run.ckpt')}$`));
    const again = start('--resume', at('run.ckpt'));
    await again.said(/goes on after \d+ epochs/);
    again.child.kill('SIGINT');
    expect((await again.outcome).code).to.equal(130);
  });

  it('say, after Ctrl-C, the whole command that goes on', async () => {
    const kept = ['--checkpoint', at('my run.ckpt')];
    const { stdout } = await trainUntil(/epoch \d/, '--epochs', '99999', ...kept);
    expect(stdout).to.match(
      /\nkept in .*my run\.ckpt; to go on with it:\n.*train.* --epochs 99999 .*/,
    );
    const quoted = `'${at('my run.ckpt')}'`;
    expect(stdout).to.match(new RegExp(` --checkpoint ${quoted} --resume ${quoted}\n$`));
  });

  it('say, after Ctrl-C when all epochs are trained, that everything is written', async () => {
    const args = ['--epochs', '1', '--checkpoint', at('run.ckpt'), '--out', at('out')];
    const { stdout, stderr } = await trainUntil(/test accuracy/, ...args);
    expect(stderr).to.match(/^note: interrupted after the last epoch: everything is written$/m);
    expect(stdout).to.not.include('--resume');
    expect(learnt('out')).to.have.length(4);
    const quiet = await train(...args);
    expect(quiet.stderr).to.not.include('interrupted');
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
      [['--resume', path.dirname(at('x'))], /can't be read/, 1],
      [['--checkpoint', path.dirname(at('x'))], /can't be written: it is a folder/, 1],
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

import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { defaultRng } from '../../src/random';
import { describeWithMpi, startProcesses } from '../support/mpi';
import { tinyTraining } from '../support/tiny-training';

/** Processes that are killed, each at a random moment: e.g. `ONELAYER_RANK_KILLS=10`. */
const KILLS = Number(process.env.ONELAYER_RANK_KILLS ?? 3);
const SEED = Number(process.env.ONELAYER_ATTACK_SEED ?? 5);

/** Within so many ms, all processes of a job end after one of them. */
const MOST_MS = 10_000;

const OPTIONS = ['--configuration', '3', '--batch-size', '4', '--epochs', '300', '--every', '20'];

describeWithMpi('a training by several processes', function () {
  this.timeout(600_000);
  const { at, learnt, leftovers, startProcesses: start } = tinyTraining([]);
  const generator = defaultRng(SEED);

  /** What two processes learn that nobody disturbs. */
  async function undisturbed(): Promise<unknown> {
    const whole = start(2, ...OPTIONS, '--checkpoint', at('w.ckpt'), '--out', at('whole'));
    expect((await whole.outcome).code).to.equal(0);
    return learnt('whole');
  }

  /** Goes on with what was kept, to the end. */
  async function resumed(): Promise<unknown> {
    const rest = start(2, ...OPTIONS, '--resume', at('run.ckpt'), '--out', at('resumed'));
    const { code, stderr } = await rest.outcome;
    expect(code, stderr).to.equal(0);
    return learnt('resumed');
  }

  it('ends at a signal with a checkpoint, and is resumed to the same bits', async () => {
    const { child, outcome, said } = start(2, ...OPTIONS, '--checkpoint', at('run.ckpt'));
    await said(/^processes/m);
    await setTimeout(200);
    child.kill('SIGTERM');
    const { stdout, stderr } = await outcome;
    expect(stdout, stderr).to.match(/kept in .*run\.ckpt.*\nmpirun -n 2 .*--resume/);
    expect(await resumed()).to.deep.equal(await undisturbed());
    expect(leftovers()).to.deep.equal([]);
  });

  it('stops all processes when one is told to', async () => {
    const { child, outcome, said } = start(2, ...OPTIONS, '--checkpoint', at('run.ckpt'));
    await said(/^processes/m);
    await setTimeout(200);
    process.kill(ranksOf(child.pid)[1], 'SIGTERM');
    const { stdout, stderr } = await outcome;
    expect(stdout, stderr).to.match(/kept in .*run\.ckpt/);
    expect(stderr).to.not.match(/MPI_ABORT/);
  });

  it(`is resumed to the same bits after ${KILLS} kills of one process`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const kept = [existsSync(at('run.ckpt')) ? '--resume' : '--checkpoint', at('run.ckpt')];
      const { child, outcome, said } = start(2, ...OPTIONS, ...kept);
      await said(/^processes/m);
      await setTimeout(400 * generator.random());
      const ranks = ranksOf(child.pid);
      // A training that has just ended has none.
      if (ranks.length < 2) break;
      const began = performance.now();
      process.kill(ranks[generator.integers(0, 2)], 'SIGKILL');
      const { code, stderr } = await outcome;
      expect(performance.now() - began, 'ms until all ended').to.be.below(MOST_MS);
      expect(code, stderr).to.not.equal(0);
      expect(stderr).to.match(/exited on signal 9/);
    }
    expect(await resumed()).to.deep.equal(await undisturbed());
    expect(leftovers()).to.deep.equal([]);
  });

  it('ends all processes when one fails, and says why once', async () => {
    mkdirSync(at('folder'));
    const { outcome, said } = start(2, ...OPTIONS, '--checkpoint', at('folder/run.ckpt'));
    await said(/^processes/m);
    rmSync(at('folder'), { recursive: true, force: true });
    const { code, stderr } = await outcome;
    expect(code).to.equal(1);
    expect(stderr.match(/run\.ckpt can't be written/g)).to.have.length(1);
  });

  it('by the library ends when one process fails or leaves', async () => {
    const expected = {
      throw: /has had enough/,
      exit: /^process 1: ended with exit code 3 /m,
      write: /process 0: .*run\.ckpt/,
    };
    for (const [how, said] of Object.entries(expected)) {
      const { code, stderr } = await startProcesses(2, 'test/support/mpi-failing.ts', [
        how,
        at('kept'),
      ]).outcome;
      expect(code, how).to.not.equal(0);
      expect(stderr, how).to.match(said);
    }
  });
});

/** The processes that a launcher has started: by rank. */
function ranksOf(launcher: number | undefined): number[] {
  try {
    const text = execFileSync('pgrep', ['-P', String(launcher)], { encoding: 'utf8' });
    return text.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

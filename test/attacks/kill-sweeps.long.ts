import { expect } from 'chai';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readJournal } from '../../src/search';
import { defaultRng } from '../../src/random';
import { startScript } from '../support/run-bin';
import { temporaryFolder } from '../support/temporary-folder';

/** The moments at which a sweep is killed, e.g. `ONELAYER_SWEEP_KILLS=100`. */
const KILLS = Number(process.env.ONELAYER_SWEEP_KILLS ?? 10);
const SEED = Number(process.env.ONELAYER_ATTACK_SEED ?? 5);

describe('a sweep that is killed again and again', function () {
  this.timeout(600_000);
  const folder = temporaryFolder();
  const generator = defaultRng(SEED);
  const at = (name: string): string => path.join(folder(), name);
  const start = (file: string, how = '') => startScript('test/support/sweep-small.ts', [file, how]);

  /** The lines without times in an order of their own, and the bytes of the model. */
  const contentOf = (file: string) => ({
    lines: fs
      .readFileSync(file, 'utf8')
      .replace(/"seconds":[^,}]*/g, '')
      .split('\n')
      .sort(),
    model: fs.readFileSync(`${file}.best.safetensors`).toString('base64'),
  });

  /** Sweeps in one go. Returns the number of events, and what came out. */
  async function through(file: string, how?: string) {
    const { code, stderr, stdout } = await start(file, how).outcome;
    expect(code, stderr).to.equal(0);
    return { events: Number(/.*event (\d+)$/ms.exec(stdout)?.[1]), result: resultIn(stdout) };
  }

  const resultIn = (stdout: string): string | undefined => stdout.trim().split('\n').at(-1);

  /** Kills a process at a random moment after an event, or when it has ended before. */
  async function killAfter(event: number, { child, said }: ReturnType<typeof start>) {
    await said(new RegExp(`^event ${event}$`, 'm')).catch(() => undefined);
    await setTimeout(5 * generator.random());
    child.kill('SIGKILL');
  }

  it('ends with the journal and the model of one that ran through', async () => {
    const { events } = await through(at('whole'));
    const found = new Set<number>();
    for (let kill = 0; kill < KILLS; kill++) {
      const running = start(at('killed'));
      await killAfter(1 + Math.floor((3 * events * generator.random()) / KILLS), running);
      await running.outcome;
      const { results } = await readJournal(at('killed'));
      found.add(results.trials.flatMap(({ rungs }) => rungs).length);
    }
    expect(found.size, 'kills in the midst').to.be.above(2);
    const outcome = await start(at('killed')).outcome;
    expect(outcome.code, outcome.stderr).to.equal(0);
    expect((await readJournal(at('killed'))).hasEnded).to.equal(true);
    expect(contentOf(at('killed'))).to.deep.equal(contentOf(at('whole')));
    const beside = fs.readdirSync(folder()).sort();
    expect(beside).to.deep.equal(
      ['killed', 'whole'].flatMap((name) => [name, `${name}.best.safetensors`]),
    );
  });

  for (const how of ['', 'folds']) {
    it(`of several processes, loses one, and ends in all others as alone ${how}`, async () => {
      const { events, result } = await through(at('whole'), how);
      for (let kill = 0; kill < KILLS / 2; kill++) {
        const file = at(`shared ${kill}`);
        const processes = Array.from({ length: 3 }, () => start(file, how));
        const victim = processes[Math.floor(3 * generator.random())];
        await killAfter(1 + Math.floor((events * generator.random()) / 3), victim);
        const outcomes = await Promise.all(processes.map(({ outcome }) => outcome));
        const others = outcomes.filter((_, i) => processes[i] !== victim);
        for (const { code, stdout, stderr } of others) {
          expect(code, stderr).to.equal(0);
          expect(resultIn(stdout)).to.equal(result);
        }
        expect(contentOf(file)).to.deep.equal(contentOf(at('whole')));
        const beside = fs
          .readdirSync(folder())
          .filter((name) => name.startsWith(path.basename(file)));
        expect(beside).to.have.members([
          path.basename(file),
          `${path.basename(file)}.best.safetensors`,
        ]);
      }
    });
  }
});

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
  const start = (file: string) => startScript('test/support/sweep-small.ts', [file]);

  /** The lines without times in an order of their own, and the bytes of the model. */
  const contentOf = (file: string) => ({
    lines: fs
      .readFileSync(file, 'utf8')
      .replace(/"seconds":[^,}]*/g, '')
      .split('\n')
      .sort(),
    model: fs.readFileSync(`${file}.best.safetensors`).toString('base64'),
  });

  it('ends with the journal and the model of one that ran through', async () => {
    const [whole, killed] = ['whole', 'killed'].map((name) => path.join(folder(), name));
    const through = start(whole);
    await through.said(/begun/);
    const began = performance.now();
    expect((await through.outcome).code).to.equal(0);
    const duration = performance.now() - began;
    const generator = defaultRng(SEED);
    const sizes = new Set<number>();
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, outcome, said } = start(killed);
      await said(/begun/);
      await setTimeout((2.5 * duration * generator.random()) / KILLS);
      child.kill('SIGKILL');
      await outcome;
      sizes.add(fs.statSync(killed).size);
    }
    expect(sizes.size, 'journals of kills in the midst').to.be.above(2);
    expect((await start(killed).outcome).code).to.equal(0);
    expect((await readJournal(killed)).hasEnded).to.equal(true);
    expect(contentOf(killed)).to.deep.equal(contentOf(whole));
    const beside = fs.readdirSync(folder()).sort();
    expect(beside).to.deep.equal(
      ['killed', 'whole'].flatMap((name) => [name, `${name}.best.safetensors`]),
    );
  });
});

import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readModel } from '../../src/exchange';
import { defaultRng } from '../../src/random';
import { readCheckpoint } from '../../src/training';
import { tinyTraining } from '../support/tiny-training';

/** Signals sent, each to a training of its own: e.g. `ONELAYER_SIGNALS=60`. */
const SIGNALS = Number(process.env.ONELAYER_SIGNALS ?? 9);
const SEED = Number(process.env.ONELAYER_ATTACK_SEED ?? 5);
const START_MS = 600;
const TRAINING_MS = 300;
const MOST_MS = 10_000;

const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

describe('a signal at a random moment', function () {
  this.timeout(600_000);
  const { at, start, leftovers } = tinyTraining();
  const generator = defaultRng(SEED);

  for (let i = 0; i < SIGNALS; i++) {
    const signal = i % 2 === 0 ? 'SIGINT' : 'SIGTERM';
    const isStarting = i % 3 === 0;
    const moment = Math.round((isStarting ? START_MS : TRAINING_MS) * generator.random());
    const since = isStarting ? 'the start' : 'the first step';

    it(`ends a training, with whole files: ${signal} ${moment} ms after ${since}`, async () => {
      const files = { model: at('model.safetensors'), checkpoint: at('run.ckpt') };
      const { child, outcome, said } = start(
        ...['--configuration', 'all', '--epochs', '100000', '--out', at('run')],
        ...['--save', files.model, '--checkpoint', files.checkpoint],
      );
      if (!isStarting) await said(/^training/m);
      await setTimeout(moment);
      const sent = performance.now();
      child.kill(signal);
      const { code, stderr } = await outcome;
      expect(performance.now() - sent, 'ms until it ended').to.be.below(MOST_MS);
      // Before its handlers are there, the signal itself ends the process: there is no code then.
      expect(isStarting ? [CODES[signal], null] : [CODES[signal]], stderr).to.include(code);
      expect(stderr).to.not.match(/\n\s+at /);
      if (existsSync(files.model)) await readModel(files.model);
      if (existsSync(files.checkpoint)) await readCheckpoint(files.checkpoint);
      expect(leftovers()).to.deep.equal([]);
    });
  }
});

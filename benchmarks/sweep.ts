/** Compares a sweep of 32 settings with 32 single trainings: `npm run bench:sweep`. */
import { selectBackend } from '../src/backend';
import { runCommand } from '../src/cli/run-command';
import { loadCifar10 } from '../src/data';
import { sweep, train } from '../src/library';
import type { SearchSpace } from '../src/search';
import type { TrainingData, TrainingSettings } from '../src/training';
import { threadCounts } from './epoch/cases';
import { describeMachine } from './harness/machine';
import { benchmarkProgram } from './harness/options';

const SPACE: SearchSpace = {
  lambda: [0, 0.001, 0.01, 0.1],
  eta: { log: [1e-4, 1e-1], count: 8 },
};

/** A sweep may take this share of the time of single trainings. */
const TARGET = 1 / 3;

const EPOCHS = 10;

/** Seconds of a sweep and of single trainings with the same settings, part by part in turn. */
async function measure(data: TrainingData, threads: number, epochs: number, signal: AbortSignal) {
  const backend = selectBackend({ backend: 'openblas', threads });
  // Data are standardised and hashed by the first training.
  await train(data, { epochs: 1, backend, signal });
  const begun = performance.now();
  const { results } = await sweep(data, { space: SPACE, epochs, backend, signal });
  const together = performance.now() - begun;
  let alone = 0;
  for (const { settings } of results.trials) {
    const start = performance.now();
    await train(data, { ...(settings as TrainingSettings), backend, signal });
    alone += performance.now() - start;
  }
  return { together: together / 1000, alone: alone / 1000, trials: results.trials.length };
}

async function main(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const description = 'Times a sweep of λ and η on CIFAR-10 beside as many single trainings.';
  const { quick, rounds = 3 } = benchmarkProgram('sweep', description, 5).parse(argv).opts();
  const { sets } = await loadCifar10({ files: ['data_batch_1', 'data_batch_2'], signal });
  const data = { training: sets.data_batch_1, validation: sets.data_batch_2 };
  const { cores } = describeMachine('npm run bench:sweep');
  for (const threads of threadCounts(cores)) {
    for (let round = 1; round <= (quick ? 1 : rounds); round++) {
      const { together, alone, trials } = await measure(data, threads, quick ? 1 : EPOCHS, signal);
      const share = together / alone;
      const verdict = share <= TARGET ? 'within' : 'above';
      console.log(
        `${threads} thread(s), round ${round}: ${trials} settings in ${together.toFixed(2)} s, ` +
          `one by one in ${alone.toFixed(2)} s: ${share.toFixed(3)}, ${verdict} the target of 1/3`,
      );
    }
  }
}

void runCommand((signal) => main(process.argv, signal));

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

/** A time on the clock, and of all processors. */
interface Times {
  readonly wall: number;
  readonly processor: number;
}

/** Returns what tells the seconds since it was made. */
function stopwatch(): () => Times {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { wall: (performance.now() - begun) / 1000, processor: (user + system) / 1e6 };
  };
}

/** Times a sweep, and single trainings with the same settings. */
async function measure(data: TrainingData, threads: number, epochs: number, signal: AbortSignal) {
  const backend = selectBackend({ backend: 'openblas', threads });
  // Data are standardised and hashed by the first training.
  await train(data, { epochs: 1, backend, signal });
  const sweeping = stopwatch();
  const { results } = await sweep(data, { space: SPACE, epochs, backend, signal });
  const together = sweeping();
  const training = stopwatch();
  for (const { settings } of results.trials) {
    await train(data, { ...(settings as TrainingSettings), backend, signal });
  }
  return { together, alone: training(), trials: results.trials.length };
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
      const share = together.wall / alone.wall;
      const verdict = share <= TARGET ? 'within' : 'above';
      const ofProcessors = together.processor / alone.processor;
      console.log(
        `${threads} thread(s), round ${round}: ${trials} settings in ${together.wall.toFixed(2)} s, ` +
          `one by one in ${alone.wall.toFixed(2)} s: ${share.toFixed(3)}, ${verdict} the target ` +
          `of 1/3; by processor time ${ofProcessors.toFixed(3)}`,
      );
    }
  }
}

void runCommand((signal) => main(process.argv, signal));

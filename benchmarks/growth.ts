/** Measures how the cost of training grows with its sizes: `npm run bench:growth`. */
import { setMaxListeners } from 'node:events';
import { selectBackend } from '../src/backend';
import { runCommand } from '../src/cli/run-command';
import { threadCounts } from './epoch/cases';
import { growthText, writeGrowth } from './growth/growth-report';
import { measureGrowth } from './growth/measure-growth';
import { PLAN, QUICK_PLAN } from './growth/points';
import { describeMachine } from './harness/machine';
import { benchmarkProgram, resultsFolder } from './harness/options';
import { findPythonLibrary } from './harness/python';

const MOST_ROUNDS = 9;

async function growth(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = benchmarkProgram('growth', 'Measures how the cost of training grows.', 9)
    .option('--no-numpy', 'leave NumPy out')
    .parse(argv)
    .opts();
  const start = performance.now();
  // Each child listens to the signal.
  setMaxListeners(0, signal);
  const { quick } = options;
  // Fails early, with advice, if the addon is missing.
  selectBackend({ backend: 'openblas' });
  const machine = describeMachine('npm run bench:growth');
  const numpy = options.numpy ? await findPythonLibrary('numpy', signal) : null;
  const plan = quick ? QUICK_PLAN : PLAN;
  const measured = await measureGrowth({
    plan,
    threadCounts: threadCounts(machine.cores),
    numpy,
    milliseconds: quick ? 2 : 120,
    limitSize: quick ? 128 : 1536,
    bounds: {
      rounds: options.rounds ?? (quick ? 1 : MOST_ROUNDS),
      deadline: start + 60_000 * options.minutes,
      longRound: Infinity,
      signal,
    },
  });
  const results = { machine, plan, growth: measured, numpyVersion: numpy?.version ?? null };
  console.log(growthText(results));
  const out = resultsFolder(options);
  if (out !== null) await writeGrowth(out, results);
}

void runCommand((signal) => growth(process.argv, signal));

/** Measures the speed of prediction, beside ONNX Runtime's: `npm run bench:prediction`. */
import { setMaxListeners } from 'node:events';
import { selectBackend } from '../src/backend';
import { runCommand } from '../src/cli/run-command';
import { threadCounts } from './epoch/cases';
import { describeMachine } from './harness/machine';
import { benchmarkProgram, resultsFolder } from './harness/options';
import { findPythonLibrary } from './harness/python';
import { measurePrediction } from './prediction/measure-prediction';
import { predictionText, writePrediction } from './prediction/prediction-report';

const MOST_ROUNDS = 15;

async function prediction(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const description = 'Measures the latency of one row and the throughput of batches.';
  const options = benchmarkProgram('prediction', description, 5).parse(argv).opts();
  const start = performance.now();
  // Each child listens to the signal.
  setMaxListeners(0, signal);
  const { quick } = options;
  // Fails early, with advice, if the addon is missing.
  selectBackend({ backend: 'openblas' });
  const machine = describeMachine('npm run bench:prediction');
  const runtime = await findPythonLibrary('onnxruntime', signal);
  const measured = await measurePrediction({
    shape: quick ? { classes: 3, features: 64 } : { classes: 10, features: 3072 },
    batches: quick ? [1, 4] : [1, 64, 1000],
    threadCounts: threadCounts(machine.cores),
    runtime,
    milliseconds: quick ? 2 : 150,
    bounds: {
      rounds: options.rounds ?? (quick ? 1 : MOST_ROUNDS),
      deadline: start + 60_000 * options.minutes,
      longRound: Infinity,
      signal,
    },
  });
  const results = { machine, ...measured };
  console.log(predictionText(results));
  const out = resultsFolder(options);
  if (out !== null) await writePrediction(out, results);
}

void runCommand((signal) => prediction(process.argv, signal));

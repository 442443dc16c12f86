/** Times the way to the certified optimum, beside scikit-learn: `npm run bench:optimum`. */
import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { selectBackend } from '../src/backend';
import { fetchProgress } from '../src/cli/progress/fetch-progress';
import { runCommand } from '../src/cli/run-command';
import { CIFAR10_FILE_NAMES, fetchCifar10 } from '../src/data';
import { OnelayerError } from '../src/errors';
import { threadCounts } from './epoch/cases';
import { describeMachine } from './harness/machine';
import { benchmarkProgram, resultsFolder } from './harness/options';
import type { Bounds } from './harness/interleave';
import { findPythonLibrary, type PythonLibrary } from './harness/python';
import { caseId, optimumSets, QUICK_SETS, type OptimumSet } from './optimum/cases';
import { measureOptima } from './optimum/measure-optimum';
import { optimumText, writeOptimum } from './optimum/optimum-report';
import { readSweep, SWEEP_FILE, type Sweep } from './optimum/peer-fits';
import { sweepPeers } from './optimum/sweep';
import { writeFormatted } from './results/write';

const MOST_ROUNDS = 5;

async function optimum(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = benchmarkProgram('optimum', 'Times the way to the certified optimum.', 30)
    .option(
      '--sweep',
      "only find the tolerances for scikit-learn's solvers anew: takes hours",
      false,
    )
    .option('--only <text>', 'the sets whose names have this text')
    .parse(argv)
    .opts();
  // Each child listens to the signal.
  setMaxListeners(0, signal);
  // Fails early, with advice, if the addon is missing.
  selectBackend({ backend: 'openblas' });
  const { quick, only = '' } = options;
  const machine = describeMachine('npm run bench:optimum');
  const judge = await findPythonLibrary('numpy', signal);
  if (judge === null) throw noNumpy();
  const peer = await findPythonLibrary('sklearn', signal);
  const sets = (quick ? QUICK_SETS : await allSets(signal)).filter(({ name }) =>
    name.includes(only),
  );
  const boundsFromNow = (): Bounds => ({
    rounds: options.rounds ?? (quick ? 1 : MOST_ROUNDS),
    deadline: performance.now() + 60_000 * options.minutes,
    longRound: 20_000,
    signal,
  });
  const counts = threadCounts(machine.cores);
  const sweep =
    peer === null ? readSweep() : await completeSweep(sets, peer, options, boundsFromNow());
  if (options.sweep) return;
  const work = { sets, threadCounts: counts, judge, peer, sweep, bounds: boundsFromNow() };
  const measured = await measureOptima(work);
  const results = { machine, peerVersion: peer?.version ?? null, ...measured };
  console.log(optimumText(results));
  const out = resultsFolder(options);
  if (out !== null) await writeOptimum(out, results);
}

/** The tolerances for scikit-learn's solvers: those of cases that have none yet, or of all, are found now. */
async function completeSweep(
  sets: readonly OptimumSet[],
  peer: PythonLibrary,
  { sweep, quick }: { sweep: boolean; quick: boolean },
  bounds: Bounds,
): Promise<Sweep> {
  let swept = readSweep();
  for (const set of sets) {
    const isMissing = (lambda: number): boolean => !(caseId({ set, lambda }) in swept.fits);
    const lambdas = sweep ? set.lambdas : set.lambdas.filter(isMissing);
    if (lambdas.length === 0) continue;
    const found = await sweepPeers({ ...set, lambdas }, peer, bounds, swept);
    const fits = { ...swept.fits, ...found };
    swept = { version: peer.version, fits };
    if (!quick) await writeFormatted(SWEEP_FILE, JSON.stringify(swept));
  }
  return swept;
}

async function allSets(signal: AbortSignal): Promise<OptimumSet[]> {
  const progress = fetchProgress(false);
  const { files } = await fetchCifar10({ files: CIFAR10_FILE_NAMES, signal, ...progress });
  return optimumSets(path.dirname(files[0].path));
}

function noNumpy(): OnelayerError {
  return new OnelayerError(
    'PACKAGE_MISSING',
    'NumPy, which judges all models: expected a Python that has it, in ONELAYER_BENCH_PYTHON or as python3',
  );
}

void runCommand((signal) => optimum(process.argv, signal));

/** Times training, evaluation and the whole job: `npm run bench`, `npm run bench:peers`. */
import { setMaxListeners } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { selectBackend } from '../src/backend';
import { runCommand } from '../src/cli/run-command';
import { fetchProgress } from '../src/cli/progress/fetch-progress';
import { ASSIGNMENT_FILES, fetchCifar10 } from '../src/data';
import { limitCases, ownCases, peerCases, type EpochCase } from './epoch/cases';
import { measureEpochs } from './epoch/measure-epochs';
import type { Rounds } from './harness/interleave';
import { holdTo } from './harness/instructions';
import { describeMachine } from './harness/machine';
import { benchmarkProgram, resultsFolder } from './harness/options';
import { benchText, writeBench } from './results/bench-report';
import { numpyWholeCases, ownWholeCases, wholeEpochs, type WholeCase } from './whole/cases';
import { build, measureWhole } from './whole/measure-whole';

/** The fraction of the time that epochs get; whole jobs get the rest. */
const EPOCHS_SHARE = 0.4;
const MOST_ROUNDS = { epochs: 25, whole: 5 };

interface BenchOptions {
  readonly peers: boolean;
  readonly quick: boolean;
  readonly minutes: number;
  readonly rounds: number | undefined;
}

interface Work {
  readonly options: BenchOptions;
  readonly cores: number;
  /** The folder of CIFAR-10's files. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Times epochs of all cases, and the machine's limits, in the same rounds. */
async function runEpochs({ options, cores, folder, signal }: Work, deadline: number) {
  const own = ownCases(cores);
  const peers: { cases: EpochCase[]; missing: string[] } = options.peers
    ? await peerCases(cores, folder, signal)
    : { cases: [], missing: [] };
  const cases = [...own, ...peers.cases];
  const rounds = options.rounds ?? (options.quick ? 1 : MOST_ROUNDS.epochs);
  const bounds = { rounds, deadline, longRound: 700, signal };
  const limits = limitCases(cores, options.quick);
  return { cases, missing: peers.missing, rounds: await measureEpochs(cases, limits, bounds) };
}

/** Times whole jobs, NumPy's too if peers take part. */
async function runWhole({ options, cores, folder, signal }: Work, deadline: number) {
  const { quick, peers } = options;
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'onelayer-bench-'));
  try {
    const cases: WholeCase[] = [
      ...ownWholeCases(cores, quick, path.join(temporary, 'resources.json')),
      ...(peers ? await numpyWholeCases(cores, quick, folder, signal) : []),
    ];
    if (!quick) await build(signal);
    const rounds = options.rounds ?? (quick ? 1 : MOST_ROUNDS.whole);
    const bounds = { rounds, deadline, longRound: Infinity, signal };
    return { cases, rounds: await measureWhole(cases, wholeEpochs(quick), bounds) };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function bench(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const program = benchmarkProgram('bench', 'Times training, evaluation and the whole job.', 9);
  const options = program
    .option('--instructions <set>', 'hold everybody to, e.g., avx2 (default: the best)')
    .option('--peers', 'beside NumPy, PyTorch, scikit-learn and TensorFlow.js', false)
    .parse(argv)
    .opts();
  // Each child listens to the signal.
  setMaxListeners(0, signal);
  holdTo(options.instructions);
  const start = performance.now();
  const end = start + 60_000 * options.minutes;
  // Fails early, with advice, if the addon is missing.
  selectBackend({ backend: 'openblas' });
  const machine = describeMachine(commandText(options));
  const progress = fetchProgress(false);
  const { files } = await fetchCifar10({ files: ASSIGNMENT_FILES, signal, ...progress });
  const folder = path.dirname(files[0].path);
  const work: Work = {
    options: { ...options, rounds: options.rounds },
    cores: machine.cores,
    folder,
    signal,
  };

  const epochs = await runEpochs(work, start + EPOCHS_SHARE * (end - start));
  const whole = await runWhole(work, end);
  const rounds: Rounds = new Map([...epochs.rounds, ...whole.rounds]);
  const results = {
    machine,
    cases: epochs.cases,
    wholeCases: whole.cases,
    missing: epochs.missing,
    rounds,
  };
  const out = resultsFolder(options);
  console.log(benchText(out, results));
  if (out !== null) await writeBench(out, results);
}

function commandText({ peers, instructions }: { peers: boolean; instructions?: string }): string {
  const held = instructions === undefined ? '' : ` -- --instructions ${instructions}`;
  return `npm run bench${peers ? ':peers' : ''}${held}`;
}

void runCommand((signal) => bench(process.argv, signal));

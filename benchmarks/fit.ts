/** Times `onelayer fit`, beside scikit-learn: `npm run bench:fit`. */
import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { selectBackend } from '../src/backend';
import { fetchProgress } from '../src/cli/progress/fetch-progress';
import { runCommand } from '../src/cli/run-command';
import { CIFAR10_FILE_NAMES, fetchCifar10 } from '../src/data';
import { OnelayerError } from '../src/errors';
import { fitSets, SPLITS, type FitSet } from './fit/cases';
import { foldersIn, makeData } from './fit/data';
import { fitText, writeFitReport } from './fit/fit-report';
import { readKeptSets, writeKeptSets, type KeptSets } from './fit/kept';
import { measureFits, type FitWork } from './fit/measure-fits';
import { describeMachine } from './harness/machine';
import { benchmarkProgram, resultsFolder } from './harness/options';
import { findPythonLibrary } from './harness/python';
import { build } from './whole/measure-whole';

/** The sets of a quick run. */
const FEW = 2;

const DATA = path.join(os.tmpdir(), 'onelayer-bench-fit');

function readOptions(argv: readonly string[]) {
  return benchmarkProgram('fit', 'Times the way from data to a tested model.', 15)
    .option('--large', 'MNIST, Fashion-MNIST and CIFAR-10: takes scikit-learn hours', false)
    .option('--only <text>', 'the sets whose names have this text', '')
    .option('--data <folder>', 'where data are made, and kept for the next time', DATA)
    .parse(argv)
    .opts();
}

type Options = ReturnType<typeof readOptions>;

async function fit(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = readOptions(argv);
  // Each child listens to the signal.
  setMaxListeners(0, signal);
  // Fails early, with advice, if the addon is missing.
  selectBackend({ backend: 'openblas' });
  const { quick } = options;
  const machine = describeMachine(`npm run bench:fit${options.large ? ' -- --large' : ''}`);
  const peer = await findPythonLibrary('sklearn', signal);
  if (peer === null) throw noPeer();
  const data = path.resolve(options.data);
  const cifar10 = options.large ? await fetchedCifar10(signal) : '';
  const all = fitSets(foldersIn(data), cifar10);
  const sets = chosenOf(all, options);
  await makeData(sets, data, { cifar10, peer }, signal);
  if (!quick) await build(signal);
  const bounds = {
    rounds: options.rounds ?? (quick ? 1 : SPLITS),
    deadline: performance.now() + 60_000 * options.minutes,
    longRound: Infinity,
    signal,
  };
  const work = { sets, peer, cores: machine.cores, script: script(quick), bounds };
  const names = all.map(({ name }) => name);
  const out = resultsFolder(options);
  const measured: Record<string, KeptSets[string]> = {};
  await inTemporaryFolder((temporary) =>
    measureFits({ ...work, temporary }, async (name, rounds) => {
      measured[name] = { ...rounds, machine, peerVersion: peer.version };
      if (out === null) return;
      const kept = { ...readKeptSets(out), ...measured };
      await writeKeptSets(out, kept);
      await writeFitReport(out, kept, names);
    }),
  );
  console.log(fitText(measured, names));
}

function chosenOf(all: readonly FitSet[], { large, only, quick }: Options): FitSet[] {
  const chosen = all.filter(({ splits, name }) => (splits === 1) === large && name.includes(only));
  if (chosen.length === 0) {
    const expected = all.map(({ name }) => name).join(', ');
    throw new OnelayerError('DATA_INVALID', `--only: expected a part of ${expected}`);
  }
  return quick ? chosen.slice(0, FEW) : chosen;
}

/** Node's arguments that run our command: compiled, or from the sources in a quick run. */
const script = (isQuick: boolean): FitWork['script'] =>
  isQuick ? ['-r', 'ts-node/register/transpile-only', 'bin/onelayer.ts'] : ['dist/bin/onelayer.js'];

async function fetchedCifar10(signal: AbortSignal): Promise<string> {
  const progress = fetchProgress(false);
  const { files } = await fetchCifar10({ files: CIFAR10_FILE_NAMES, signal, ...progress });
  return path.dirname(files[0].path);
}

async function inTemporaryFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-bench-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function noPeer(): OnelayerError {
  return new OnelayerError(
    'PACKAGE_MISSING',
    'scikit-learn, the other side: expected a Python that has it, in ONELAYER_BENCH_PYTHON or as python3',
  );
}

void runCommand((signal) => fit(process.argv, signal));

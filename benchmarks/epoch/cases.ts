import type { Dtype } from '../../src/model';
import { nodeProgram, type Program } from '../harness/child';
import { findPythonLibrary, pythonProgram } from '../harness/python';
import { tensorFlowVersion } from '../peers/tfjs';
import type { LimitJob } from '../workers/limit';
import type { TrainingJob } from '../workers/training';
import { SAME_MODEL, SAME_RUN, type Tolerance } from './reference';

/** The job that is timed: configuration 2 on data_batch_1, evaluated on data_batch_1 and 2. */
export const BASE = { samples: 10_000, features: 3072, classes: 10, batchSize: 100 } as const;

/** The implementations whose epochs are timed. */
export type Contender = 'native' | 'js' | 'numpy' | 'torch' | 'sklearn' | 'tfjs';

/** Their names in texts. */
export const CONTENDERS: Readonly<Record<Contender, string>> = {
  native: 'onelayer',
  js: 'onelayer, plain JavaScript',
  numpy: 'NumPy',
  torch: 'PyTorch',
  sklearn: 'scikit-learn',
  tfjs: 'TensorFlow.js, cpu',
};

/** A child process whose epochs are timed. */
export interface EpochCase {
  readonly id: string;
  readonly contender: Contender;
  readonly threads: number;
  readonly dtype: Dtype;
  /** The library's version; null for ours. */
  readonly version: string | null;
  readonly program: Program;
  /** The parameters of `prepare`. */
  readonly job: object;
  /** The number of epochs that are checked before timing; they are the warm-up, too. */
  readonly checkedEpochs: number;
  /** The tolerance of its epochs to the reference's. */
  readonly tolerance: Tolerance;
}

/** A child process that measures the machine's limit on a number of threads. */
export interface LimitCase {
  readonly threads: number;
  readonly program: Program;
  readonly jobs: readonly LimitJob[];
}

export const epochId = (contender: Contender, threads: number, dtype: Dtype): string =>
  `${contender} ${threads} ${dtype}`;

export const limitId = (limit: LimitJob['limit'], threads: number): string =>
  `limit ${limit} ${threads}`;

/** The name of a case in tables. */
export function epochLabel({ contender, threads, dtype }: EpochCase): string {
  return `${CONTENDERS[contender]}, ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${dtype}`;
}

/** The numbers of threads to measure: up to the number of cores, and at most two. */
export function threadCounts(cores: number): number[] {
  return [1, 2].filter((threads) => threads <= cores);
}

/** Our own cases: both dtypes on each number of threads, and plain JavaScript. */
export function ownCases(cores: number): EpochCase[] {
  const native = threadCounts(cores).flatMap((threads) =>
    (['float32', 'float64'] as const).map((dtype) =>
      ownCase('native', { backend: 'openblas', threads, dtype }),
    ),
  );
  return [...native, ownCase('js', { backend: 'js', threads: 1, dtype: 'float32' })];
}

function ownCase(contender: 'native' | 'js', job: TrainingJob): EpochCase {
  const { threads, dtype } = job;
  return {
    id: epochId(contender, threads, dtype),
    contender,
    threads,
    dtype,
    version: null,
    program: nodeProgram('workers/worker.ts', 'training'),
    job,
    checkedEpochs: 2,
    tolerance: SAME_RUN[dtype],
  };
}

/** The limits on each number of threads. */
export function limitCases(cores: number, isQuick: boolean): LimitCase[] {
  const side = isQuick ? 256 : 2048;
  return threadCounts(cores).map((threads) => ({
    threads,
    program: nodeProgram('workers/worker.ts', 'limit'),
    jobs: [
      { limit: 'float32', size: side },
      { limit: 'float64', size: side },
      { limit: 'javascript', size: isQuick ? 2 ** 20 : 2 ** 26 },
      { limit: 'memory', size: isQuick ? 2 ** 24 : 2 ** 28 },
    ],
  }));
}

/** Python's libraries to compare with; NumPy draws our random numbers, so that its run is ours. */
const PYTHON_PEERS = [
  { contender: 'numpy', module: 'numpy', isSameRun: true, dtypes: ['float32', 'float64'] },
  { contender: 'torch', module: 'torch', isSameRun: false, dtypes: ['float32'] },
  { contender: 'sklearn', module: 'sklearn', isSameRun: false, dtypes: ['float32'] },
] as const;

/** The cases of the peers that are installed, and the names of those that aren't. */
export async function peerCases(
  cores: number,
  folder: string,
  signal: AbortSignal,
): Promise<{ cases: EpochCase[]; missing: string[] }> {
  const cases: EpochCase[] = [];
  const missing: string[] = [];
  for (const { contender, module, isSameRun, dtypes } of PYTHON_PEERS) {
    const library = await findPythonLibrary(module, signal);
    if (library === null) {
      missing.push(CONTENDERS[contender]);
      continue;
    }
    for (const dtype of dtypes) {
      for (const threads of threadCounts(cores)) {
        cases.push({
          id: epochId(contender, threads, dtype),
          contender,
          threads,
          dtype,
          version: library.version,
          program: pythonProgram(library, `${contender}_epochs.py`, threads),
          job: { folder, dtype },
          checkedEpochs: 2,
          tolerance: isSameRun ? SAME_RUN[dtype] : SAME_MODEL,
        });
      }
    }
  }
  const version = tensorFlowVersion();
  if (version === null) missing.push(CONTENDERS.tfjs);
  else cases.push(tensorFlowCase(version));
  return { cases, missing };
}

function tensorFlowCase(version: string): EpochCase {
  return {
    id: epochId('tfjs', 1, 'float32'),
    contender: 'tfjs',
    threads: 1,
    dtype: 'float32',
    version,
    program: nodeProgram('workers/worker.ts', 'tfjs'),
    job: {},
    // Fewer, since its epochs take seconds.
    checkedEpochs: 1,
    tolerance: SAME_MODEL,
  };
}

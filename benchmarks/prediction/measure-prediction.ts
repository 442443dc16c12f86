import { Child, nodeProgram, type Program } from '../harness/child';
import { interleave, type Bounds, type Rounds } from '../harness/interleave';
import { showProgress } from '../harness/progress';
import { pythonProgram, type PythonLibrary } from '../harness/python';
import { medianOfRounds } from '../harness/statistics';
import type { PredictionJob } from '../workers/prediction';
import { writeModel, type ModelFiles, type ModelShape } from './model';

/** Options of measuring prediction. */
export interface PredictionWork {
  readonly shape: ModelShape;
  /** The numbers of rows that are predicted together. */
  readonly batches: readonly number[];
  readonly threadCounts: readonly number[];
  /** ONNX Runtime for Python; null where it isn't installed. */
  readonly runtime: PythonLibrary | null;
  /** The time of a case in a round, for each batch size. */
  readonly milliseconds: number;
  readonly bounds: Bounds;
}

/** An implementation to time. */
interface Contender {
  readonly name: string;
  readonly program: Program;
  readonly job: Omit<PredictionJob, 'shape' | 'batches'>;
}

/** The times of one contender. */
export interface PredictionResult {
  readonly name: string;
  /** Seconds per call, for each batch size. */
  readonly seconds: readonly number[];
}

export interface Prediction {
  readonly shape: ModelShape;
  readonly batches: readonly number[];
  readonly results: readonly PredictionResult[];
  readonly runtimeVersion: string | null;
  readonly rounds: Rounds;
}

/** The largest difference of probabilities from ours in JavaScript that passes. */
const TOLERANCE = 1e-5;

/** Compares all contenders' predictions of the same rows, then times them in interleaved rounds. */
export async function measurePrediction(work: PredictionWork): Promise<Prediction> {
  const { shape, batches, bounds, milliseconds, runtime } = work;
  const files = await writeModel(shape);
  const progress = showProgress('prediction', bounds.deadline);
  const contenders = contendersOf(work, files);
  const children = contenders.map(({ name, program }) => new Child(name, program, bounds.signal));
  try {
    let expected: number[] | undefined;
    for (const [i, child] of children.entries()) {
      await child.ask('prepare', { ...contenders[i].job, shape, batches });
      const predictions = await child.ask<number[]>('check');
      assertSame(child.name, predictions, (expected ??= predictions));
    }
    const rounds = await interleave(
      children.map((child) => ({
        id: child.name,
        label: child.name,
        round: () => child.ask('round', { milliseconds }),
      })),
      bounds,
      (done, total, label) => progress.update(done, total, label),
    );
    const results = contenders.map(({ name }) => resultOf(name, batches, rounds));
    const runtimeVersion = runtime?.version ?? null;
    return { shape, batches, results, runtimeVersion, rounds };
  } finally {
    progress.stop();
    await Promise.all(children.map((child) => child.stop()));
    files.remove();
  }
}

function contendersOf(
  { threadCounts, runtime }: PredictionWork,
  { safetensors, onnx }: ModelFiles,
): Contender[] {
  const program = nodeProgram('workers/worker.ts', 'prediction');
  const ours = (backend: 'js' | 'openblas', threads: number): PredictionJob['by'] => ({
    kind: 'onelayer',
    backend,
    threads,
  });
  const nativeRuntime = (library: PythonLibrary, threads: number): Contender => ({
    name: `ONNX Runtime, native by Python, ${plural(threads)}`,
    program: pythonProgram(library, 'onnx_prediction.py', threads),
    job: { file: onnx, by: { kind: 'onnx', threads } },
  });
  return [
    { name: 'onelayer, JS', program, job: { file: safetensors, by: ours('js', 1) } },
    ...threadCounts.map((threads) => ({
      name: `onelayer, native, ${plural(threads)}`,
      program,
      job: { file: safetensors, by: ours('openblas', threads) },
    })),
    {
      name: 'ONNX Runtime, WebAssembly',
      program,
      job: { file: onnx, by: { kind: 'onnx', threads: 1 } },
    },
    ...(runtime === null ? [] : threadCounts.map((threads) => nativeRuntime(runtime, threads))),
  ];
}

const plural = (threads: number): string => `${threads} thread${threads === 1 ? '' : 's'}`;

function assertSame(
  name: string,
  predictions: readonly number[],
  expected: readonly number[],
): void {
  const at = predictions.findIndex((p, i) => !(Math.abs(p - expected[i]) <= TOLERANCE));
  if (at < 0 && predictions.length === expected.length) return;
  throw new Error(`${name}: expected the probability ${expected[at]}, got ${predictions[at]}`);
}

function resultOf(name: string, batches: readonly number[], rounds: Rounds): PredictionResult {
  const own = rounds.get(name) ?? [];
  const seconds = batches.map((size) => medianOfRounds(own.map((round) => round[size])));
  return { name, seconds };
}

import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { LinearClassifier } from '../../src/library';
import { syntheticSet } from '../growth/synthetic';
import type { Round } from '../harness/interleave';
import type { ModelShape } from '../prediction/model';
import type { Handlers } from './serve';

/** The model, and the rows to predict. */
export interface PredictionJob {
  readonly file: string;
  readonly by:
    | { readonly kind: 'onelayer'; readonly backend: 'js' | 'openblas'; readonly threads: number }
    | { readonly kind: 'onnx'; readonly threads: number };
  readonly shape: ModelShape;
  readonly batches: readonly number[];
}

/** Computes the probabilities of rows of bytes. */
type Prediction = (X: Uint8Array, rows: number) => ArrayLike<number> | Promise<ArrayLike<number>>;

interface Batch {
  /** The number of its rows. */
  readonly size: number;
  readonly X: Uint8Array;
}

interface Prepared {
  readonly answer: Prediction;
  readonly batches: readonly Batch[];
}

const WARM_UP = 30;

/** Times predictions, one by one and in batches. */
export function handlers(): Handlers {
  let prepared: Prepared | undefined;
  const ready = (): Prepared => {
    if (prepared === undefined) throw new Error('expected prepare before');
    return prepared;
  };
  return {
    async prepare(job: PredictionJob) {
      const { features, classes } = job.shape;
      const set = syntheticSet({ samples: Math.max(...job.batches), features, classes });
      const batches = job.batches.map((size) => ({ size, X: set.X.subarray(0, size * features) }));
      prepared = { answer: await answerOf(job), batches };
      for (const batch of batches) await timed(prepared.answer, batch, WARM_UP);
    },
    async check() {
      const { answer, batches } = ready();
      const predictions: number[] = [];
      for (const { X, size } of batches) predictions.push(...Array.from(await answer(X, size)));
      return predictions;
    },
    async round({ milliseconds }: { milliseconds: number }): Promise<Round> {
      const own = ready();
      const round: Record<string, number[]> = {};
      for (const batch of own.batches) {
        round[batch.size] = [await timed(own.answer, batch, milliseconds)];
      }
      return round;
    },
  };
}

async function answerOf(job: PredictionJob): Promise<Prediction> {
  const { features, classes } = job.shape;
  if (job.by.kind === 'onnx') return onnxAnswer(job.file, features);
  const { backend, threads } = job.by;
  const classifier = await LinearClassifier.load(job.file, { backend, threads });
  const room = new Float64Array(Math.max(...job.batches) * classes);
  return (X, rows) => {
    const into = room.subarray(0, rows * classes);
    if (rows === 1) return classifier.probabilities(X, into);
    return classifier.probabilities({ X, samples: rows, features }, into);
  };
}

async function onnxAnswer(file: string, features: number): Promise<Prediction> {
  const session = await InferenceSession.create(readFileSync(file));
  return async (X, rows) => {
    const input = new Tensor('uint8', X, [rows, features]);
    const { probabilities } = await session.run({ features: input }, ['probabilities']);
    return probabilities.data as Float32Array;
  };
}

/** Seconds per call. */
async function timed(
  answer: Prediction,
  { X, size }: Batch,
  milliseconds: number,
): Promise<number> {
  let calls = 0;
  const start = performance.now();
  let now: number;
  do {
    const predictions = answer(X, size);
    // Awaiting a result that is no promise would cost more than a row.
    if (predictions instanceof Promise) await predictions;
    calls++;
    now = performance.now();
  } while (now - start < milliseconds);
  return (now - start) / calls / 1000;
}

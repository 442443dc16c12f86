import { parentPort, workerData } from 'node:worker_threads';
import { selectBackend } from '../../src/backend';
import type { LimitJob, LimitThreadData } from './limit';

const { threads, gate } = workerData as LimitThreadData;

/** The work to time, and its flops or bytes. */
interface Work {
  readonly amount: number;
  run(): void;
}

/** C ← A B, all size×size. */
function product(size: number, FloatArray: typeof Float32Array | typeof Float64Array): Work {
  const backend = selectBackend({ backend: 'openblas' });
  const matrix = (): Float32Array | Float64Array =>
    new FloatArray(size * size).map((_, i) => ((i * 7919) % 1000) / 1000);
  const [a, b, c] = [matrix(), matrix(), matrix()];
  return {
    amount: 2 * size ** 3,
    run: () => backend.gemm(false, false, size, size, size, 1, a, size, b, size, 0, c, size),
  };
}

/**
 * Compares two equal buffers: C's `memcmp` reads both to their ends, several times as fast as sums
 * in JavaScript.
 */
function reading(size: number): Work {
  const [a, b] = [Buffer.alloc(size / 2, 1), Buffer.alloc(size / 2, 1)];
  return {
    amount: size,
    run: () => {
      if (!a.equals(b)) throw new Error('expected equal buffers');
    },
  };
}

/** Waits until all threads are ready, so that they work at the same time. */
function startTogether(): void {
  if (Atomics.add(gate, 0, 1) + 1 === threads) Atomics.notify(gate, 0);
  for (let here = Atomics.load(gate, 0); here < threads; here = Atomics.load(gate, 0)) {
    Atomics.wait(gate, 0, here, 10);
  }
}

const WORKS: Readonly<Record<LimitJob['limit'], (size: number) => Work>> = {
  float32: (size) => product(size, Float32Array),
  float64: (size) => product(size, Float64Array),
  memory: reading,
};

const prepared = new Map<string, Work>();

/** The work of a job, run once to touch its memory and load kernels. */
function workOf({ limit, size }: LimitJob): Work {
  const id = `${limit} ${size}`;
  let work = prepared.get(id);
  if (!work) {
    work = WORKS[limit](size);
    work.run();
    prepared.set(id, work);
  }
  return work;
}

parentPort?.on('message', (job: LimitJob) => {
  const work = workOf(job);
  startTogether();
  const start = performance.now();
  work.run();
  parentPort?.postMessage(work.amount / ((performance.now() - start) / 1000));
});

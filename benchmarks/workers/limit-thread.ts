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

const LENGTH = 256;
const [a, b] = [2, 3].map((rows) => new Float64Array(rows * LENGTH).map((_, i) => 1 / (i + 1)));
const sums = new Float64Array(6);

/** Adds products of numbers in the first-level cache to six sums in registers. */
function addProducts(): void {
  let s00 = sums[0];
  let s01 = sums[1];
  let s02 = sums[2];
  let s10 = sums[3];
  let s11 = sums[4];
  let s12 = sums[5];
  for (let i = 0; i < LENGTH; i++) {
    s00 += a[i] * b[i];
    s01 += a[i] * b[i + LENGTH];
    s02 += a[i] * b[i + 2 * LENGTH];
    s10 += a[i + LENGTH] * b[i];
    s11 += a[i + LENGTH] * b[i + LENGTH];
    s12 += a[i + LENGTH] * b[i + 2 * LENGTH];
  }
  sums[0] = s00;
  sums[1] = s01;
  sums[2] = s02;
  sums[3] = s10;
  sums[4] = s11;
  sums[5] = s12;
}

/** The rate of V8, which has no vectors, where nothing but products and sums is to be done. */
function javaScript(size: number): Work {
  const calls = Math.ceil(size / LENGTH);
  const run = (): void => {
    for (let call = 0; call < calls; call++) addProducts();
  };
  return { amount: 12 * LENGTH * calls, run };
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
  javascript: javaScript,
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

import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Round } from '../harness/interleave';
import type { Handlers } from './serve';

/** A rate that the machine allows, on so many threads at once. */
export interface LimitJob {
  readonly limit: 'float32' | 'float64' | 'memory';
  readonly threads: number;
  /** Of products: the side of the square matrices. Of memory: the bytes that a thread reads. */
  readonly size: number;
}

/** What a thread of a limit is started with. */
export interface LimitThreadData extends LimitJob {
  /** How many threads have reached the start line of a round. */
  readonly gate: Int32Array;
}

/**
 * Measures a rate on threads that work at the same time, each by itself, and adds the rates up: so
 * does a machine whose threads never wait for each other.
 */
export function handlers(): Handlers {
  let workers: Worker[] = [];
  let gate: Int32Array;
  const ask = async (): Promise<number[]> => {
    Atomics.store(gate, 0, 0);
    const answers = workers.map((worker) => once(worker, 'message') as Promise<[number]>);
    for (const worker of workers) worker.postMessage('round');
    return (await Promise.all(answers)).map(([rate]) => rate);
  };
  return {
    async prepare(job: LimitJob) {
      gate = new Int32Array(new SharedArrayBuffer(4));
      const workerData: LimitThreadData = { ...job, gate };
      const file = path.join(__dirname, 'limit-thread.ts');
      workers = Array.from({ length: job.threads }, () => new Worker(file, { workerData }));
      // The first touches memory and loads kernels.
      await ask();
    },
    async round(): Promise<Round> {
      const rates = await ask();
      return { rate: [rates.reduce((sum, rate) => sum + rate, 0)] };
    },
  };
}

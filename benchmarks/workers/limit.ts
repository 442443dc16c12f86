import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Round } from '../harness/interleave';
import type { Handlers } from './serve';

/** A limit of the machine to measure. */
export interface LimitJob {
  readonly limit: 'float32' | 'float64' | 'javascript' | 'memory';
  /**
   * For products, the order of the square matrices; for plain JavaScript, the number of steps; for
   * memory, the bytes that a thread reads.
   */
  readonly size: number;
}

/** The data that a thread is started with. */
export interface LimitThreadData {
  readonly threads: number;
  /** The number of threads that are ready for a round. */
  readonly gate: Int32Array;
}

/**
 * Measures the rates of threads that work at the same time and independently, and adds them up: the
 * limit of a program whose threads never wait for each other.
 */
export function handlers(): Handlers {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  let workers: Worker[] = [];
  return {
    prepare({ threads }: { threads: number }) {
      const workerData: LimitThreadData = { threads, gate };
      const file = path.join(__dirname, 'limit-thread.ts');
      workers = Array.from({ length: threads }, () => new Worker(file, { workerData }));
    },
    async round(job: LimitJob): Promise<Round> {
      gate[0] = 0;
      const predictions = workers.map((worker) => once(worker, 'message') as Promise<[number]>);
      for (const worker of workers) worker.postMessage(job);
      const rates = await Promise.all(predictions);
      return { rate: [rates.reduce((sum, [rate]) => sum + rate, 0)] };
    },
  };
}

import type { World } from '../../mpi-binding';
import { messageOf, OnelayerError } from '../errors';
import type { Communicator } from './communicator';
import type { MpiAddon } from './load-mpi';

/**
 * How long the others may take to answer after this process was told to stop. Launchers kill a job
 * a second after they have told it to, and a checkpoint is to be written before.
 */
const GRACE = 300;

/** How long a program may take to end by itself after an error, in ms. */
const PATIENCE = 1000;

/** How often is looked at the grace, in ms. */
const LOOK = 50;

/** The processes of a job of MPI. */
export class MpiCommunicator implements Communicator {
  readonly rank: number;
  readonly size: number;
  readonly library: string;
  waited = 0;
  private signal: AbortSignal | undefined;
  private agreed = new AbortController();
  /** Since when this process knows that it is to stop. */
  private stoppedAt = Infinity;
  /** What rejects the operations that others haven't answered yet. */
  private readonly pending = new Set<(reason: unknown) => void>();
  /** Keeps the process alive while there are any, and looks at the grace. */
  private readonly timer: NodeJS.Timeout;
  private isBusy = true;
  private hasLeftEarly = false;

  constructor(
    private readonly addon: MpiAddon,
    { rank, size, library }: World,
  ) {
    this.rank = rank;
    this.size = size;
    this.library = library.split(',', 1)[0];
    this.timer = setInterval(() => this.look(), LOOK).unref();
    process.on('exit', (code) => this.end(code));
  }

  sum(...arrays: readonly (Float32Array | Float64Array)[]): Promise<void> {
    return this.divided(arrays, 1);
  }

  mean(values: Float32Array | Float64Array, count: number): Promise<void> {
    return this.divided([values], count);
  }

  private async divided(
    arrays: readonly (Float32Array | Float64Array)[],
    divisor: number,
  ): Promise<void> {
    const start = performance.now();
    const isStopping = this.signal?.aborted === true ? 1 : 0;
    const flags = await this.answered(
      Promise.all(arrays.map((values) => this.addon.sum(values, isStopping, divisor))),
    );
    this.waited += performance.now() - start;
    if (flags.some((count) => count > 0)) this.agreed.abort(this.reason());
  }

  gather(bytes: Uint8Array): Promise<Uint8Array[]> {
    return this.answered(this.addon.gather(bytes));
  }

  agreeOn(signal: AbortSignal | undefined): AbortSignal {
    this.signal = signal;
    this.agreed = new AbortController();
    return this.agreed.signal;
  }

  /** Begins to train together: until `leave`, the end of this process ends all. */
  enter(): void {
    if (this.isBusy) {
      const what = 'expected one training at a time in a job of several processes';
      throw new OnelayerError('CLUSTER_FAILED', `distributed: ${what}`);
    }
    this.isBusy = true;
  }

  abandon(error: unknown): void {
    setTimeout(() => {
      process.stderr.write(`process ${this.rank}: ${messageOf(error)}\n`);
      this.addon.abort(1);
    }, PATIENCE).unref();
  }

  leave(isEarly = false): void {
    this.isBusy = false;
    this.hasLeftEarly = isEarly;
  }

  /** Waits for the other processes, unless this one was told to stop and they don't answer. */
  private answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.pending.delete(reject);
        if (this.pending.size === 0) this.timer.unref();
      };
      if (this.pending.size === 0) this.timer.ref();
      this.pending.add(reject);
      answer.then(resolve, (error: unknown) => {
        reject(new OnelayerError('CLUSTER_FAILED', `MPI: ${messageOf(error)}`, { cause: error }));
      });
      answer.then(settle, settle);
    });
  }

  private look(): void {
    if (this.signal?.aborted !== true) return;
    this.stoppedAt = Math.min(this.stoppedAt, performance.now());
    if (performance.now() - this.stoppedAt < GRACE) return;
    this.agreed.abort(this.reason());
    // They stay among the pending ones, so that the end of this process ends the others.
    for (const reject of this.pending) reject(this.agreed.signal.reason);
    this.timer.unref();
  }

  private reason(): unknown {
    return this.signal?.aborted === true
      ? this.signal.reason
      : new DOMException('another process was told to stop', 'AbortError');
  }

  /** Ends this process's part of the job; or all of it, if the others still count on this process. */
  private end(code: number): void {
    const isMissed = this.isBusy || this.pending.size > 0 || (this.hasLeftEarly && code !== 0);
    if (isMissed) {
      // Open MPI's own message is sometimes lost.
      const what = `ended with exit code ${code} while others count on it: the job ends`;
      process.stderr.write(`process ${this.rank}: ${what}\n`);
      this.addon.abort(Math.min(Math.max(code, 1), 255));
    }
    this.addon.finish();
  }
}

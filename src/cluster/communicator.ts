import type { Share } from './share';

/**
 * The processes that train one model together. Each has its share of the rows, and the sums over all
 * of them are the same in each, to the bit; so all make the same steps.
 *
 * All processes must call the same functions in the same order, with arrays of the same lengths.
 */
export interface Communicator extends Share {
  /** The library that they speak through, in words; empty of one process. */
  readonly library: string;
  /** Milliseconds that this process has waited for sums. */
  readonly waited: number;

  /**
   * Adds up arrays over the processes, in place: values ← Σ values of all processes, in the order of
   * their ranks. Rejects with the reason of the signal if it has aborted and the others don't answer.
   */
  sum(...arrays: readonly (Float32Array | Float64Array)[]): Promise<void>;

  /** Averages an array: values ← Σ values of all processes / count, as `sum` adds up. */
  mean(values: Float32Array | Float64Array, count: number): Promise<void>;

  /** Hands the bytes of each process to all: by rank. */
  gather(bytes: Uint8Array): Promise<readonly Uint8Array[]>;

  /**
   * Returns a signal that aborts in all processes at the end of the same sum, soon after the signal
   * of one of them.
   *
   * @param signal  of this process; asked for with each sum from now on
   */
  agreeOn(signal: AbortSignal | undefined): AbortSignal | undefined;

  /**
   * Ends the job soon, unless this process does so itself: after an error in the middle of it, which
   * the others can't know of.
   */
  abandon(error: unknown): void;

  /**
   * Says that the processes are done with each other, so that each may end when it likes.
   *
   * @param isEarly  true if this process has left before the end, as the others should: if it fails
   *                 then, they probably haven't
   */
  leave(isEarly?: boolean): void;
}

/** Adds up arrays over the processes, as a cooperative task; of one process, does nothing. */
export function* summing(
  all: Communicator,
  ...arrays: readonly (Float32Array | Float64Array)[]
): Generator<Promise<void>, void, undefined> {
  if (all.size > 1) yield all.sum(...arrays);
}

/** The communicator of one process, which has all rows. */
export const ALONE: Communicator = {
  rank: 0,
  size: 1,
  library: '',
  waited: 0,
  sum: () => Promise.resolve(),
  mean: () => Promise.reject(new Error('one process needs no sums of several')),
  gather: (bytes) => Promise.resolve([bytes]),
  agreeOn: (signal) => signal,
  abandon: () => undefined,
  leave: () => undefined,
};

import { setImmediate } from 'node:timers/promises';
import type { Task } from './task';

/** The time after which a task pauses for the event loop, in milliseconds. */
const LONGEST_HOLD = 8;

/** Returns true if an error is the reason of an aborted signal, not another error. */
export function isAbortion(error: unknown, signal?: AbortSignal): boolean {
  return signal !== undefined && signal.aborted && error === signal.reason;
}

/**
 * Runs long work and pauses it now and then for the event loop, so that signals, timers and
 * progress are served. Aborted work ends at a pause.
 */
export class TaskRunner {
  private heldSince = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  /** True if it is time to pause. */
  get isDue(): boolean {
    return performance.now() - this.heldSince >= LONGEST_HOLD;
  }

  /** Pauses if it is time to. Throws the signal's reason if it has been aborted. */
  async pauseIfDue(): Promise<void> {
    if (this.isDue) await this.pause();
  }

  /** Pauses in any case, e.g. before long work that can't be split. Throws the signal's reason. */
  async pause(): Promise<void> {
    await setImmediate();
    this.signal?.throwIfAborted();
    this.heldSince = performance.now();
  }

  /** Runs a cooperative task and returns its result, pausing when it is time to. */
  async run<Result>(steps: Task<Result>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      if (value !== undefined) {
        await value;
        this.signal?.throwIfAborted();
      }
      await this.pauseIfDue();
    }
  }
}

import { setImmediate } from 'node:timers/promises';
import type { Task } from './task';

/** How long the event loop may be held before it is to turn, in milliseconds; a step comes on top. */
const LONGEST_HOLD = 8;

/** Whether an error is that a signal has been aborted, and not another that came after it. */
export function isAbortion(error: unknown, signal?: AbortSignal): boolean {
  return signal !== undefined && signal.aborted && error === signal.reason;
}

/**
 * Lets the event loop turn now and then during long work, so that signals, timers and progress are
 * served; work that has been aborted ends there.
 */
export class TaskRunner {
  private heldSince = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  /** Whether the event loop has been held for so long that it is to turn. */
  get isDue(): boolean {
    return performance.now() - this.heldSince >= LONGEST_HOLD;
  }

  /** Returns at once while the event loop has been held briefly only. Throws the signal's reason. */
  async pauseIfDue(): Promise<void> {
    if (this.isDue) await this.pause();
  }

  /** Lets the event loop turn in any case: before work of some length that can't be cut. */
  async pause(): Promise<void> {
    await setImmediate();
    this.signal?.throwIfAborted();
    this.heldSince = performance.now();
  }

  /** Runs steps, with a breath after each. */
  async run<Result>(steps: Task<Result>): Promise<Result> {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      if (value !== undefined) await value;
      await this.pauseIfDue();
    }
  }
}

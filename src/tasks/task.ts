/**
 * A cooperative task: long work as a generator that yields every few milliseconds, so that its
 * caller can do other things, and returns the result. A yielded promise must settle before it goes
 * on.
 */
export type Task<Result> = Generator<Promise<unknown> | undefined, Result, undefined>;

/** Runs a task to its end at once. Throws if it yields a promise. */
export function finish<Result>(task: Task<Result>): Result {
  for (;;) {
    const { done, value } = task.next();
    if (done === true) return value;
    if (value !== undefined) throw new Error('the task yields a promise: run it with a TaskRunner');
  }
}

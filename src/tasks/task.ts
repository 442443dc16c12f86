/**
 * A cooperative task: long work in pieces of some milliseconds, as a generator that yields after each
 * and returns the result. It yields a promise if it can't go on before that is settled. The caller
 * decides what happens in between.
 */
export type Task<Result> = Generator<Promise<unknown> | undefined, Result, undefined>;

/** Runs a task to its end at once, which one that waits for a promise can't. */
export function finish<Result>(task: Task<Result>): Result {
  for (;;) {
    const { done, value } = task.next();
    if (done === true) return value;
    if (value !== undefined) throw new Error('a task that has to be waited for');
  }
}

/**
 * A cooperative task: long work as a generator that yields every few milliseconds, so that its
 * caller can do other things, and returns the result. A yielded promise must settle before it goes
 * on.
 */
export type Task<Result> = Generator<Promise<unknown> | undefined, Result, undefined>;

/** Waits for a promise, as a cooperative task. */
export function* waitingFor<Result>(promise: Promise<Result>): Task<Result> {
  let settled: { readonly result: Result } | undefined;
  yield promise.then((result) => (settled = { result }));
  if (settled === undefined) throw new Error('a promise must settle before the task goes on');
  return settled.result;
}

/** Runs a task to its end at once. Throws if it yields a promise. */
export function finish<Result>(task: Task<Result>): Result {
  for (;;) {
    const { done, value } = task.next();
    if (done === true) return value;
    if (value !== undefined) throw new Error('the task yields a promise: run it with a TaskRunner');
  }
}

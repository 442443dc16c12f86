/**
 * Long work, cut into steps of some milliseconds: a generator that yields after each, and returns
 * what came of it. Whoever runs it decides what happens in between.
 */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** Runs all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

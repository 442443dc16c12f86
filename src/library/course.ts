/**
 * Long work that yields items and ends with a result: iterate over the items, await the result, or do
 * both. It starts with either, and advances while items are requested; leaving the loop stops it.
 */
export class Course<Item, Result> implements AsyncIterable<Item>, PromiseLike<Result> {
  private readonly items: AsyncGenerator<Item, void, void>;
  private readonly outcome: Promise<Result>;
  private isIterated = false;

  /** @param work  calls `resolve` with the result, at the latest when it returns or is left @internal */
  constructor(
    work: (resolve: (result: Result) => void) => AsyncGenerator<Item, void, void>,
    reasonIfLeft = 'the loop was left before the end',
  ) {
    let resolve!: (result: Result) => void;
    let reject!: (reason: unknown) => void;
    this.outcome = new Promise((...both) => ([resolve, reject] = both));
    // A caller that iterates gets the error from its loop, so nobody may be awaiting the promise.
    this.outcome.catch(() => undefined);
    this.items = settling(work(resolve), reject, reasonIfLeft);
  }

  /** Yields the items, each when it is finished. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, void> {
    this.isIterated = true;
    return this.items;
  }

  /** Awaits the result. Does the work to its end unless it is being iterated over. */
  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((reason: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    if (!this.isIterated) void this.drain();
    return this.outcome.then(onFulfilled, onRejected);
  }

  private async drain(): Promise<void> {
    this.isIterated = true;
    try {
      // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the result matters
      for await (const _ of this.items);
    } catch {
      // It has already rejected the promise.
    }
  }
}

/** Rejects the promise with what the work throws or, if it is left without a result, with that. */
async function* settling<Item>(
  work: AsyncGenerator<Item, void, void>,
  reject: (reason: unknown) => void,
  reasonIfLeft: string,
): AsyncGenerator<Item, void, void> {
  try {
    yield* work;
  } catch (error) {
    reject(error);
    throw error;
  } finally {
    reject(new DOMException(reasonIfLeft, 'AbortError'));
  }
}

/** Lets something through at most once in a while. */
export class Throttle {
  #next = 0;

  /** @param every  in milliseconds */
  constructor(private readonly every: number) {}

  /** Returns true, and begins to wait, if the time has come. */
  isDue(now = performance.now()): boolean {
    if (now < this.#next) return false;
    this.#next = now + this.every;
    return true;
  }

  /** Waits longer, so that what took so many milliseconds takes one part in a hundred at most. */
  spent(milliseconds: number): void {
    this.#next = Math.max(this.#next, performance.now() + 100 * milliseconds);
  }
}

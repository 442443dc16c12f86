import type { LiveProgress } from './state';

/** The first lines on progress are a quarter of a second apart. */
const LEAST_MS = 250;

/** After so many of them their distance grows with the time, so that hours don't fill the journal. */
const LINES = 2000;

/** Measures how fast units are done, and tells when it is time to write that down. */
export class Pace {
  readonly #start: number;
  #unit = '';
  #since = 0;
  #first = 0;
  #next = 0;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.#start = now();
  }

  /** @returns null if it isn't time yet, unless nothing follows */
  of(
    unit: string,
    done: number,
    total: number,
    isLast = false,
  ): Omit<LiveProgress, 'secondsLeft'> | null {
    const now = this.now();
    if (unit !== this.#unit) {
      this.#unit = unit;
      this.#since = now;
      this.#first = done;
    } else if (now < this.#next && !isLast) return null;
    this.#next = now + Math.max(LEAST_MS, (now - this.#start) / LINES);
    const seconds = (now - this.#since) / 1000;
    const made = done - this.#first;
    return { unit, done, total, rate: made > 0 && seconds > 0 ? made / seconds : null };
  }
}

import { duration } from '../../report';

/** Estimates rate and time left from the mean time of the units since it was made. */
export class Pace {
  readonly #start = performance.now();
  #first: number | undefined;

  /**
   * @param unit   what is counted, e.g. `epoch`
   * @param until  when it ends at the latest, by `performance.now()`
   */
  constructor(
    private readonly all: number,
    private readonly unit: string,
    private readonly until = Infinity,
  ) {}

  /** Notes where it begins: resumed work has units behind it. */
  begin(done: number): void {
    this.#first ??= done;
  }

  /** @param done  the finished units, with a fraction of the current one */
  of(done: number): { readonly left: string; readonly rate: string } | null {
    const made = done - (this.#first ?? 0);
    if (made <= 0) return null;
    const { unit } = this;
    const seconds = (performance.now() - this.#start) / 1000 / made;
    const rate =
      seconds < 1 ? `${(1 / seconds).toFixed(1)} ${unit}s/s` : `${duration(seconds)}/${unit}`;
    const most = Math.max(0, this.until - performance.now()) / 1000;
    return { left: `${duration(Math.min(most, seconds * (this.all - done)))} left`, rate };
  }
}

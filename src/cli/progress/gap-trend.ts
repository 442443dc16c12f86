/** The number of last iterations that the trend is taken from. */
const WINDOW = 10;
/** Fewer say little. */
const LEAST = 3;

interface Point {
  readonly iteration: number;
  /** The natural logarithm of the gap, relative to the cost. */
  readonly log: number;
  readonly seconds: number;
}

/**
 * The trend of a descent to the optimum: the logarithm of the gap falls about linearly over the
 * iterations, down to that of the tolerance.
 */
export class GapTrend {
  #first: number | null = null;
  #lowest = Infinity;
  readonly #last: Point[] = [];

  /** @param most  the number of iterations at most */
  constructor(
    private readonly tolerance: number,
    private readonly most: number,
  ) {}

  /**
   * Takes the gap after an iteration, relative to the cost.
   *
   * @param seconds  the time since any moment, the same each time
   */
  see(iteration: number, gap: number, seconds: number): void {
    const log = Math.log(gap);
    if (!Number.isFinite(log)) return;
    this.#first ??= log;
    this.#lowest = Math.min(this.#lowest, log);
    this.#last.push({ iteration, log, seconds });
    if (this.#last.length > WINDOW) this.#last.shift();
  }

  /** How much of the way to the tolerance is done, by the logarithm: from 0 to 1; null before the first gap. */
  get fraction(): number | null {
    if (this.#first === null) return null;
    const way = this.#first - Math.log(this.tolerance);
    return way <= 0 ? 1 : Math.min(1, (this.#first - this.#lowest) / way);
  }

  /** Estimates the seconds left; null if there is no trend, or the gap doesn't fall. */
  get secondsLeft(): number | null {
    const points = this.#last;
    if (points.length < LEAST) return null;
    const { iteration, log, seconds } = points[points.length - 1];
    const slope = slopeOf(points);
    if (!(slope < 0)) return null;
    const pace = (seconds - points[0].seconds) / (iteration - points[0].iteration);
    // The last iteration minimises b, and bounds the gap.
    const left = Math.max(0, (log - Math.log(this.tolerance)) / -slope) + 1;
    return pace * Math.min(left, this.most - iteration);
  }
}

/** The slope of the line with the least squares. */
function slopeOf(points: readonly Point[]): number {
  const [x, y] = [mean(points, 'iteration'), mean(points, 'log')];
  let [above, below] = [0, 0];
  for (const { iteration, log } of points) {
    above += (iteration - x) * (log - y);
    below += (iteration - x) ** 2;
  }
  return above / below;
}

function mean(points: readonly Point[], key: 'iteration' | 'log'): number {
  return points.reduce((sum, point) => sum + point[key], 0) / points.length;
}

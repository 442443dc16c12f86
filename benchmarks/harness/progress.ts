import { SingleBar } from 'cli-progress';
import { duration } from '../../src/report';
import { figures } from '../results/table';
import { interleave, type Bounds, type Contestant, type Rounds } from './interleave';

/** Shows the progress of a benchmark on standard error. */
export interface Progress {
  /** @param label  the current work */
  update(done: number, total: number, label: string): void;
  stop(): void;
}

/** The time between two lines where there is no terminal, in milliseconds. */
const LINE_EVERY = 20_000;

/**
 * Shows a bar on a terminal, elsewhere a plain line now and then.
 *
 * @param deadline  the latest end of the work, in `performance.now()`'s time
 */
export function showProgress(title: string, deadline: number): Progress {
  const clock = new Clock(deadline);
  return process.stderr.isTTY ? new Bar(title, clock) : new Lines(title, clock);
}

/** Interleaves rounds, and shows their progress. */
export async function interleaveWithProgress(
  title: string,
  contestants: readonly Contestant[],
  bounds: Bounds,
): Promise<Rounds> {
  const progress = showProgress(title, bounds.deadline);
  try {
    return await interleave(contestants, bounds, (...turn) => progress.update(...turn));
  } finally {
    progress.stop();
  }
}

class Clock {
  private readonly start = performance.now();

  constructor(private readonly deadline: number) {}

  /** The rate so far, and the time left: at that rate, and at most until the deadline. */
  news(done: number, total: number): string {
    const now = performance.now();
    if (done === 0) return '';
    const rate = done / (now - this.start);
    const left = Math.min((total - done) / rate, this.deadline - now);
    // A round that has started is finished.
    const news = left > 0 ? `${duration(left / 1000)} left` : 'the last round';
    return `, ${figures(60_000 * rate)} a minute, ${news}`;
  }
}

class Bar implements Progress {
  private readonly bar: SingleBar;
  private isStarted = false;

  constructor(
    title: string,
    private readonly clock: Clock,
  ) {
    this.bar = new SingleBar({
      format: `${title} {bar} {value}/{total}{news}: {label}`,
      barsize: 10,
      clearOnComplete: true,
      // The command handles Ctrl-C: it ends the children, and with them the bar.
      gracefulExit: false,
    });
  }

  update(done: number, total: number, label: string): void {
    const payload = { label, news: this.clock.news(done, total) };
    if (this.isStarted) this.bar.setTotal(total);
    else this.bar.start(total, done, payload);
    this.isStarted = true;
    this.bar.update(done, payload);
  }

  stop(): void {
    if (this.isStarted) this.bar.stop();
  }
}

class Lines implements Progress {
  private last = -Infinity;

  constructor(
    private readonly title: string,
    private readonly clock: Clock,
  ) {}

  update(done: number, total: number, label: string): void {
    if (performance.now() - this.last < LINE_EVERY) return;
    this.last = performance.now();
    console.error(`${this.title} ${done}/${total}${this.clock.news(done, total)}: ${label}`);
  }

  stop(): void {
    // Each update is a line of its own.
  }
}

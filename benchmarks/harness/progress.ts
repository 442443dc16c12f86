import { SingleBar } from 'cli-progress';
import { duration } from '../../src/report';
import { figures } from '../results/table';
import { interleave, type Bounds, type Contestant, type Rounds } from './interleave';

/** Shows how far a benchmark has come, on standard error. */
export interface Progress {
  /** @param label  what is going on */
  update(done: number, total: number, label: string): void;
  stop(): void;
}

/** How long there is no news elsewhere than on a terminal, in milliseconds. */
const LINE_EVERY = 20_000;

/**
 * A bar on a terminal, a plain line now and then elsewhere.
 *
 * @param deadline  on the clock of `performance.now()`, when the work ends at the latest
 */
export function showProgress(title: string, deadline: number): Progress {
  const clock = new Clock(deadline);
  return process.stderr.isTTY ? new Bar(title, clock) : new Lines(title, clock);
}

/** Interleaved rounds, with their progress. */
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

  /** The rate so far, and the time left: by that rate, and no more than there is. */
  news(done: number, total: number): string {
    const now = performance.now();
    if (done === 0) return '';
    const rate = done / (now - this.start);
    const left = Math.min((total - done) / rate, this.deadline - now);
    // A round that was begun is ended.
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
      // Ctrl-C is the command's to handle: it ends the children, and with them the bar.
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
    // Each line stands by itself.
  }
}

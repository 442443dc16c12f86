import { SingleBar } from 'cli-progress';
import { duration } from '../report';

export interface CheckProgress {
  /** Shows the progress of `work`. */
  during<Result>(
    title: string,
    work: (onProgress: (done: number, total: number) => void) => Promise<Result>,
  ): Promise<Result>;
}

/** The interval between lines off a terminal. */
const LINE_EVERY_MS = 10_000;
/** The interval between movements of the bar on one. */
const DRAW_EVERY_MS = 100;

/** Shows a bar on a terminal, a plain line now and then elsewhere, both on standard error. */
export function checkProgress(quiet: boolean): CheckProgress {
  if (quiet) return { during: (_title, work) => work(() => undefined) };
  return { during: process.stderr.isTTY ? duringBar : duringLines };
}

/** Formats rate and time left, e.g. `6800 derivatives/s, 2.1 s left`. */
function pace(start: number, done: number, total: number): string {
  const rate = done / ((performance.now() - start) / 1000);
  return `${rate.toFixed(0)} derivatives/s, ${duration((total - done) / rate)} left`;
}

const duringBar: CheckProgress['during'] = async (title, work) => {
  const bar = new SingleBar({
    format: `${title} {bar} {percentage} %, {pace}`,
    barsize: 16,
    clearOnComplete: true,
    // The command handles Ctrl-C: it ends the check, and with it the bar.
    gracefulExit: false,
  });
  const start = performance.now();
  let next = start;
  bar.start(1, 0, { pace: 'begins' });
  try {
    return await work((done, total) => {
      if (performance.now() < next) return;
      next = performance.now() + DRAW_EVERY_MS;
      bar.setTotal(total);
      bar.update(done, { pace: pace(start, done, total) });
    });
  } finally {
    bar.stop();
  }
};

const duringLines: CheckProgress['during'] = (title, work) => {
  const start = performance.now();
  let next = start + LINE_EVERY_MS;
  return work((done, total) => {
    if (performance.now() < next) return;
    next += LINE_EVERY_MS;
    console.error(`${title}: ${done} of ${total} derivatives, ${pace(start, done, total)}`);
  });
};

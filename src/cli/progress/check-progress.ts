import { duration } from '../../report';
import { LINE_EVERY_MS, progressBar } from './progress-bar';

/** Work that tells how many of all derivatives are done. */
type Work<Result> = (onProgress: (done: number, total: number) => void) => Promise<Result>;

/** The interval between movements of the bar. */
const DRAW_EVERY_MS = 100;

/** Shows the progress of work: a bar on a terminal, a plain line now and then elsewhere, both on standard error. */
export function withCheckProgress<Result>(
  quiet: boolean,
  title: string,
  work: Work<Result>,
): Promise<Result> {
  if (quiet) return work(() => undefined);
  return process.stderr.isTTY ? withBar(title, work) : withLines(title, work);
}

/** Formats rate and time left, e.g. `6800 derivatives/s, 2.1 s left`. */
function pace(start: number, done: number, total: number): string {
  const rate = done / ((performance.now() - start) / 1000);
  return `${rate.toFixed(0)} derivatives/s, ${duration((total - done) / rate)} left`;
}

async function withBar<Result>(title: string, work: Work<Result>): Promise<Result> {
  const bar = progressBar(`${title} {bar} {percentage} %, {pace}`);
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
}

function withLines<Result>(title: string, work: Work<Result>): Promise<Result> {
  const start = performance.now();
  let next = start + LINE_EVERY_MS;
  return work((done, total) => {
    if (performance.now() < next) return;
    next += LINE_EVERY_MS;
    console.error(`${title}: ${done} of ${total} derivatives, ${pace(start, done, total)}`);
  });
}

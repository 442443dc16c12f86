import { duration } from '../../report/text/format';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';

/** Work that tells how many of all derivatives are done. */
type Work<Result> = (onProgress: (done: number, total: number) => void) => Promise<Result>;

/** Shows the progress of work: a bar on a terminal, a plain line now and then elsewhere, both on standard error. */
export function withCheckProgress<Result>(
  quiet: boolean,
  title: string,
  work: Work<Result>,
): Promise<Result> {
  if (quiet) return work(() => undefined);
  return canShowBar() ? withBar(title, work) : withLines(title, work);
}

/** Formats rate and time left, e.g. `6,800 derivatives/s` and `2.1 s left`. */
function pace(start: number, done: number, total: number): [rate: string, left: string] {
  const rate = done / ((performance.now() - start) / 1000);
  const perSecond = `${Math.round(rate).toLocaleString('en')} derivatives/s`;
  return [perSecond, `${duration((total - done) / rate)} left`];
}

async function withBar<Result>(title: string, work: Work<Result>): Promise<Result> {
  const bar = new Bar();
  const start = performance.now();
  try {
    return await work((done, total) =>
      bar.show(() => {
        const [rate, left] = pace(start, done, total);
        return { title, fraction: done / total, facts: [[left], [rate]] };
      }),
    );
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
    printError(`${title}: ${done} of ${total} derivatives, ${pace(start, done, total).join(', ')}`);
  });
}

import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';

/** Shows how many pictures of all are encoded, on standard error. */
export interface ShownEncoding {
  show(done: number): void;
  /** Ends the bar, if there is one. */
  stop(): void;
}

/** Shows a bar on a terminal, plain lines now and then elsewhere; nothing if it is to be quiet. */
export function encodingProgress(total: number, quiet: boolean): ShownEncoding {
  const stop = (): void => undefined;
  if (quiet) return { show: stop, stop };
  const pace = new Pace(total, 'picture');
  if (canShowBar()) {
    const bar = new Bar();
    const show = (done: number): void =>
      bar.show(() => {
        const known = pace.of(done);
        const [times, rates] = known === null ? [[], []] : [[[known.left]], [[known.rate]]];
        const facts = [...times, [placeOf(done, total)], ...rates];
        return { title: 'encoding', fraction: done / total, facts };
      });
    return { show, stop: () => bar.stop() };
  }
  let next = performance.now() + LINE_EVERY_MS;
  const show = (done: number): void => {
    if (performance.now() < next) return;
    next += LINE_EVERY_MS;
    const known = pace.of(done);
    const words = known === null ? [] : [known.rate, known.left];
    printError(`encoding: ${[placeOf(done, total), ...words].join(', ')}`);
  };
  return { show, stop };
}

function placeOf(done: number, total: number): string {
  const [of, all] = [done, total].map((count) => count.toLocaleString('en'));
  return `${of} of ${all} pictures`;
}

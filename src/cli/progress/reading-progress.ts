import type { ReadingProgress } from '../../data';
import { printable } from '../../errors';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';

/** Shows how far a file or folder is read, on standard error. */
export interface ShownReading {
  show(progress: ReadingProgress): void;
  /** Ends the bar, if there is one; a later `show` begins another. */
  stop(): void;
}

/** Shows a bar on a terminal, plain lines now and then elsewhere; nothing if it is to be quiet. */
export function readingProgress(quiet: boolean): ShownReading {
  const stop = (): void => undefined;
  if (quiet) return { show: stop, stop };
  if (!canShowBar()) return { show: lines(), stop };
  let bar: Bar | null = null;
  return {
    show: (progress) => {
      const { done, total, where } = progress;
      bar ??= new Bar();
      bar.show(() => ({
        title: `reading ${where}`,
        fraction: total === null ? null : done / total,
        facts: [[amount(progress)]],
      }));
    },
    stop: () => {
      bar?.stop();
      bar = null;
    },
  };
}

/** Lines with some time between them. */
function lines(): ShownReading['show'] {
  let next = performance.now() + LINE_EVERY_MS;
  return (progress) => {
    if (performance.now() < next) return;
    next = performance.now() + LINE_EVERY_MS;
    printError(`reading ${printable(progress.where)}: ${amount(progress)}`);
  };
}

const MEGABYTE = 1e6;

/** E.g. `12 of 130 MB`, or `300 of 2,000 pictures`. */
function amount({ done, total, unit }: ReadingProgress): string {
  const inBytes = unit === 'byte';
  const number = (count: number): string =>
    inBytes ? (count / MEGABYTE).toFixed(0) : count.toLocaleString('en');
  const of = total === null ? '' : ` of ${number(total)}`;
  return `${number(done)}${of} ${inBytes ? 'MB' : `${unit}s`}`;
}

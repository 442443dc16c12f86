import { printable } from '../../errors';
import type { VerifyProgress } from '../../verify';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';

interface Display {
  show(now: VerifyProgress): void;
  stop(): void;
}

/** Returns what shows how far a verification is: a bar on a terminal, a plain line now and then elsewhere. */
export function verifyProgress(quiet: boolean): Display {
  if (quiet) return { show: () => undefined, stop: () => undefined };
  return canShowBar() ? withBar() : withLines();
}

/** Files that are verified, with the part of the next one that is. */
function doneOf({ done, epochs }: VerifyProgress): number {
  return done + (epochs === null ? 0 : epochs.done / epochs.total);
}

function withBar(): Display {
  const bar = new Bar();
  let pace: Pace | null = null;
  return {
    show: (now) => {
      pace ??= new Pace(now.files, 'file');
      const done = doneOf(now);
      pace.begin(done);
      const left = pace.of(done)?.left;
      const epochs = now.epochs && `epoch ${now.epochs.done}/${now.epochs.total}`;
      bar.show(() => ({
        title: now.name,
        fraction: done / now.files,
        facts: [
          ...(left === undefined ? [] : [[left]]),
          [`file ${now.done + 1}/${now.files}`],
          ...(epochs === null ? [] : [[epochs]]),
        ],
      }));
    },
    stop: () => bar.stop(),
  };
}

function withLines(): Display {
  let next = performance.now() + LINE_EVERY_MS;
  return {
    show: ({ name, done, files, epochs }) => {
      if (performance.now() < next) return;
      next = performance.now() + LINE_EVERY_MS;
      const place = epochs === null ? '' : `, epoch ${epochs.done} of ${epochs.total}`;
      printError(`verify ${done + 1} of ${files}: ${printable(name)}${place}`);
    },
    stop: () => undefined,
  };
}

import { small } from '../../report';
import type { DescentProgress } from '../../search';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';

/** Shows how far a search for λ by mini-batches is, on standard error. */
export interface ShownDescent {
  show(progress: DescentProgress): void;
  /** Ends the bar, if there is one. */
  stop(): void;
}

/**
 * Shows a bar on a terminal, plain lines now and then elsewhere; nothing if it is to be quiet.
 *
 * @param until  when it ends at the latest, by `performance.now()`
 */
export function descentProgress(quiet: boolean, until = Infinity): ShownDescent {
  if (quiet) return { show: () => undefined, stop: () => undefined };
  return canShowBar() ? withBar(until) : withLines(until);
}

function withBar(until: number): ShownDescent {
  const bar = new Bar();
  const timesOf = timer(until);
  return {
    show: (progress) => {
      const { left, rate } = timesOf(progress);
      bar.show(() => {
        const { fraction, epoch, epochs } = progress;
        const place = `${Math.floor(epoch)}/${epochs}`;
        return {
          title: 'fit',
          fraction,
          facts: [
            ...(left === undefined ? [] : [[left]]),
            [`epoch ${place}`, place],
            [lambdasWords(progress)],
            ...trainings(progress).map((words) => [words]),
            ...(rate === undefined ? [] : [[rate]]),
          ],
        };
      });
    },
    stop: () => bar.stop(),
  };
}

function withLines(until: number): ShownDescent {
  const timesOf = timer(until);
  // The first estimates say little.
  let next = performance.now() + LINE_EVERY_MS / 10;
  return {
    show: (progress) => {
      const { left, rate } = timesOf(progress);
      const now = performance.now();
      if (now < next) return;
      next = now + LINE_EVERY_MS;
      const { epoch, epochs } = progress;
      const place = `epoch ${Math.floor(epoch)}/${epochs}`;
      const facts = [...trainings(progress), place, lambdasWords(progress), rate, left];
      printError(facts.filter((words) => words !== undefined).join('; '));
    },
    stop: () => undefined,
  };
}

/** Estimates rate and time left; they are taken anew where the number of epochs changes. */
function timer(until: number) {
  let pace: Pace | undefined;
  let counted = 0;
  return ({ all, epochs, fraction }: DescentProgress): Partial<ReturnType<Pace['of']> & object> => {
    const total = all * epochs;
    if (pace === undefined || counted !== total) pace = new Pace(total, 'epoch', until);
    counted = total;
    pace.begin(fraction * total);
    return pace.of(fraction * total) ?? {};
  };
}

/** Which training it is, of several. */
function trainings({ all, done }: DescentProgress): string[] {
  return all === 1 ? [] : [`training ${done + 1}/${all}`];
}

function lambdasWords({ lambdas }: DescentProgress): string {
  return lambdas.length === 1 ? `λ ${small(lambdas[0])}` : `${lambdas.length} λ`;
}

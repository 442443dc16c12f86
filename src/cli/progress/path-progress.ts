import { percent, small } from '../../report';
import { ranked, type PathProgress, type Trial } from '../../search';
import { wholeSettings } from '../../training';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';

/** Shows how far a search along λ is, on standard error. */
export interface ShownPath {
  show(progress: PathProgress): void;
  /** Takes a trial that is finished. */
  found(trial: Trial): void;
  /** Ends the bar, if there is one. */
  stop(): void;
}

/**
 * Shows a bar on a terminal, plain lines now and then elsewhere; nothing if it is to be quiet.
 *
 * @param until  when it ends at the latest, by `performance.now()`
 */
export function pathProgress(quiet: boolean, until = Infinity): ShownPath {
  if (quiet) return { show: ignore, found: ignore, stop: ignore };
  const trials: Trial[] = [];
  const found = (trial: Trial): void => void trials.push(trial);
  if (!canShowBar()) return { show: lines(trials, until), found, stop: ignore };
  const bar = new Bar();
  return { show: inBar(bar, trials, until), found, stop: () => bar.stop() };
}

const ignore = (): void => undefined;

function inBar(bar: Bar, trials: readonly Trial[], until: number): ShownPath['show'] {
  const timeLeft = timer(until);
  return (progress) => {
    const left = timeLeft(progress);
    bar.show(() => {
      const { lambda, fraction, done, all } = progress;
      const gap = gapOf(progress);
      const best = bestOf(trials);
      return {
        title: 'path',
        fraction,
        facts: [
          ...(left === null ? [] : [[left]]),
          [`optimum ${done + 1}/${all}`, `${done + 1}/${all}`],
          [`λ ${small(lambda)}`],
          ...(best === null ? [] : [[`best ${best.accuracy} (λ ${best.lambda})`, best.accuracy]]),
          ...(gap === null ? [] : [[`relative gap ${gap}`, `gap ${gap}`]]),
        ],
      };
    });
  };
}

/** Lines with some time between them. */
function lines(trials: readonly Trial[], until: number): ShownPath['show'] {
  const timeLeft = timer(until);
  // The first estimates say little.
  let next = performance.now() + LINE_EVERY_MS / 10;
  return (progress) => {
    const left = timeLeft(progress);
    const now = performance.now();
    if (now < next) return;
    next = now + LINE_EVERY_MS;
    const { lambda, iterations, done, all } = progress;
    const gap = gapOf(progress);
    const best = bestOf(trials);
    const words = [
      `${done}/${all} optima`,
      `λ ${small(lambda)}, iteration ${iterations}${gap === null ? '' : `, relative gap ${gap}`}`,
      ...(best === null ? [] : [`best ${best.accuracy} (λ ${best.lambda})`]),
      ...(left === null ? [] : [left]),
    ];
    printError(words.join('; '));
  };
}

/** Estimates the time left, in words. */
function timer(until: number): (progress: PathProgress) => string | null {
  let pace: Pace | undefined;
  return ({ fraction, all }) => {
    pace ??= new Pace(all, 'optimum', until);
    return pace.of(fraction * all)?.left ?? null;
  };
}

function gapOf({ gap, cost }: PathProgress): string | null {
  return gap === null ? null : small(gap / cost);
}

function bestOf(trials: readonly Trial[]): { accuracy: string; lambda: string } | null {
  const best = ranked(trials).at(0);
  if (best === undefined) return null;
  const { lambda } = wholeSettings(best.trial.settings);
  return { accuracy: percent(best.score.accuracy), lambda: small(lambda) };
}

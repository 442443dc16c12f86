import { percent } from '../../report';
import { settingsInWords } from '../../report/results/setting-names';
import type { SweepProgress } from '../../search';
import type { SettingName } from '../../training';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';

/** Shows how far a sweep is, on standard error. */
export interface ShownSweep {
  show(progress: SweepProgress): void;
  /** Ends the bar, if there is one. */
  stop(): void;
}

/** Shows a bar on a terminal, plain lines now and then elsewhere; nothing if it is to be quiet. */
export function sweepProgress(varied: readonly SettingName[], quiet: boolean): ShownSweep {
  if (quiet) return { show: () => undefined, stop: () => undefined };
  return canShowBar() ? withBar() : withLines(varied);
}

/** Who is at work, where several processes share a journal. */
function company({ isWaiting, processes }: SweepProgress): string | undefined {
  if (isWaiting) return 'waiting for other processes';
  return processes > 1 ? `${processes} processes` : undefined;
}

/** Before this part is done, an estimate says little. */
const LEAST = 0.005;

const score = ({ best }: SweepProgress): number | undefined =>
  best?.rungs.at(-1)?.validation.accuracy;

function withBar(): ShownSweep {
  const bar = new Bar();
  let pace: Pace | undefined;
  return {
    show: (progress) => {
      const { finished, fraction, trials } = progress;
      pace ??= new Pace(trials, 'trial');
      pace.begin(fraction * trials);
      const known = fraction < LEAST ? null : pace.of(fraction * trials);
      bar.show(() => {
        const best = score(progress);
        const words = best === undefined ? [] : [[`best ${percent(best)}`, percent(best)]];
        const times = known === null ? [] : [[known.left]];
        const place = [`trial ${finished}/${trials}`, `${finished}/${trials}`];
        const rates = known === null ? [] : [[known.rate]];
        const others = company(progress);
        const facts = [...times, ...words, place, ...(others === undefined ? [] : [[others]])];
        return { title: 'sweep', fraction, facts: [...facts, ...rates] };
      });
    },
    stop: () => bar.stop(),
  };
}

function withLines(varied: readonly SettingName[]): ShownSweep {
  let pace: Pace | undefined;
  // The first estimates say little.
  let next = performance.now() + LINE_EVERY_MS / 10;
  return {
    show: (progress) => {
      const { finished, fraction, trials, best } = progress;
      pace ??= new Pace(trials, 'trial');
      pace.begin(fraction * trials);
      const now = performance.now();
      if (now < next || fraction === 0) return;
      next = now + LINE_EVERY_MS;
      const accuracy = score(progress);
      const so =
        best === null || accuracy === undefined
          ? ''
          : `, best ${percent(accuracy)} (${settingsInWords(best.settings, varied)})`;
      const left = fraction < LEAST ? undefined : pace.of(fraction * trials)?.left;
      const parts = [`trial ${finished}/${trials}${so}`, left, company(progress)];
      printError(parts.filter((part) => part !== undefined).join('; '));
    },
    stop: () => undefined,
  };
}

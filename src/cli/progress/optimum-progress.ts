import { count, duration, small } from '../../report';
import { wholeSettings, type EpochRecord } from '../../training';
import type { PlannedRun } from '../runs/run-options';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { figures, shortFigures } from './figures';
import { GapTrend } from './gap-trend';
import type { Listener, Work } from './listener';
import { runTitle, shortTitle } from './run-title';

/**
 * Shows the progress of a solver that goes to the optimum: the gap, and the time left by its trend.
 * A bar on a terminal, plain lines now and then elsewhere, both on standard error.
 */
export async function withOptimumProgress<Result>(
  runs: readonly PlannedRun[],
  work: Work<Result>,
): Promise<Result> {
  if (!canShowBar()) return work(lines(runs));
  const bar = new Bar();
  try {
    return await work(barListener(runs, bar));
  } finally {
    bar.stop();
  }
}

function barListener(runs: readonly PlannedRun[], bar: Bar): Listener {
  const { tolerance } = wholeSettings(runs[0].settings);
  const course = new Course(runs);
  const title = shortTitle(runs);
  let facts: string[][] = [['begins']];
  const show = (): void =>
    bar.show(() => ({ title, fraction: course.trend.fraction, facts: [...course.left, ...facts] }));
  return {
    step: show,
    epoch: (records) => {
      course.see(records);
      const gap = largestGap(records);
      const gaps =
        gap === null
          ? []
          : [[`relative gap ${small(gap)}, to ${small(tolerance)}`, `gap ${small(gap)}`]];
      const place = count(records[0].epoch, 'iteration');
      facts = [...gaps, ...shortFigures(records), [place]];
      show();
    },
  };
}

/** A line after the first iteration, then whenever the gap has fallen to a tenth, or some time has passed. */
function lines(runs: readonly PlannedRun[]): Listener {
  const { tolerance } = wholeSettings(runs[0].settings);
  const course = new Course(runs);
  let last = { at: -Infinity, gap: Infinity };
  return {
    step: () => undefined,
    epoch: (records) => {
      course.see(records);
      const [gap, at] = [largestGap(records) ?? Infinity, performance.now()];
      if (gap > last.gap / 10 && at - last.at < LINE_EVERY_MS) return;
      if (last.at > -Infinity && gap === Infinity && at - last.at < LINE_EVERY_MS) return;
      last = { at, gap };
      const left = course.left.flat().map((words) => `; ${words}`);
      records.forEach((record, run) => {
        const own = relativeGap(record);
        const gaps = own === null ? '' : `relative gap ${small(own)}, to ${small(tolerance)}; `;
        const place = `${runTitle(runs[run])}, iteration ${record.epoch}`;
        printError(`${place}: ${gaps}${figures(record)}${left.join('')}`);
      });
    },
  };
}

/** The trend of the run that is furthest from its optimum. */
class Course {
  readonly trend: GapTrend;

  constructor([{ settings }]: readonly PlannedRun[]) {
    this.trend = new GapTrend(wholeSettings(settings).tolerance, settings.epochs);
  }

  see(records: readonly EpochRecord[]): void {
    const gap = largestGap(records);
    if (gap !== null) this.trend.see(records[0].epoch, gap, performance.now() / 1000);
  }

  /** The time left as a fact; none if nothing is known of it. */
  get left(): string[][] {
    const { secondsLeft } = this.trend;
    return secondsLeft === null ? [] : [[`${duration(secondsLeft)} left`]];
  }
}

function largestGap(records: readonly EpochRecord[]): number | null {
  const gaps = records.map(relativeGap);
  return gaps.includes(null) ? null : Math.max(...gaps.map(Number));
}

function relativeGap({ gap = null, train }: EpochRecord): number | null {
  return gap === null ? null : gap / train.cost;
}

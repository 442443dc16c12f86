import { isBatch } from '../../training';
import { Bar, canShowBar } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';
import type { PlannedRun } from '../runs/run-options';
import { figures, shortFigures } from './figures';
import type { Work } from './listener';
import { withOptimumProgress } from './optimum-progress';
import { runTitle, shortTitle } from './run-title';

/** Shows the progress of work: a bar on a terminal, plain lines now and then elsewhere, both on standard error. */
export function withTrainingProgress<Result>(
  runs: readonly PlannedRun[],
  quiet: boolean,
  work: Work<Result>,
): Promise<Result> {
  if (quiet) return work({ epoch: () => undefined, step: () => undefined });
  if (isBatch(runs[0].settings)) return withOptimumProgress(runs, work);
  return canShowBar() ? withBar(runs, work) : withLines(runs, work);
}

/** Sooner, an estimate says little. */
const ESTIMATED_AFTER_MS = 500;

async function withBar<Result>(runs: readonly PlannedRun[], work: Work<Result>): Promise<Result> {
  const { epochs } = runs[0].settings;
  const pace = new Pace(epochs, 'epoch');
  const bar = new Bar();
  const title = shortTitle(runs);
  const start = performance.now();
  let figures: string[][] = [];
  const show = (done: number): void =>
    bar.show(() => {
      const known = performance.now() - start < ESTIMATED_AFTER_MS ? null : pace.of(done);
      const place = [`epoch ${Math.floor(done)}/${epochs}`, `${Math.floor(done)}/${epochs}`];
      const times = known === null ? [] : [[known.left]];
      const rates = known === null ? [] : [[known.rate]];
      return { title, fraction: done / epochs, facts: [...times, ...figures, place, ...rates] };
    });
  try {
    return await work({
      epoch: (records) => {
        figures = shortFigures(records);
        show(records[0].epoch);
      },
      step: ({ progress, sampler }) => {
        const done = progress.epoch + progress.step / sampler.stepsPerEpoch;
        pace.begin(done);
        show(done);
      },
    });
  } finally {
    bar.stop();
  }
}

/** The number of epochs between lines. */
const LINES_EVERY = 10;

function withLines<Result>(runs: readonly PlannedRun[], work: Work<Result>): Promise<Result> {
  const { epochs } = runs[0].settings;
  const pace = new Pace(epochs, 'epoch');
  return work({
    step: ({ progress }) => pace.begin(progress.epoch),
    epoch: (records) => {
      const [{ epoch }] = records;
      const left = pace.of(epoch)?.left;
      if (epoch !== 1 && epoch % LINES_EVERY !== 0) return;
      records.forEach((record, run) => {
        const place = `${runTitle(runs[run])}, epoch ${epoch}/${epochs}`;
        printError(`${place}: ${figures(record)}; ${left}`);
      });
    },
  });
}

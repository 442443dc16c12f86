import { duration, nats, percent } from '../../report';
import type { EpochRecord } from '../../training';
import { progressBar } from './progress-bar';
import type { PlannedRun } from '../runs/run-options';

/** Work that tells of each epoch, by the record of each run. */
type Work<Result> = (onEpoch: (epochs: readonly EpochRecord[]) => void) => Promise<Result>;

/** Shows the progress of work: a bar on a terminal, plain lines now and then elsewhere, both on standard error. */
export function withTrainingProgress<Result>(
  runs: readonly PlannedRun[],
  quiet: boolean,
  work: Work<Result>,
): Promise<Result> {
  if (quiet) return work(() => undefined);
  return process.stderr.isTTY ? withBar(runs, work) : withLines(runs, work);
}

/** Names a run in lines of its own. */
export function runTitle(run: PlannedRun): string {
  const { configuration } = run;
  return configuration === null ? setting(run) : `configuration ${configuration} (${setting(run)})`;
}

/** Names the runs in a bar that fits a terminal of 80 columns. */
function shortTitle(runs: readonly PlannedRun[]): string {
  if (runs.length > 1) return `${runs.length} runs`;
  const [run] = runs;
  return run.configuration === null ? setting(run) : `config. ${run.configuration}`;
}

function setting({ settings: { lambda, eta } }: PlannedRun): string {
  return `λ ${lambda}, η ${eta}`;
}

function figures({ train, validation }: EpochRecord): string {
  const accuracies = `training ${percent(train.accuracy)}, validation ${percent(validation.accuracy)}`;
  return `loss ${nats(train.loss)}, ${accuracies}`;
}

function shortFigures(epochs: readonly EpochRecord[]): string {
  const [{ train, validation }] = epochs;
  if (epochs.length > 1) {
    const each = epochs.map((epoch) => (100 * epoch.validation.accuracy).toFixed(1));
    return `valid. ${each.join(', ')} %`;
  }
  const accuracies = `train ${percent(train.accuracy)}, valid. ${percent(validation.accuracy)}`;
  return `loss ${nats(train.loss)}, ${accuracies}`;
}

/**
 * Returns a function to be called after each epoch, with its number from 1: it estimates the time left
 * from the mean time of the epochs so far.
 */
function timing(epochs: number): (epoch: number) => string {
  const start = performance.now();
  let finished = 0;
  return (epoch) => {
    const secondsPerEpoch = (performance.now() - start) / 1000 / ++finished;
    return `${duration(secondsPerEpoch * (epochs - epoch))} left`;
  };
}

async function withBar<Result>(runs: readonly PlannedRun[], work: Work<Result>): Promise<Result> {
  const { epochs } = runs[0].settings;
  const timeLeft = timing(epochs);
  const bar = progressBar('{title} {bar} {value}/{total}{news}', 8);
  bar.start(epochs, 0, { title: shortTitle(runs), news: '' });
  try {
    return await work((records) => {
      const [{ epoch }] = records;
      bar.update(epoch, { news: `, ${timeLeft(epoch)}: ${shortFigures(records)}` });
    });
  } finally {
    bar.stop();
  }
}

/** The number of epochs between lines. */
const LINES_EVERY = 10;

function withLines<Result>(runs: readonly PlannedRun[], work: Work<Result>): Promise<Result> {
  const { epochs } = runs[0].settings;
  const timeLeft = timing(epochs);
  return work((records) => {
    const [{ epoch }] = records;
    const left = timeLeft(epoch);
    if (epoch !== 1 && epoch % LINES_EVERY !== 0) return;
    records.forEach((record, run) => {
      const place = `${runTitle(runs[run])}, epoch ${epoch}/${epochs}`;
      console.error(`${place}: ${figures(record)}; ${left}`);
    });
  });
}

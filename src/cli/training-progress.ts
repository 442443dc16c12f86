import { SingleBar } from 'cli-progress';
import { duration, nats, percent } from '../report';
import type { EpochRecord } from '../training';
import type { PlannedRun } from './run-options';

/** A listener to epochs, called with the record of each run. */
type OnEpoch = (epochs: readonly EpochRecord[]) => void;

export interface TrainingProgress {
  /** Shows the progress of `work`. */
  during<Result>(work: (onEpoch: OnEpoch) => Promise<Result>): Promise<Result>;
}

/** Shows a bar on a terminal, plain lines now and then elsewhere, both on standard error. */
export function trainingProgress(runs: readonly PlannedRun[], quiet: boolean): TrainingProgress {
  if (quiet) return { during: (work) => work(() => undefined) };
  return process.stderr.isTTY ? new ProgressBar(runs) : new ProgressLines(runs);
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

/** Estimates the time left from the mean time of the epochs so far. */
class TrainingClock {
  private readonly start = performance.now();
  private epoch = 0;
  private finished = 0;

  constructor(private readonly epochs: number) {}

  /** @param epoch  the finished epoch, from 1 */
  tick(epoch: number): void {
    this.epoch = epoch;
    this.finished++;
  }

  timeLeft(): string {
    const secondsPerEpoch = (performance.now() - this.start) / 1000 / this.finished;
    return `${duration(secondsPerEpoch * (this.epochs - this.epoch))} left`;
  }
}

class ProgressBar implements TrainingProgress {
  constructor(private readonly runs: readonly PlannedRun[]) {}

  async during<Result>(work: (onEpoch: OnEpoch) => Promise<Result>): Promise<Result> {
    const { epochs } = this.runs[0].settings;
    const clock = new TrainingClock(epochs);
    const bar = new SingleBar({
      format: '{title} {bar} {value}/{total}{news}',
      barsize: 8,
      clearOnComplete: true,
      // The command handles Ctrl-C: it ends the runs, and with them the bar.
      gracefulExit: false,
    });
    bar.start(epochs, 0, { title: shortTitle(this.runs), news: '' });
    try {
      return await work((records) => {
        clock.tick(records[0].epoch);
        const news = `, ${clock.timeLeft()}: ${shortFigures(records)}`;
        bar.update(records[0].epoch, { news });
      });
    } finally {
      bar.stop();
    }
  }
}

/** The number of epochs between lines. */
const LINES_EVERY = 10;

class ProgressLines implements TrainingProgress {
  constructor(private readonly runs: readonly PlannedRun[]) {}

  during<Result>(work: (onEpoch: OnEpoch) => Promise<Result>): Promise<Result> {
    const { epochs } = this.runs[0].settings;
    const clock = new TrainingClock(epochs);
    return work((records) => {
      const [{ epoch }] = records;
      clock.tick(epoch);
      if (epoch !== 1 && epoch % LINES_EVERY !== 0) return;
      records.forEach((record, run) => {
        const place = `${runTitle(this.runs[run])}, epoch ${epoch}/${epochs}`;
        console.error(`${place}: ${figures(record)}; ${clock.timeLeft()}`);
      });
    });
  }
}

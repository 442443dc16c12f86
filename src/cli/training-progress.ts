import { SingleBar } from 'cli-progress';
import { duration, nats, percent } from '../report';
import type { EpochRecord } from '../training';
import type { PlannedRun } from './run-options';

/** Who is told of each epoch. */
type OnEpoch = (epoch: EpochRecord) => void;

/** Shows how far training has come. */
export interface TrainingProgress {
  /** Shows a run's progress while `work` goes on. */
  during<Result>(run: PlannedRun, work: (onEpoch: OnEpoch) => Promise<Result>): Promise<Result>;
}

/** A bar on a terminal, a plain line now and then elsewhere; both on standard error. */
export function trainingProgress(runs: readonly PlannedRun[], quiet: boolean): TrainingProgress {
  if (quiet) return { during: (_run, work) => work(() => undefined) };
  const clock = new TrainingClock(runs);
  return process.stderr.isTTY ? new ProgressBar(clock) : new ProgressLines(clock);
}

/** Names a run in lines of its own. */
export function runTitle(run: PlannedRun): string {
  const { configuration } = run;
  return configuration === null ? setting(run) : `configuration ${configuration} (${setting(run)})`;
}

/** Names a run in a bar that fits a terminal of 80 columns. */
function shortTitle(run: PlannedRun): string {
  return run.configuration === null ? setting(run) : `config. ${run.configuration}`;
}

function setting({ settings: { lambda, eta } }: PlannedRun): string {
  return `λ ${lambda}, η ${eta}`;
}

function figures({ train, validation }: EpochRecord): string {
  const accuracies = `training ${percent(train.accuracy)}, validation ${percent(validation.accuracy)}`;
  return `loss ${nats(train.loss)}, ${accuracies}`;
}

function shortFigures({ train, validation }: EpochRecord): string {
  const accuracies = `train ${percent(train.accuracy)}, valid. ${percent(validation.accuracy)}`;
  return `loss ${nats(train.loss)}, ${accuracies}`;
}

/** Estimates the time left of all runs from the mean time of the epochs so far. */
class TrainingClock {
  private readonly start = performance.now();
  private readonly total: number;
  private finished = 0;

  constructor(runs: readonly PlannedRun[]) {
    this.total = runs.reduce((sum, { settings }) => sum + settings.epochs, 0);
  }

  tick(): void {
    this.finished++;
  }

  timeLeft(): string {
    const secondsPerEpoch = (performance.now() - this.start) / 1000 / this.finished;
    return `${duration(secondsPerEpoch * (this.total - this.finished))} left`;
  }
}

class ProgressBar implements TrainingProgress {
  constructor(private readonly clock: TrainingClock) {}

  async during<Result>(
    run: PlannedRun,
    work: (onEpoch: OnEpoch) => Promise<Result>,
  ): Promise<Result> {
    const bar = new SingleBar({
      format: '{title} {bar} {value}/{total}{news}',
      barsize: 8,
      clearOnComplete: true,
      // Ctrl-C is the command's to handle: it ends the run, and with it the bar.
      gracefulExit: false,
    });
    bar.start(run.settings.epochs, 0, { title: shortTitle(run), news: '' });
    try {
      return await work((epoch) => {
        this.clock.tick();
        bar.update(epoch.epoch, { news: `, ${this.clock.timeLeft()}: ${shortFigures(epoch)}` });
      });
    } finally {
      bar.stop();
    }
  }
}

/** Every how many epochs there is a line. */
const LINE_EVERY = 10;

class ProgressLines implements TrainingProgress {
  constructor(private readonly clock: TrainingClock) {}

  during<Result>(run: PlannedRun, work: (onEpoch: OnEpoch) => Promise<Result>): Promise<Result> {
    return work((epoch) => {
      this.clock.tick();
      const isTold = epoch.epoch === 1 || epoch.epoch % LINE_EVERY === 0;
      if (!isTold) return;
      const place = `${runTitle(run)}, epoch ${epoch.epoch}/${run.settings.epochs}`;
      console.error(`${place}: ${figures(epoch)}; ${this.clock.timeLeft()}`);
    });
  }
}

import type { FailureLine } from '../journal/form';
import type { Journal } from '../journal/journal';
import type { SearchResults } from '../results';
import { Failures } from './failures';
import { allEpochs, doneEpochs, type SweepEvent, type SweepProgress } from './progress';
import { resultsOf } from './results-of';
import { finishedTrials } from './trials';

/** What follows from the lines of a journal. */
interface Known {
  readonly lines: Journal['lines'];
  readonly results: SearchResults;
  /** The trials that can't be trained. */
  readonly failed: ReadonlySet<number>;
  readonly doneEpochs: number;
}

/** How a sweep stands, and what is told of it. */
export class Standing {
  /** The number of other processes. */
  others = 0;

  private readonly failures: Failures;
  /** Trials that were told of. */
  private readonly told = new Set<number>();
  private readonly allEpochs: number;
  private last: Known | undefined;

  constructor(private readonly journal: Journal) {
    this.failures = new Failures(journal.lines);
    this.allEpochs = allEpochs(journal.header);
  }

  /** Computed once for each line: progress is told of every few milliseconds. */
  get known(): Known {
    const { header, lines } = this.journal;
    if (this.last?.lines === lines) return this.last;
    const { results } = resultsOf(header, lines);
    const failed = this.failures.among(lines);
    this.last = { lines, results, failed, doneEpochs: doneEpochs(header, lines, failed.size) };
    return this.last;
  }

  /** Writes that a trial can't be trained. */
  async fail(line: FailureLine): Promise<void> {
    this.failures.add(line.trial);
    await this.journal.append([line]);
  }

  /** Tells of trials that have been finished meanwhile, and of the progress. */
  *news(isWaiting = false): Generator<SweepEvent, void, void> {
    const { header, lines } = this.journal;
    const finished = finishedTrials(header, lines);
    const { failed, results } = this.known;
    for (const trial of results.trials) {
      const isOver = failed.has(trial.number) || finished.has(trial.number);
      if (!isOver || this.told.has(trial.number)) continue;
      this.told.add(trial.number);
      yield { kind: 'trial', trial };
    }
    yield { kind: 'progress', progress: this.progress(0, isWaiting) };
  }

  progress(unfinishedEpochs: number, isWaiting = false): SweepProgress {
    const { results, doneEpochs: done } = this.known;
    const { best, trials } = results;
    return {
      finished: this.told.size,
      trials: trials.length,
      fraction: Math.min(1, (done + unfinishedEpochs) / this.allEpochs),
      best: best === null ? null : trials[best],
      processes: 1 + this.others,
      isWaiting,
    };
  }
}

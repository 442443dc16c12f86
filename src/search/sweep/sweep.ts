import { messageOf, OnelayerError, printable } from '../../errors';
import { fittedRun } from '../../training';
import { ranked } from '../choose';
import { isEnd, isScore, type EndLine, type Place, type ScoreLine } from '../journal/form';
import type { SearchResults, Trial } from '../results';
import { fitChosen } from './fit-chosen';
import type { ModelStore } from './model-store';
import type { PreparedSweep } from './prepare-sweep';
import { resultsOf } from './results-of';
import { allEpochs, doneEpochs, type SweepEvent, type SweepProgress } from './progress';
import { finishedTrials, membersOf, rungEpochs, trialsOf } from './trials';
import { scoreLines, trainUnit, type TrainedUnit } from './train-unit';
import { unitsOf } from './units';

/** How often the state of a training is saved beside a journal, in seconds. */
const CHECKPOINT_SECONDS = 10;

/** A search over settings, from its preparation to its end. */
export class Sweep {
  /** Trials that failed in this process: they are tried again in the next. */
  private readonly failed = new Set<number>();
  /** Trials that `run` has told of. */
  private readonly told = new Set<number>();
  /** What follows from the journal's lines, and of how many. */
  private known:
    | { readonly lines: number; readonly results: SearchResults; readonly doneEpochs: number }
    | undefined;
  private readonly allEpochs: number;

  constructor(
    private readonly parts: PreparedSweep,
    private readonly store: ModelStore,
    private readonly checkpointSeconds = CHECKPOINT_SECONDS,
  ) {
    this.allEpochs = allEpochs(parts.journal.header);
  }

  /**
   * Trains all trials that have no score yet. Yields each trial when it is finished, those of an earlier
   * process first, and the progress. It never blocks the event loop for more than a few hundredths of a
   * second.
   *
   * @throws the signal's reason; OnelayerError NOT_WRITABLE; FILE_INVALID and CHECKPOINT_MISMATCH for
   *         checkpoints beside the journal that can't be gone on with
   */
  async *run(signal?: AbortSignal): AsyncGenerator<SweepEvent, void, void> {
    const { checkpoints, journal, sets } = this.parts;
    const rungs = rungEpochs(journal.header).length;
    for (let rung = 0; rung < rungs; rung++) {
      for (const fold of sets.folds) {
        for (const unit of this.unitsLeft(rung, fold)) {
          yield* this.news();
          yield* this.trainTogether(unit, { rung, fold }, signal);
        }
      }
      checkpoints.removeBefore(rung);
    }
    yield* this.news();
    const { chosen, trials } = this.results();
    if (chosen === null) throw withoutScore(trials);
    if (journal.header.folds !== null && !this.hasEnded()) {
      await fitChosen(this.parts, chosen, this.store, this.checkpointSeconds, signal);
    }
  }

  results(): SearchResults {
    return this.standing().results;
  }

  /** Writes the end of the sweep into its journal, and removes the checkpoints. */
  async end(test: EndLine['test']): Promise<void> {
    const { journal, checkpoints } = this.parts;
    if (!this.hasEnded()) await journal.append([{ chosen: this.results().chosen, test }]);
    checkpoints.removeAll();
  }

  close(): Promise<void> {
    return this.parts.journal.close();
  }

  /** Whether the journal ends with the end of the sweep: nothing was trained since. */
  private hasEnded(): boolean {
    const last = this.parts.journal.lines.at(-1);
    return last !== undefined && isEnd(last);
  }

  private unitsLeft(rung: number, fold: number | null): number[][] {
    const { checkpoints, data, journal } = this.parts;
    const { header, lines } = journal;
    const scored = lines.filter(isScore).filter((own) => own.rung === rung && own.fold === fold);
    const has = new Set(scored.map(({ trial }) => trial));
    const left = membersOf(header, lines, rung).filter(
      (trial) => !has.has(trial) && !this.failed.has(trial),
    );
    const { classes, features } = data.training;
    const shape = { classes: classes.length, features };
    return unitsOf(left, header.trials, { fold, checkpoints, shape });
  }

  /** Trains trials as one job; if that fails, each alone, so that one doesn't take others with it. */
  private async *trainTogether(
    numbers: readonly number[],
    place: Omit<Place, 'trial'>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, void, void> {
    try {
      yield* this.train(numbers, place, signal);
    } catch (error) {
      if (signal?.aborted === true || error instanceof OnelayerError) throw error;
      if (numbers.length > 1) {
        for (const one of numbers) yield* this.trainTogether([one], place, signal);
        return;
      }
      const [trial] = numbers;
      const failure = printable(messageOf(error).split('\n', 1)[0]);
      this.failed.add(trial);
      await this.parts.journal.append([{ trial, ...place, failure }]);
    }
  }

  private async *train(
    numbers: readonly number[],
    { rung, fold }: Omit<Place, 'trial'>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, void, void> {
    const { backend, checkpoints, journal, plans, sets } = this.parts;
    const { header } = journal;
    const ends = rungEpochs(header, numbers[0]);
    const file = checkpoints.fileFor({ rung, fold, first: numbers[0] });
    const training = trainUnit({
      ...{ backend, plans, file, signal },
      data: sets.of(fold),
      settings: numbers.map((number) => header.trials[number]),
      kept: numbers.flatMap((number) => checkpoints.of(fold, number) ?? []),
      until: ends[rung],
      checkpointSeconds: this.checkpointSeconds,
    });
    const before = rung === 0 ? 0 : ends[rung - 1];
    let unit: TrainedUnit;
    try {
      for (;;) {
        const turn = await training.next();
        if (turn.done === true) {
          unit = turn.value;
          break;
        }
        const epochs = numbers.length * Math.max(0, turn.value - before);
        yield { kind: 'progress', progress: this.progress(epochs) };
      }
    } finally {
      // Where the caller leaves the loop, the training saves its state.
      await training.return(undefined as never);
    }
    const lines = scoreLines(unit, numbers, { rung, fold });
    const isLast = rung === ends.length - 1;
    if (isLast && fold === null) await this.keepBest(lines, unit);
    await journal.append(lines);
    if (isLast) checkpoints.forget(fold, numbers, file);
    else await checkpoints.keep(fold, numbers, unit.job);
  }

  /** Keeps the model of a unit's best trial, before its line is written, if it is the best so far. */
  private async keepBest(lines: readonly ScoreLine[], { job, ending }: TrainedUnit): Promise<void> {
    const { journal } = this.parts;
    const [best] = ranked(trialsOf(journal.header, [...journal.lines, ...lines]));
    const run = lines.findIndex(
      ({ trial }) => trial === (best as typeof best | undefined)?.trial.number,
    );
    if (run < 0) return;
    const { model, diverged } = await fittedRun(job, ending, run);
    if (!diverged) await this.store.write(model);
  }

  /** Tells of trials that have been finished meanwhile, and of the progress. */
  private *news(): Generator<SweepEvent, void, void> {
    const { header, lines } = this.parts.journal;
    const finished = finishedTrials(header, lines);
    for (const trial of this.results().trials) {
      const isOver = this.failed.has(trial.number) || finished.has(trial.number);
      if (!isOver || this.told.has(trial.number)) continue;
      this.told.add(trial.number);
      yield { kind: 'trial', trial };
    }
    yield { kind: 'progress', progress: this.progress(0) };
  }

  private progress(unfinishedEpochs: number): SweepProgress {
    const { results, doneEpochs: done } = this.standing();
    const { best, trials } = results;
    return {
      finished: this.told.size,
      trials: trials.length,
      fraction: Math.min(1, (done + unfinishedEpochs) / this.allEpochs),
      best: best === null ? null : trials[best],
    };
  }

  /** Computed once for each line: progress is told of every few milliseconds. */
  private standing() {
    const { header, lines } = this.parts.journal;
    if (this.known?.lines === lines.length) return this.known;
    const { results } = resultsOf(header, lines);
    const done = doneEpochs(header, lines, this.failed.size);
    this.known = { lines: lines.length, results, doneEpochs: done };
    return this.known;
  }
}

function withoutScore(trials: readonly Trial[]): OnelayerError {
  const failure = trials.find((trial) => trial.failure !== null)?.failure;
  const why = failure === undefined ? 'all diverged, so take a lower eta' : failure;
  return new OnelayerError('SEARCH_FAILED', `no trial of the sweep has a score: ${why}`);
}

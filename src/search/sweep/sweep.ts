import { setTimeout } from 'node:timers/promises';
import { OnelayerError } from '../../errors';
import type { FittedModel } from '../../model';
import type { EndLine } from '../journal/form';
import type { SearchResults, Trial } from '../results';
import type { BestModel } from './best-model';
import { fitChosen } from './fit-chosen';
import type { PreparedSweep } from './prepare-sweep';
import type { SweepEvent } from './progress';
import { ShareOut } from './share-out';
import { Standing } from './standing';
import { rungEpochs } from './trials';
import { UnitTrainer } from './unit-trainer';

/** How often the state of a training is saved beside a journal, in seconds. */
const CHECKPOINT_SECONDS = 10;

/** How often a process that waits for others looks for their results. */
const LOOK_EVERY_MS = 250;

/** The claim on the final fit of the chosen settings. */
const CHOSEN = 'chosen';

/** A search over settings, from its preparation to its end. */
export class Sweep {
  private readonly standing: Standing;
  private readonly shareOut: ShareOut;
  private readonly trainer: UnitTrainer;

  constructor(
    private readonly parts: PreparedSweep,
    private readonly best: BestModel,
    private readonly checkpointSeconds = CHECKPOINT_SECONDS,
  ) {
    this.standing = new Standing(parts.journal);
    this.shareOut = new ShareOut(parts, this.standing);
    this.trainer = new UnitTrainer(parts, best, this.standing, checkpointSeconds);
  }

  /**
   * Trains all trials that have no score yet, and that no other process trains. Yields each trial when it
   * is finished, here or elsewhere, those of earlier processes first, and the progress. It never blocks
   * the event loop for more than a few hundredths of a second.
   *
   * @throws the signal's reason; OnelayerError NOT_WRITABLE; FILE_INVALID and CHECKPOINT_MISMATCH for
   *         files beside the journal that can't be gone on with
   */
  async *run(signal?: AbortSignal): AsyncGenerator<SweepEvent, void, void> {
    const { checkpoints, journal } = this.parts;
    const rungs = rungEpochs(journal.header).length;
    for (let rung = 0; rung < rungs; rung++) {
      yield* this.trainRung(rung, signal);
      await checkpoints.removeBefore(rung);
    }
    yield* this.standing.news();
    const { chosen, trials } = this.results();
    if (chosen === null) throw withoutScore(trials);
    if (journal.header.folds !== null) yield* this.fitOnce(chosen, signal);
    else await this.publish(chosen);
  }

  results(): SearchResults {
    return this.standing.known.results;
  }

  /** The model of the chosen settings, after `run`. */
  model(): Promise<FittedModel> {
    return this.best.read();
  }

  /** Writes the end of the sweep into its journal, and removes all that was only needed on the way. */
  async end(test: EndLine['test']): Promise<void> {
    await this.parts.journal.end({ chosen: this.results().chosen, test });
  }

  close(): Promise<void> {
    return this.parts.journal.close();
  }

  /** Trains a rung's trials, and waits for those that others train. */
  private async *trainRung(
    rung: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, void, void> {
    const { claims } = this.parts.journal;
    for (;;) {
      const work = await this.shareOut.next(rung);
      yield* this.standing.news(work === 'others');
      if (work === 'none') return;
      if (work === 'others') {
        await look(signal);
        continue;
      }
      const { fold, units } = work;
      try {
        for (const unit of units) yield* this.trainer.trainTogether(unit, { rung, fold }, signal);
      } finally {
        await claims.release(work.claims);
      }
    }
  }

  /** Makes the model of the chosen trial, whoever trained it, the sweep's. */
  private async publish(chosen: number): Promise<void> {
    const { journal } = this.parts;
    // It is the sweep's already, if this trial had been chosen before others were tried again.
    if (journal.hasEnded || journal.lastEnd?.chosen === chosen) return;
    try {
      await this.best.publish(chosen);
    } catch (error) {
      // Another process that ends the sweep removes the files.
      if (!(await this.hasEnded())) throw error;
    }
  }

  /** Fits the chosen settings to all samples in one process; the others wait for the sweep's end. */
  private async *fitOnce(
    chosen: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, void, void> {
    const { journal } = this.parts;
    for (;;) {
      if (await this.hasEnded()) return;
      if ((await journal.claims.take([CHOSEN])).length > 0) break;
      yield* this.standing.news(true);
      await look(signal);
    }
    if (await this.hasEnded()) return;
    // Claimed until the end is written: only then may others rely on it.
    await fitChosen(this.parts, chosen, this.best, this.checkpointSeconds, signal);
  }

  /** Whether this process or another one has written the end. */
  private async hasEnded(): Promise<boolean> {
    const { journal } = this.parts;
    await journal.refresh();
    return journal.hasEnded;
  }
}

/** Waits until it is time to look again. @throws the signal's reason */
async function look(signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => signal?.throwIfAborted());
}

function withoutScore(trials: readonly Trial[]): OnelayerError {
  const failure = trials.find((trial) => trial.failure !== null)?.failure;
  const why = failure === undefined ? 'all diverged, so take a lower eta' : failure;
  return new OnelayerError('SEARCH_FAILED', `no trial of the sweep has a score: ${why}`);
}

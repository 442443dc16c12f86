import { setTimeout } from 'node:timers/promises';
import { OnelayerError } from '../../errors';
import type { FittedModel } from '../../model';
import type { EndLine } from '../journal/form';
import type { SearchResults, Trial } from '../results';
import type { BestModel } from './best-model';
import { fitChosen } from './fit-chosen';
import type { PreparedSweep } from './prepare-sweep';
import type { SweepEvent } from './progress';
import { cutResults } from './results-of';
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
  private cut = false;

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
   * @param enough  ends it once it has aborted and there is a trial to choose; what is being trained then is
   *   left as by a signal, to be gone on with
   * @throws the signal's reason; OnelayerError NOT_WRITABLE; FILE_INVALID and CHECKPOINT_MISMATCH for
   *         files beside the journal that can't be gone on with
   */
  async *run(signal?: AbortSignal, enough?: AbortSignal): AsyncGenerator<SweepEvent, void, void> {
    const { checkpoints, journal } = this.parts;
    const rungs = rungEpochs(journal.header).length;
    for (let rung = 0; rung < rungs && !this.cut; rung++) {
      this.cut = !(yield* this.trainRung(rung, signal, enough));
      if (!this.cut) await checkpoints.removeBefore(rung);
    }
    yield* this.standing.news();
    const { chosen, trials } = this.results();
    if (chosen === null) throw withoutScore(trials);
    const isHalved = trials[chosen].rungs.length < rungs;
    if (this.cut && (isHalved || journal.header.folds !== null)) {
      const keeping = { best: this.best, checkpointSeconds: null };
      await fitChosen(this.parts, trials[chosen], keeping, signal);
    } else if (journal.header.folds !== null) yield* this.fitOnce(trials[chosen], signal);
    else await this.publish(chosen);
  }

  /** Whether it was ended before all trials were trained. */
  get isCut(): boolean {
    return this.cut;
  }

  results(): SearchResults {
    const { results } = this.standing.known;
    return this.cut ? cutResults(this.parts.journal, results) : results;
  }

  /** The model of the chosen settings, after `run`. */
  model(): Promise<FittedModel> {
    return this.best.read();
  }

  /**
   * Writes the end of the sweep into its journal, and removes all that was only needed on the way. Of one
   * that was ended before, all stays as it is, to be gone on with.
   */
  async end(test: EndLine['test']): Promise<void> {
    if (!this.cut) await this.parts.journal.end({ chosen: this.results().chosen, test });
  }

  close(): Promise<void> {
    return this.parts.journal.close();
  }

  /**
   * Trains a rung's trials, and waits for those that others train. Returns whether all are trained: not if
   * that was enough before.
   */
  private async *trainRung(
    rung: number,
    signal: AbortSignal | undefined,
    enough: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, boolean, void> {
    const { claims } = this.parts.journal;
    const isEnough = (): boolean =>
      enough?.aborted === true && this.standing.known.results.chosen !== null;
    for (;;) {
      const work = await this.shareOut.next(rung);
      yield* this.standing.news(work === 'others');
      if (work === 'none') return true;
      if (work === 'others') {
        if (isEnough()) return false;
        await look(signal);
        continue;
      }
      const { fold, units } = work;
      try {
        for (const unit of units) {
          if (isEnough()) return false;
          for await (const event of this.trainer.trainTogether(unit, { rung, fold }, signal)) {
            yield event;
            // Leaving the loop has the training save its state.
            if (isEnough()) return false;
          }
        }
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
    chosen: Trial,
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
    const { best, checkpointSeconds } = this;
    await fitChosen(this.parts, chosen, { best, checkpointSeconds }, signal);
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

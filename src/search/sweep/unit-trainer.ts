import { messageOf, OnelayerError, printable } from '../../errors';
import { fittedRun } from '../../training';
import { ranked } from '../choose';
import { isScore, type Place, type ScoreLine } from '../journal/form';
import type { BestModel } from './best-model';
import type { PreparedSweep } from './prepare-sweep';
import type { SweepEvent } from './progress';
import type { Standing } from './standing';
import { scoreLines, trainUnit, type TrainedUnit } from './train-unit';
import { rungEpochs, trialsOf } from './trials';

type OnFold = Omit<Place, 'trial'>;

/** Trains units of trials to the end of a rung, and writes what came out into the journal. */
export class UnitTrainer {
  constructor(
    private readonly parts: PreparedSweep,
    private readonly best: BestModel,
    private readonly standing: Standing,
    private readonly checkpointSeconds: number,
  ) {}

  /** Trains trials as one job; if that fails, each alone, so that one doesn't take others with it. */
  async *trainTogether(
    numbers: readonly number[],
    place: OnFold,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, void, void> {
    try {
      yield* this.train(numbers, place, signal);
    } catch (error) {
      if (signal?.aborted === true) throw error;
      if (error instanceof OnelayerError) {
        if (await this.haveScores(numbers, place)) return;
        throw error;
      }
      if (numbers.length > 1) {
        for (const one of numbers) yield* this.trainTogether([one], place, signal);
        return;
      }
      const [trial] = numbers;
      const failure = printable(messageOf(error).split('\n', 1)[0]);
      await this.standing.fail({ trial, ...place, failure });
    }
  }

  /**
   * Returns true if trials have been trained meanwhile: a process that was suspended for long loses its
   * claims and, at the end of the sweep, its files.
   */
  private async haveScores(numbers: readonly number[], { rung, fold }: OnFold): Promise<boolean> {
    const { journal } = this.parts;
    await journal.refresh();
    const scored = journal.lines
      .filter(isScore)
      .filter((line) => line.rung === rung && line.fold === fold);
    return numbers.every((number) => scored.some(({ trial }) => trial === number));
  }

  private async *train(
    numbers: readonly number[],
    { rung, fold }: OnFold,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<SweepEvent, void, void> {
    const { backend, checkpoints, journal, plans, sets } = this.parts;
    const { header } = journal;
    const ends = rungEpochs(header, numbers[0]);
    const file = await checkpoints.fileFor({ rung, fold, trials: numbers });
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
        yield { kind: 'progress', progress: this.standing.progress(epochs) };
      }
    } finally {
      // Where the caller leaves the loop, the training saves its state.
      await training.return(undefined as never);
    }
    const lines = scoreLines(unit, numbers, { rung, fold });
    const isLast = rung === ends.length - 1;
    if (isLast && fold === null) await this.keepBest(lines, unit);
    await journal.append(lines);
    await checkpoints.removeOthers({ rung, fold, trials: numbers });
    if (isLast) checkpoints.forget(fold, numbers, file);
    else await checkpoints.keep(fold, numbers, unit.job);
  }

  /** Keeps the model of a unit's best trial, before its line is written, if it is the best so far. */
  private async keepBest(lines: readonly ScoreLine[], { job, ending }: TrainedUnit): Promise<void> {
    const { journal } = this.parts;
    const best = ranked(trialsOf(journal.header, [...journal.lines, ...lines])).at(0);
    const run = lines.findIndex(({ trial }) => trial === best?.trial.number);
    if (run < 0) return;
    const { model, diverged } = await fittedRun(job, ending, run);
    if (!diverged) await this.best.keep(lines[run].trial, model);
  }
}

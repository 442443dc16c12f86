import { fittedRun } from '../../training';
import { isScore } from '../journal/form';
import type { Trial } from '../results';
import type { BestModel } from './best-model';
import type { PreparedSweep } from './prepare-sweep';
import { trainUnit } from './train-unit';

/** Where the model of the chosen settings goes, and what may be left of its fit. */
interface Keeping {
  readonly best: BestModel;
  /** The seconds between checkpoints; null for none, where going on may choose other settings. */
  readonly checkpointSeconds: number | null;
}

/**
 * Fits the settings that cross-validation has chosen to all training samples. Early stopping has nothing
 * to go by then: the training ends after the mean number of epochs, rounded, that the folds' had kept in
 * the last rung that the trial has come to.
 *
 * @throws as `trainUnit`
 */
export async function fitChosen(
  { backend, checkpoints, journal, plans, sets }: PreparedSweep,
  { number, rungs }: Trial,
  { best, checkpointSeconds }: Keeping,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { header, lines } = journal;
  const settings = header.trials[number];
  const kept = lines
    .filter(isScore)
    .filter(({ trial, rung }) => trial === number && rung === rungs.length - 1)
    .map((line) => line.kept);
  const mean = Math.round(kept.reduce((sum, epoch) => sum + epoch, 0) / kept.length);
  const isKept = checkpointSeconds !== null;
  const training = trainUnit({
    ...{ backend, plans, signal, checkpointSeconds: checkpointSeconds ?? Infinity },
    file: isKept ? await checkpoints.chosenFile() : undefined,
    data: sets.of(null),
    settings: [{ ...settings, earlyStopping: null }],
    kept: isKept ? await checkpoints.chosen() : [],
    until: Math.max(1, mean),
  });
  for (;;) {
    const turn = await training.next();
    if (turn.done !== true) continue;
    const { job, ending } = turn.value;
    await best.write((await fittedRun(job, ending, 0)).model);
    return;
  }
}

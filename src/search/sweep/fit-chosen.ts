import { fittedRun } from '../../training';
import { isScore } from '../journal/form';
import type { BestModel } from './best-model';
import type { PreparedSweep } from './prepare-sweep';
import { rungEpochs } from './trials';
import { trainUnit } from './train-unit';

/**
 * Fits the settings that cross-validation has chosen to all training samples. Early stopping has nothing
 * to go by then: the training ends after the mean number of epochs, rounded, that the folds' had kept.
 *
 * @throws as `trainUnit`
 */
export async function fitChosen(
  { backend, checkpoints, journal, plans, sets }: PreparedSweep,
  chosen: number,
  best: BestModel,
  checkpointSeconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { header, lines } = journal;
  const settings = header.trials[chosen];
  const last = rungEpochs(header, chosen).length - 1;
  const kept = lines
    .filter(isScore)
    .filter(({ trial, rung }) => trial === chosen && rung === last)
    .map((line) => line.kept);
  const mean = Math.round(kept.reduce((sum, epoch) => sum + epoch, 0) / kept.length);
  const file = await checkpoints.chosenFile();
  const training = trainUnit({
    ...{ backend, plans, file, checkpointSeconds, signal },
    data: sets.of(null),
    settings: [{ ...settings, earlyStopping: null }],
    kept: await checkpoints.chosen(),
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

import { isBatch } from '../../training';
import type { PlannedRun } from '../runs/run-options';
import type { TrainOptions } from './train-options';

/**
 * Returns the runs of the options, for so many samples to train on: where the batch size isn't given, a
 * mini-batch has at most all of them.
 */
export function runsFor(
  { runs, isBatchSizeGiven }: Pick<TrainOptions, 'runs' | 'isBatchSizeGiven'>,
  samples: number,
): readonly PlannedRun[] {
  if (isBatchSizeGiven) return runs;
  return runs.map((run) => {
    const { settings } = run;
    // A solver that takes all samples at once refuses another size than the default.
    const batchSize = isBatch(settings)
      ? settings.batchSize
      : Math.min(settings.batchSize, samples);
    return { ...run, settings: { ...settings, batchSize } };
  });
}

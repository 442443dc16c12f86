import path from 'node:path';
import { MODEL_ENDINGS } from '../exchange';
import type { TrainedRun } from './make-runs';

/** The model's file in a run's folder, beside its arrays. */
export const MODEL_FILE = 'model.safetensors';

/** Whether a name has the ending of a format that models can be written in. */
export function isModelFile(file: string): boolean {
  return MODEL_ENDINGS.includes(path.extname(file).toLowerCase());
}

/** The index of the run with the best validation accuracy at the epoch that was kept; of equals, the first. */
export function bestRun(runs: readonly TrainedRun[]): number {
  const accuracies = runs.map(accuracyOf);
  return accuracies.indexOf(Math.max(...accuracies));
}

function accuracyOf({ record: { history }, bestEpoch }: TrainedRun): number {
  const kept = history.find(({ epoch }) => epoch === bestEpoch) ?? history.at(-1);
  return kept?.validation.accuracy ?? 0;
}

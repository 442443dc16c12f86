import path from 'node:path';
import type { Backend } from '../backend';
import { MODEL_ENDINGS, saveModel } from '../exchange';
import { packageVersion } from '../files';
import type { FittedModel } from '../model';
import type { DataReport } from '../report';
import { fittedModelOf, wholeSettings, type TrainedRun } from '../training';

/** What a run's folder has beside its arrays: all that predicts. */
export const MODEL_FILE = 'model.safetensors';

/** Where runs were made. */
interface Place {
  readonly backend: Backend;
  readonly report: DataReport;
}

/** Whether a name has the ending of a format that models can be written in. */
export function isModelFile(file: string): boolean {
  return MODEL_ENDINGS.includes(path.extname(file).toLowerCase());
}

/** Saves what a run learnt, in the format that the file's ending names. */
export function saveRunModel(file: string, run: TrainedRun, place: Place): Promise<void> {
  return saveModel(file, modelOf(run, place));
}

/** The finished run with the best validation accuracy, of equals the first; null if none is finished. */
export function bestRun(runs: readonly TrainedRun[]): TrainedRun | null {
  const finished = runs.filter(({ predictions }) => predictions !== null);
  if (finished.length === 0) return null;
  return finished.reduce((best, run) => (accuracyOf(run) > accuracyOf(best) ? run : best));
}

/** Validation accuracy of the epoch whose weights were kept. */
function accuracyOf({ record: { history, bestEpoch } }: TrainedRun): number {
  const kept = history.find(({ epoch }) => epoch === bestEpoch) ?? history.at(-1);
  return kept?.validation.accuracy ?? 0;
}

/** The paths of the data stay here: a model is handed on. */
function modelOf({ trainer, record }: TrainedRun, { backend, report }: Place): FittedModel {
  const { name, threads } = backend.report;
  const provenance = {
    onelayer: packageVersion(),
    settings: wholeSettings(trainer.settings),
    data: report.files,
    backend: { name, threads },
    epochs: record.history.length,
    bestEpoch: record.bestEpoch ?? null,
    testAccuracy: record.test?.accuracy ?? null,
  };
  return fittedModelOf(trainer, backend, { provenance });
}

import { loadCifar10, type Cifar10World } from '../../data';
import type { DataReport } from '../../report';
import { fetchProgress } from '../progress/fetch-progress';
import { trainingData, trainingFiles, type DataChoice, type RunData } from './run-data';

/** The data of a run, and their description. */
export interface LoadedRunData {
  readonly report: DataReport;
  readonly data: RunData;
}

/**
 * Loads the data for training, validation and testing.
 *
 * @param isQuiet  true to show no progress of a download
 * @param world    the files of CIFAR-10; tests have small ones
 */
export async function loadRunData(
  options: DataChoice & { readonly data?: string | undefined },
  isQuiet: boolean,
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<LoadedRunData> {
  const files = [...trainingFiles(options), 'test_batch'] as const;
  const progress = fetchProgress(isQuiet);
  const loaded = await loadCifar10({ files, from: options.data, signal, ...progress }, world);
  const { source, sets } = loaded;
  const data = { ...trainingData(loaded, options), test: sets.test_batch };
  return { report: { source, files: loaded.files }, data };
}

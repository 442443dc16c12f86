import { parse } from 'node:path';
import { assertText, isArgumentError } from '../../errors';
import { TaskRunner } from '../../tasks';
import { invalid } from '../bytes/faults';
import type { DataSet } from '../data-set';
import type { Features } from '../features';
import type { DenseFeatures } from '../features/kind';
import { makingDataSet, type DataSetParts } from './data-set-of';
import { namingLabels } from './labels';
import { knownClasses, type ClassOptions } from './known-classes';

/** Options common to all loaders of data sets. */
export interface FileOptions extends ClassOptions {
  /** The data set's name. By default the file's, without its folder and its ending. */
  readonly name?: string | undefined;
}

export function assertFileOptions(options: FileOptions): void {
  if (options.name !== undefined) assertText('name', options.name);
  knownClasses(options);
}

export function nameOf(file: string): string {
  return parse(file).name;
}

/**
 * Makes a data set of arrays from a file, without blocking the event loop.
 *
 * @param where  the file, or files
 * @throws OnelayerError DATA_INVALID, naming the file, where `dataSet` blames an argument
 */
export async function dataSetFrom<X extends Features = DenseFeatures>(
  where: string,
  found: Pick<DataSetParts<X>, 'X' | 'labels' | 'image' | 'features' | 'featureNames'>,
  { classes, like, name }: FileOptions & { readonly name: string },
): Promise<DataSet<X>> {
  try {
    const set = await new TaskRunner().run(makingDataSet({ ...found, classes, like, name }));
    return set as DataSet<X>;
  } catch (error) {
    throw isArgumentError(error) ? invalid(where, error.message, error) : error;
  }
}

/** Asserts what can be said of labels before the features are read. */
export async function assertLabels(
  where: string,
  labels: DataSetParts['labels'],
  options: FileOptions,
): Promise<void> {
  try {
    await new TaskRunner().run(namingLabels(labels, knownClasses(options)));
  } catch (error) {
    throw isArgumentError(error) ? invalid(where, error.message, error) : error;
  }
}

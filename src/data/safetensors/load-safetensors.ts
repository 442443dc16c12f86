import { assertKnownKeys, assertText } from '../../errors';
import { labelsBeside } from '../any/labels-beside';
import { LABEL_ENDINGS, labelsIn } from '../any/labels-in';
import { usualFeatures, usualLabels } from '../any/usual-names';
import type { DataSet } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import { arraysToDataSet, assertArrayOptions, type ArrayOptions } from '../npy/arrays-to-data-set';
import type { ArraySource } from '../npy/array-source';
import { nameOf } from '../own/from-file';
import { withTensors, type Tensors } from './tensors-in';

/**
 * Options of `loadSafetensors`.
 *
 * @category Data
 */
export interface SafetensorsOptions extends ArrayOptions {
  /**
   * The name of the tensor of features, of the shape (n, d) or (n, …). By default the only one, or `X`,
   * `x`, `embeddings`, `features`, `images` or `data`.
   */
  readonly X?: string | undefined;
  /**
   * The name of the tensor of integer labels, of the shape (n,), or a file of labels: `.npy`, idx, or text
   * with a label in each line. By default the tensor `y`, `labels`, `label`, `targets` or `target`, or
   * the file beside it, e.g. `a_labels.npy` or `a_labels.txt` beside `a.safetensors`.
   */
  readonly labels?: string | undefined;
}

/**
 * Loads a data set, e.g. of embeddings, from a safetensors file: features and n labels, read like those of
 * {@link loadNpy}. float16, bfloat16 and float32 become float32, uint8 stays bytes, all else becomes
 * float64. Other tensors in the file are not read.
 *
 * @param file     the path of the file
 * @param options  the names of the tensors, and the classes
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file, or no labels; DATA_INVALID naming file
 *   and tensor, if it is damaged, lacks a tensor, or for what `dataSet` refuses; TypeError or RangeError for
 *   an option
 * @category Data
 * @example
 * const training = await loadSafetensors('embeddings.safetensors', { labels: 'labels.txt' });
 */
export async function loadSafetensors(
  file: string,
  options: SafetensorsOptions = {},
): Promise<DataSet<DenseFeatures>> {
  assertText('file', file);
  assertKnownKeys('options', options, ['X', 'labels', 'classes', 'like', 'name', 'image']);
  const { X, labels, name = nameOf(file) } = options;
  if (X !== undefined) assertText('X', X);
  if (labels !== undefined) assertText('labels', labels);
  assertArrayOptions(options);
  const classes = options.classes ?? options.like?.classes;
  return withTensors(file, async (tensors) => {
    const features = tensors.source(usualFeatures(file, tensors.names, X));
    const y = await labelsOf(file, tensors, labels, classes);
    return arraysToDataSet(features, y, { ...options, name });
  });
}

/** Finds the labels of a safetensors file, in it or in another one. @param given  a tensor or a file */
export async function labelsOf(
  file: string,
  { names, source }: Tensors,
  given: string | undefined,
  classes: readonly string[] | undefined,
): Promise<ArraySource> {
  const name = given ?? usualLabels(names);
  if (name !== null && names.includes(name)) return source(name);
  return labelsIn(name ?? (await labelsBeside(file, LABEL_ENDINGS)), classes);
}

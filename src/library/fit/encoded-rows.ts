import type { Backend } from '../../backend';
import { subset, type DataSet } from '../../data';
import { argumentError } from '../../errors';
import {
  keptFeatures,
  MOST_IN_MEMORY,
  patchWords,
  patchFeatures,
  type PatchFeatures,
  type PatchSettings,
} from '../../patches';
import type { Given } from './fit-sets';
import { SampleRows, type LabelledRows } from './labelled-rows';
import { memoryOf } from './memory';
import type { FitDataOptions } from './options';
import type { Parts } from './parts';

/** Pictures to make features of. */
interface PictureSets {
  readonly rows: DataSet;
  readonly validation: DataSet | null;
  readonly test: DataSet | null;
}

/** The settings of features by patches; null where samples are features as they come. */
export function patchSettingsOf({ patches }: FitDataOptions): PatchSettings | null {
  return (typeof patches === 'number' ? { patches } : patches) ?? null;
}

/**
 * Returns the pictures among the rows.
 *
 * @throws TypeError for rows that aren't samples of a data set
 */
export function picturesIn({ rows, validation, test }: Given): PictureSets {
  const setOf = (own: LabelledRows): DataSet => {
    if (own instanceof SampleRows) return own.set;
    throw argumentError(TypeError, 'patches', `pictures, which ${own.name} has none of`, 'a table');
  };
  return {
    rows: setOf(rows),
    validation: validation && setOf(validation),
    test: test && setOf(test),
  };
}

/**
 * Learns patches of the pictures that are trained on alone, and makes features of all pictures, or takes up
 * those that an earlier fit has kept.
 *
 * @throws TypeError or RangeError naming the setting, or the field of the pictures that doesn't fit
 */
export async function encodedRows(
  given: Given,
  { training }: Parts,
  settings: PatchSettings,
  { backend, options }: { readonly backend: Backend; readonly options: FitDataOptions },
): Promise<Given> {
  const { signal } = options;
  const { rows, validation, test } = picturesIn(given);
  const learnt = subset(rows, rows.name, training);
  const patches = await patchFeatures(learnt, { ...settings, backend, signal });
  const sets = [rows, validation, test].filter((set) => set !== null);
  const encode = encoder(patches, sets, backend, options);
  return {
    ...given,
    rows: new SampleRows(await encode(rows)),
    validation: validation && new SampleRows(await encode(validation)),
    test: test && new SampleRows(await encode(test)),
  };
}

function encoder(
  patches: PatchFeatures,
  sets: readonly DataSet[],
  backend: Backend,
  options: FitDataOptions,
): (set: DataSet) => Promise<DataSet> {
  const { onEncoding, signal } = options;
  const counts = sets.map(({ samples }) => samples);
  const total = counts.reduce((sum, samples) => sum + samples, 0);
  const { features } = patches;
  const inMemory =
    total * features <= memoryOf(options) && features * Math.max(...counts) <= MOST_IN_MEMORY;
  let before = 0;
  return async (set) => {
    const onEncoded = (done: number): void => onEncoding?.({ done: before + done, total });
    const encoded = await keptFeatures(patches, set, { backend, inMemory, onEncoded, signal });
    before += set.samples;
    return encoded;
  };
}

/** What `fit` says of features by patches. */
export function patchesWords(settings: PatchSettings, given: Given, { training }: Parts): string {
  const { image } = picturesIn(given).rows;
  const pictures = training.length.toLocaleString('en');
  const what = patchWords(settings, image);
  return `features by ${what}, learnt of the ${pictures} pictures that are trained on`;
}

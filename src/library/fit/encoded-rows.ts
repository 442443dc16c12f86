import type { Backend } from '../../backend';
import { subset, type DataSet } from '../../data';
import { featureRoom, keptFeatures, patchFeatures, type PatchFeatures } from '../../patches';
import { UNDIVIDED, type PartedFeatures } from '../../search';
import type { Given } from './fit-sets';
import { SampleRows } from './labelled-rows';
import { memoryOf } from './memory';
import type { FitDataOptions } from './options';
import type { Parts } from './parts';
import { PatchGroups } from './patch-groups';
import { picturesIn, type PatchPlan } from './patch-plan';

/** What is trained on: rows of features; or of pictures, whose features are made a group at a time. */
export interface TrainedRows {
  readonly given: Given;
  readonly features: PartedFeatures;
}

/**
 * Learns patches of the pictures that are trained on alone, and makes features of all pictures, or takes up
 * those that an earlier fit has kept; those of groups only once they are trained.
 *
 * @throws TypeError or RangeError naming the setting, or the field of the pictures that doesn't fit
 */
export async function encodedRows(
  given: Given,
  { training }: Parts,
  { group, settings }: PatchPlan,
  { backend, options }: { readonly backend: Backend; readonly options: FitDataOptions },
): Promise<TrainedRows> {
  const { onEncoding, signal } = options;
  const { rows, validation, test } = picturesIn(given);
  const learnt = subset(rows, rows.name, training);
  const patches = await patchFeatures(learnt, { ...settings, backend, signal });
  if (group !== null) {
    const onEncoded = (done: number, total: number): void => onEncoding?.({ done, total });
    return { given, features: new PatchGroups(patches, group, { backend, onEncoded, signal }) };
  }
  const sets = [rows, validation, test].filter((set) => set !== null);
  const encode = encoder(patches, sets, backend, options);
  const encoded = {
    ...given,
    rows: new SampleRows(await encode(rows)),
    validation: validation && new SampleRows(await encode(validation)),
    test: test && new SampleRows(await encode(test)),
  };
  return { given: encoded, features: UNDIVIDED };
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
  // Parts of the rows are copies, beside all of them.
  const inMemory = featureRoom(patches.features, counts, memoryOf(options)).fits;
  let before = 0;
  return async (set) => {
    const onEncoded = (done: number): void => onEncoding?.({ done: before + done, total });
    const encoded = await keptFeatures(patches, set, { backend, inMemory, onEncoded, signal });
    before += set.samples;
    return encoded;
  };
}

import type { DataSet } from '../../data';
import { argumentError } from '../../errors';
import {
  assertGroupsFit,
  DEFAULT_GROUP,
  groupCount,
  PATCH_DEFAULTS,
  patchWords,
  type PatchSettings,
} from '../../patches';
import type { FitPlan } from './fit-plan';
import type { Given } from './fit-sets';
import { SampleRows, type LabelledRows } from './labelled-rows';
import type { FitDataOptions } from './options';
import type { Parts } from './parts';

/** Pictures to make features of. */
interface GivenPictures {
  readonly rows: DataSet;
  readonly validation: DataSet | null;
  readonly test: DataSet | null;
}

/** The settings of features by patches; null where samples are features as they come. */
function patchSettingsOf({ patches }: FitDataOptions): PatchSettings | null {
  return (typeof patches === 'number' ? { patches } : patches) ?? null;
}

/**
 * Returns the pictures among the rows.
 *
 * @throws TypeError for rows that aren't samples of a data set
 */
export function picturesIn({ rows, validation, test }: Given): GivenPictures {
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

/** How pictures become features. */
export interface PatchPlan {
  readonly settings: PatchSettings;
  /** The patches of a group, at most, where they are trained in groups; null if all are trained at once. */
  readonly group: number | null;
}

/**
 * Plans features by patches; null where samples are features as they come. More patches than make a group
 * are trained in groups, by mini-batches; an optimum is that of all together.
 *
 * @throws TypeError or RangeError naming the setting, or the field of the pictures that doesn't fit
 */
export function patchPlanOf(
  options: FitDataOptions,
  given: Given,
  { training, validation }: Parts,
  { solver }: FitPlan,
): PatchPlan | null {
  const settings = patchSettingsOf(options);
  if (settings === null) return null;
  const { memory, patchGroup } = options;
  const { image } = picturesIn(given).rows;
  if (solver === 'lbfgs') {
    if (patchGroup === undefined) return { settings, group: null };
    const expected =
      'none where a certified optimum of all patches is the aim: of few rows, or with a tolerance';
    throw argumentError(TypeError, 'patchGroup', expected, patchGroup);
  }
  const { patches = PATCH_DEFAULTS.patches } = settings;
  const group = patchGroup ?? DEFAULT_GROUP;
  if (group >= patches || image === undefined) return { settings, group: null };
  const held = validation?.length ?? given.validation?.samples ?? 0;
  assertGroupsFit(image, settings, group, training.length + held, memory);
  return { settings, group };
}

/** What `fit` says of features by patches. */
export function patchesWords(
  { group, settings }: PatchPlan,
  given: Given,
  { training }: Parts,
): string {
  const { image } = picturesIn(given).rows;
  const pictures = training.length.toLocaleString('en');
  const what = patchWords(settings, image);
  const words = `features by ${what}, learnt of the ${pictures} pictures that are trained on`;
  return group === null ? words : `${words}; ${groupsWords(settings, group)}`;
}

function groupsWords({ patches = PATCH_DEFAULTS.patches }: PatchSettings, group: number): string {
  const groups = groupCount(patches, group);
  const size = Math.ceil(patches / groups).toLocaleString('en');
  return `trained in ${groups} groups of ${size} patches, which are averaged`;
}

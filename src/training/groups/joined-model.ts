import { Standardiser } from '../../data';
import { Parameters, type FittedModel } from '../../model';
import { placeGroup, type PatchFeatures, type PatchGroup } from '../../patches';

/** A group of patches, and the model that was trained on its features alone. */
export interface GroupModel {
  readonly group: PatchGroup;
  readonly model: FittedModel;
}

/**
 * Joins the models of all groups of a dictionary to one whose scores are the mean of theirs,
 * s = (1/G) Σ W_g x'_g + b_g: it is the linear classifier of all features with the weights W_g/G.
 *
 * @param whole  the dictionary of all groups
 */
export function joinedModel(whole: PatchFeatures, groups: readonly GroupModel[]): FittedModel {
  const [{ model: first }] = groups;
  if (groups.length === 1) return first;
  const { classes: K, dtype } = first.parameters;
  const d = whole.features;
  const parameters = new Parameters(K, d, dtype);
  const [mean, deviation] = [new Float64Array(d), new Float64Array(d)];
  for (const { group, model } of groups) {
    const own = model.parameters;
    placeGroup(group, whole, model.standardiser.mean, mean);
    placeGroup(group, whole, model.standardiser.deviation, deviation);
    for (let k = 0; k < K; k++) {
      const share = own.weights
        .subarray(k * own.features, (k + 1) * own.features)
        .map((weight) => weight / groups.length);
      placeGroup(group, whole, share, parameters.weights.subarray(k * d, (k + 1) * d));
      parameters.bias[k] += own.bias[k] / groups.length;
    }
  }
  const { range } = first.standardiser;
  return {
    ...first,
    parameters,
    patches: whole,
    standardiser: new Standardiser({ mean, deviation, range }),
    provenance: { ...first.provenance, groups: groups.length },
  };
}

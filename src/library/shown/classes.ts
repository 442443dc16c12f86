import type { ImageShape } from '../../data';
import { shownOf, strip, toBytes, type ShownTable } from '../../display';
import { patchFeatureName } from '../../patches';
import { rangeOf, type FittedModel } from '../../model';

/** Classes that a notebook shows, and features of each. */
const MOST_CLASSES = 10;
const MOST_FEATURES = 3;

/** The model's first classes: their templates, or the features that speak most for and against them. */
export function classesTable(model: FittedModel): ShownTable {
  const { classes, image } = model;
  const shown = classes.slice(0, MOST_CLASSES);
  const note = shownOf(shown.length, classes.length, 'classes');
  const rows = shown.map((name, k) => [
    name,
    ...(image === null ? speakingWords(model, k) : [templateOf(model, k, image)]),
  ]);
  const head = image === null ? ['speaks for it', 'and against it'] : ['weights'];
  return { head: ['class', ...head], rows, note };
}

/** The weights of class k as a picture, black the smallest, white the largest. */
function templateOf(model: FittedModel, k: number, image: ImageShape) {
  const own = weightsOf(model, k);
  return strip([toBytes(own, rangeOf(own))], image);
}

/** Names the features with the largest weights of class k, and those with the smallest. */
function speakingWords(model: FittedModel, k: number): [string, string] {
  const own = weightsOf(model, k);
  const words = (sign: 1 | -1): string => {
    const order = largest(own, sign).filter((j) => sign * own[j] > 0);
    return order.map((j) => nameOf(model, j)).join(', ');
  };
  return [words(1), words(-1)];
}

function nameOf({ featureNames, patches }: FittedModel, j: number): string {
  if (patches !== null) return patchFeatureName(j, patches.settings.patches);
  return featureNames?.[j] ?? `feature ${j}`;
}

/** The indices of the largest of sign · w, largest first. */
function largest(values: ArrayLike<number>, sign: 1 | -1): number[] {
  const found: number[] = [];
  for (let j = 0; j < values.length; j++) {
    const before = found.findIndex((other) => sign * values[j] > sign * values[other]);
    if (before < 0 && found.length >= MOST_FEATURES) continue;
    found.splice(before < 0 ? found.length : before, 0, j);
    found.length = Math.min(found.length, MOST_FEATURES);
  }
  return found;
}

function weightsOf({ parameters }: FittedModel, k: number): Float32Array | Float64Array {
  const { features: d, weights } = parameters;
  return weights.subarray(k * d, (k + 1) * d);
}

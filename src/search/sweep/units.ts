import { differences, SETTINGS, type SettingName, type TrainingSettings } from '../../training';
import type { Checkpoints } from './checkpoints';

/** The shape of a model. */
interface Shape {
  readonly classes: number;
  readonly features: number;
}

/**
 * Trials trained as one job: beyond these, a mini-batch reads more weights than the caches hold, and
 * nothing gets faster; see docs/decisions.md.
 */
const MOST_TOGETHER = 16;

/** Parameters in a job: with gradients, velocities and the best so far, 4 arrays of 256 MiB in float32. */
const MOST_PARAMETERS = 2 ** 26;

/**
 * Parts trials into those that can be trained as one job: they see the same mini-batches, since they
 * differ in settings of scope `run` alone, and have come equally far.
 *
 * @param numbers  of the trials
 * @param trials   the settings of all trials
 * @param most     the number of trials in a unit, at most
 */
export function unitsOf(
  numbers: readonly number[],
  trials: readonly Partial<TrainingSettings>[],
  { fold, checkpoints, shape, most }: UnitOptions,
): number[][] {
  const groups: { readonly place: string; readonly members: number[] }[] = [];
  for (const number of numbers) {
    const place = JSON.stringify(checkpoints.of(fold, number)?.snapshot.progress);
    const group = groups.find(
      (one) => one.place === place && sharesBatches(trials[one.members[0]], trials[number]),
    );
    if (group === undefined) groups.push({ place, members: [number] });
    else group.members.push(number);
  }
  const together = Math.min(most, togetherFor(shape));
  return groups.flatMap(({ members }) => evenSlices(members, together));
}

interface UnitOptions {
  readonly fold: number | null;
  readonly checkpoints: Checkpoints;
  readonly shape: Shape;
  readonly most: number;
}

function sharesBatches(a: Partial<TrainingSettings>, b: Partial<TrainingSettings>): boolean {
  return differences(a, b).every((name) => SETTINGS[name as SettingName].scope === 'run');
}

/** Returns the number of trials that can be trained as one job. */
export function togetherFor({ classes, features }: Shape): number {
  const fitting = Math.floor(MOST_PARAMETERS / (classes * features + classes));
  return Math.max(1, Math.min(MOST_TOGETHER, fitting));
}

/** Cuts a list into as few slices as possible, of nearly equal lengths. */
export function evenSlices(members: readonly number[], most: number): number[][] {
  const slices = Math.ceil(members.length / most);
  return Array.from({ length: slices }, (_, i) => {
    const [from, to] = [i, i + 1].map((at) => Math.round((at * members.length) / slices));
    return members.slice(from, to);
  });
}

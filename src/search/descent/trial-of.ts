import { validationScore } from '../lambda-search';
import { printedTrial } from '../printed';
import type { Trial } from '../results';
import type { PathSets } from '../sets';
import type { Descended } from './descend';

/** Makes a trial of what was trained with one λ. @param own  of each fold */
export function trialOf(
  number: number,
  settings: Trial['settings'],
  own: readonly Descended[],
  sets: PathSets,
): Trial {
  const scores = own.map(({ score }) => score);
  const diverged = scores.some(({ loss, accuracy }) => !Number.isFinite(loss + accuracy));
  const epochs = Math.max(...own.map((one) => one.epochs));
  return printedTrial({
    number,
    settings,
    rungs: diverged ? [] : [{ epochs, validation: validationScore(scores, sets) }],
    failure: diverged ? 'the training diverged: its loss is not finite' : null,
    gap: null,
    seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
  });
}

import type { DataSet } from '../data';
import { Parameters } from '../model';
import type { Steps } from '../pacing';
import { defaultRng, type GeneratorState } from '../random';
import type { WholeSettings } from './settings';

/** Where a training begins. */
export interface Initial {
  readonly parameters: Parameters;
  /** After it drew W: it draws the epochs' orders next. */
  readonly generator: GeneratorState;
}

/** Draws the initial weights of a training, in steps. */
export function* drawingInitial(
  { classes, features }: DataSet,
  { precision, seed }: Pick<WholeSettings, 'precision' | 'seed'>,
): Steps<Initial> {
  const generator = defaultRng(seed);
  const K = classes.length;
  const parameters = yield* Parameters.drawing(K, features, precision, generator);
  return { parameters, generator: generator.saveState() };
}

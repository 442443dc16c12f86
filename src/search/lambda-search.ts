import type { FittedRun } from '../training';
import { choose } from './choose';
import { printedResults } from './printed';
import type { Score, SearchResults, Trial } from './results';
import { meanScore, scoreOn } from './scores';
import type { PathSets } from './sets';

/** A search for the best λ among some, which ends with a model. */
export interface LambdaSearch<Progress> {
  /** Yields how far it is, and each trial when it is finished. */
  run(): AsyncGenerator<LambdaSearchEvent<Progress>, LambdaOutcome, void>;
}

export type LambdaSearchEvent<Progress> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'trial'; readonly trial: Trial };

/** What a search for λ ends with. */
export interface LambdaOutcome {
  readonly results: SearchResults;
  /** The model of the chosen λ. */
  readonly fitted: FittedRun;
  /** Of each fold that was validated on: the model of the chosen λ, which wasn't fitted to the fold. */
  readonly validated: readonly FittedRun[];
  /** True if the model was fitted once more, to the whole data. */
  readonly isRefitted: boolean;
  /** True if there was no time for all that was to be tried, or it was ended before. */
  readonly isCut: boolean;
}

/** How a search for λ is stopped. */
export interface SearchControl {
  readonly signal?: AbortSignal | undefined;
  /** When it is to be finished, by `performance.now()`. By default it takes the time that it needs. */
  readonly until?: number | undefined;
  /** Ends the search with what it has found once it aborts. By default nothing does. */
  readonly enough?: AbortSignal | undefined;
}

/** The score of a λ by those of the first folds, or of the validation set. */
export function validationScore(
  scores: readonly Pick<Score, 'loss' | 'accuracy'>[],
  { sizes }: Pick<PathSets, 'sizes'>,
): Score {
  return scores.length === 1 ? scoreOn(scores[0], sizes[0]) : meanScore(scores);
}

/**
 * Chooses among trials that differ in λ.
 *
 * @param seen  the folds that were validated on
 */
export function chosenAmong(
  trials: readonly Trial[],
  { folds: [first], sizes }: PathSets,
  {
    seen,
    ...how
  }: Pick<SearchResults, 'kind' | 'rule'> & { readonly seen: number; readonly isCut: boolean },
): SearchResults {
  const samples = sizes.slice(0, seen).reduce((sum, size) => sum + size, 0);
  const validation = { folds: first === null || seen === 1 ? null : seen, samples };
  const { isCut, kind, rule } = how;
  return printedResults({
    ...{ kind, varied: ['lambda'], validation, trials, rule },
    ...choose(trials, ['lambda'], rule),
    ...(isCut && { isCut }),
  });
}

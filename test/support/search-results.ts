import { choose, type Rung, type Score, type SearchResults, type Trial } from '../../src/search';

/** The score of so many hits among the samples of one validation set. */
export function scoreOfHits(hits: number, samples: number, loss = 3 - (2 * hits) / samples): Score {
  const accuracy = hits / samples;
  return { loss, accuracy, standardError: Math.sqrt((accuracy * (1 - accuracy)) / samples) };
}

/** A trial, by default of these settings with the hits at the end of its rungs, of 1,000 samples. */
export function trialOf(
  settings: Trial['settings'],
  hits: readonly number[],
  changes: Partial<Trial> = {},
): Trial {
  const rungs = hits.map((each, i): Rung => {
    return { epochs: 4 * 2 ** i, validation: scoreOfHits(each, 1000) };
  });
  return { number: 0, settings, rungs, failure: null, gap: null, seconds: 1.5, ...changes };
}

/** Trials numbered in their order. */
export const numbered = (trials: readonly Trial[]): Trial[] =>
  trials.map((trial, number) => ({ ...trial, number }));

/** The results of a search with these trials, on 1,000 validation samples unless changed. */
export function searchOf(
  trials: readonly Trial[],
  varied: SearchResults['varied'],
  changes: Partial<SearchResults> = {},
): SearchResults {
  const { rule = 'best' } = changes;
  const all = numbered(trials);
  return {
    kind: 'sweep',
    varied,
    validation: { folds: null, samples: 1000 },
    trials: all,
    rule,
    ...choose(all, varied, rule),
    ...changes,
  };
}

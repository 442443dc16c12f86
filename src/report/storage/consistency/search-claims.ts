import { choose, type Score, type SearchResults, type Trial } from '../../../search';
import { differences } from '../../../training';
import type { Results } from '../../results/results';
import { Claims } from './claims';

/** Rounding of a standard error that is as large as can be. */
const ABOVE = 1 + 1e-9;

/** Asserts that a search's trials are possible, and that its choice follows from them by its rule. */
export function assertSearch(claims: Claims, search: SearchResults): void {
  const { trials, varied, rule } = search;
  trials.forEach((trial, i) => {
    const own = claims.at('trials').at(i);
    own.at('number').equal(trial.number, i, 'its place in the order of the search');
    assertRungs(own, trial, search.validation);
    const unnamed = differences(trial.settings, trials[0].settings).filter(
      (name) => !varied.some((known) => known === name),
    );
    const expected = 'those of the first trial, but for the settings in varied';
    own.at('settings').assert(unnamed.length === 0, expected, `another ${unnamed.join(', ')}`);
  });
  const { best, chosen, atEdge } = choose(trials, varied, rule);
  claims.at('best').equal(search.best, best, 'the trial with the best validation score');
  claims.at('chosen').equal(search.chosen, chosen, `by the rule ${rule}`);
  const edges = (names: readonly string[]): string => names.toSorted().join(', ') || 'none';
  const why = 'the settings of the chosen trial at an edge of their range';
  claims.at('atEdge').equal(edges(search.atEdge), edges(atEdge), why);
}

/**
 * Asserts that the runs of a search are those of the settings that it has chosen, as commands train them.
 *
 * @throws OnelayerError FILE_INVALID that names the run
 */
export function assertChosen(file: string, { runs, search }: Results): void {
  if (search === undefined) return;
  const claims = new Claims(file).at('runs');
  const { trials, chosen } = search;
  const trial = trials.at(chosen ?? trials.length);
  runs.forEach((run, i) => {
    if (trial === undefined) return;
    const others = differences(run, trial.settings);
    const expected = 'the settings of the trial that search.chosen names';
    claims.at(i).assert(others.length === 0, expected, `another ${others.join(', ')}`);
  });
}

function assertRungs(
  claims: Claims,
  { rungs, failure }: Trial,
  validation: SearchResults['validation'],
): void {
  const place = claims.at('rungs');
  const hasScore = failure !== null || rungs.length > 0;
  place.assert(hasScore, 'at least one of a trial that did not fail', 'none');
  rungs.forEach(({ epochs, validation: score }, i) => {
    const own = place.at(i);
    const before = rungs[i - 1]?.epochs ?? -1;
    own.at('epochs').assert(epochs > before, `more than ${before}`, epochs);
    assertScore(own.at('validation'), score, validation);
  });
}

/** The accuracies of k folds whose mean is p deviate most where each is 0 or 1. */
function assertScore(
  claims: Claims,
  { accuracy, standardError }: Score,
  { folds, samples }: SearchResults['validation'],
): void {
  const variance = accuracy * (1 - accuracy);
  const place = claims.at('standardError');
  if (folds !== null) {
    const most = Math.sqrt(variance / (folds - 1));
    const expected = `at most ${most} with ${folds} folds`;
    place.assert(standardError <= most * ABOVE, expected, standardError);
    return;
  }
  claims.at('accuracy').partOf(accuracy, samples);
  place.close(standardError, Math.sqrt(variance / samples), `√(p(1−p)/n) of ${samples} samples`);
}

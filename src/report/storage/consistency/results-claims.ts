import type { Results } from '../../results/results';
import { assertAnalysis } from './analysis-claims';
import { Claims } from './claims';
import { assertGradientCheck } from './gradient-claims';
import { assertFit } from './fit-claims';
import { assertRun } from './run-claims';
import { assertSearch } from './search-claims';
import { assertWeightNorms } from './weight-claims';

/**
 * Asserts that results agree with themselves: whatever a file says twice, or says and implies, must
 * be the same. A figure that somebody changed is found so.
 *
 * @throws OnelayerError FILE_INVALID that names the first place that contradicts another
 */
export function assertConsistent(file: string, results: Results): void {
  const { gradientCheck, runs, search } = results;
  const claims = new Claims(file);
  if (gradientCheck !== null) assertGradientCheck(claims.at('gradientCheck'), gradientCheck);
  runs.forEach((run, i) => {
    const own = claims.at('runs').at(i);
    assertRun(own, run, results);
    const { test, analysis } = run;
    own
      .at('analysis')
      .assert((analysis === null) === (test === null), 'one exactly where test is', analysis);
    if (analysis !== null && test !== null) assertAnalysis(own, { test, analysis }, results);
    assertWeightNorms(own, run);
  });
  assertFit(claims.at('fit'), results);
  if (search !== undefined) assertSearch(claims.at('search'), search);
}

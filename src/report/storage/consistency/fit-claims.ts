import { wilsonInterval } from '../../../model';
import type { Results } from '../../results/results';
import { sum, type Claims } from './claims';

/** Asserts that what a fit says of its test and its columns follows from the run. */
export function assertFit(claims: Claims, results: Results): void {
  const { classes, fit, runs, samples } = results;
  if (fit === undefined) return;
  const { columns, features, heaviest, interval, majority } = fit;
  const [{ test, analysis }] = runs;
  if (test !== null) {
    const expected = wilsonInterval(Math.round(test.accuracy * samples.test), samples.test);
    for (const end of ['low', 'high'] as const) {
      const place = claims.at('interval').at(end);
      place.close(interval[end], expected[end], "Wilson's of the test accuracy", 1);
    }
  }
  claims.at('majority.accuracy').partOf(majority.accuracy, samples.test);
  heaviest?.forEach(({ weights }, i) => {
    claims.at('heaviest').at(i).at('weights').perClass(weights, classes.length);
  });
  if (columns === null) return;
  const made = sum(columns.map((column) => column.features));
  claims.at('features').equal(features, made, 'those that the columns make');
  if (analysis === null) return;
  const norm = Math.sqrt(sum(columns.map(({ weight }) => weight ** 2)));
  const why = 'analysis.weights.norm, by the weights of all columns';
  claims.at('columns').close(norm, analysis.weights.norm, why);
}

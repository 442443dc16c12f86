import type { ReportedRun } from '../../results/results';
import type { Claims } from './claims';

/** Asserts that ‖W‖ after each epoch is that of its penalty, and that of the analysis where W was kept. */
export function assertWeightNorms(claims: Claims, run: ReportedRun): void {
  const { history, lambda, analysis, bestEpoch } = run;
  history.forEach(({ train, weightNorm }, i) => {
    if (weightNorm === undefined || !isFinite(train.cost + weightNorm)) return;
    const expected = train.loss + lambda * weightNorm ** 2;
    const place = claims.at('history').at(i).at('train.cost');
    place.close(train.cost, expected, 'its loss and λ · weightNorm²', train.cost + expected);
  });
  const kept = bestEpoch == null ? history.at(-1) : history.at(bestEpoch - 1);
  if (analysis === null || kept?.weightNorm === undefined) return;
  const { norm } = analysis.weights;
  const place = claims.at('analysis.weights.norm');
  place.close(norm, kept.weightNorm, `weightNorm of epoch ${kept.epoch}`);
}

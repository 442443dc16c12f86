import { isBatch, wholeSettings, type Certificate } from '../../../training';
import type { ReportedRun } from '../../results/results';
import type { Claims } from './claims';

/** What rounding b to float32 may add to the gap, relative to the cost. */
const ROUNDING = 1e-6;

/**
 * Asserts that a run's certificate follows from its gradient, and is of the end of its history.
 *
 * @param isFit  true of the run of a fit, which keeps no history
 */
export function assertCertificate(claims: Claims, run: ReportedRun, isFit: boolean): void {
  const { certificate = null, history, lambda } = run;
  if (certificate === null) return;
  claims.assert(isBatch(run), 'none of a solver that gives none', 'one');
  const last = history.at(-1);
  const place = claims.at('cost');
  place.assert(last !== undefined || isFit, 'the cost after an iteration', 'none');
  if (lambda === 0) assertNoBounds(claims, certificate);
  else assertBounds(claims, certificate, run);
  if (last === undefined) return;
  place.close(certificate.cost, last.train.cost, 'the training cost at the end');
  const { accuracy, gap } = certificate;
  claims.at('gap').equal(gap, last.gap ?? null, 'that at the end of the history');
  if (accuracy === null) return;
  const own = last.train.accuracy;
  claims.at('accuracy.least').assert(accuracy.least <= own, `at most ${own}`, accuracy.least);
  claims.at('accuracy.most').assert(accuracy.most >= own, `at least ${own}`, accuracy.most);
}

function assertNoBounds(claims: Claims, certificate: Certificate): void {
  for (const name of ['gap', 'relativeGap', 'distance', 'accuracy'] as const) {
    claims.at(name).equal(certificate[name], null, 'with λ 0');
  }
}

function assertBounds(claims: Claims, certificate: Certificate, run: ReportedRun): void {
  const { accuracy, cost, gradientNorm, isReached, relativeGap } = certificate;
  const [gap, distance] = [certificate.gap ?? NaN, certificate.distance ?? NaN];
  const bound = gradientNorm ** 2 / (4 * run.lambda);
  const isBound = gap >= bound * (1 - ROUNDING) && gap <= bound + ROUNDING * cost;
  claims.at('gap').assert(isBound, `${bound}, gradientNorm² / 4λ`, certificate.gap);
  claims.at('relativeGap').close(relativeGap ?? NaN, gap / cost, 'gap / cost', gap / cost);
  const ofWeights = gradientNorm / (2 * run.lambda);
  claims.at('distance').close(distance, ofWeights, 'gradientNorm / 2λ');
  claims.at('accuracy').assert(accuracy !== null, 'bounds with λ above 0', accuracy);
  const { tolerance } = wholeSettings(run);
  claims
    .at('isReached')
    .equal(
      isReached,
      gap <= tolerance * Math.abs(cost),
      `the gap against ${tolerance} of the cost`,
    );
}

import type { Evaluation } from '../../../model';
import { CONFIGURATIONS, isBetter } from '../../../training';
import type { ReportedRun, Results } from '../../results/results';
import { assertCertificate } from './certificate-claims';
import { sum, type Claims } from './claims';

/** Asserts that the settings, the epochs and the test of a run agree. */
export function assertRun(claims: Claims, run: ReportedRun, results: Results): void {
  const { history, epochs, test, earlyStopping, endedOnRequest } = run;
  assertConfiguration(claims.at('configuration'), run);
  const length = claims.at('history');
  length.assert(history.length <= epochs, `at most ${epochs} epochs`, history.length);
  history.forEach((record, i) => assertEpoch(length.at(i), run, record, i, results));
  const isFit = results.fit !== undefined;
  assertCertificate(claims.at('certificate'), run, isFit);
  if (test === null) return;
  const isWhole =
    history.length === epochs ||
    (earlyStopping ?? null) !== null ||
    endedOnRequest === true ||
    run.certificate != null ||
    // A fit may have had no time to come to its end.
    isFit;
  length.assert(isWhole, `${epochs} epochs of a run that was tested`, history.length);
  claims.at('test.accuracy').partOf(test.accuracy, results.samples.test);
  assertBestEpoch(claims.at('bestEpoch'), run);
  assertPenalty(claims, run, test);
}

function assertConfiguration(claims: Claims, { configuration, lambda, eta }: ReportedRun): void {
  const known = CONFIGURATIONS.find(({ number }) => number === configuration);
  if (!known) return;
  const is = `${configuration} (λ ${lambda}, η ${eta})`;
  const isOwn = known.lambda === lambda && known.eta === eta;
  claims.assert(isOwn, `the number of this run's λ and η, or null`, is);
}

function assertEpoch(
  claims: Claims,
  { lambda }: ReportedRun,
  { epoch, train, validation, outputs }: ReportedRun['history'][number],
  index: number,
  { classes, samples }: Results,
): void {
  claims.at('epoch').assert(epoch === index + 1, `${index + 1}`, epoch);
  claims.at('outputs.predicted').perClass(outputs.predicted, classes.length);
  const total = sum(outputs.predicted);
  claims
    .at('outputs.predicted')
    .assert(total === samples.training, `numbers whose sum is ${samples.training}`, total);
  claims.at('outputs.saturated').partOf(outputs.saturated, samples.training);
  claims.at('train.accuracy').partOf(train.accuracy, samples.training);
  claims.at('validation.accuracy').partOf(validation.accuracy, samples.validation);
  if (!isFinite(train.cost) || !isFinite(validation.cost)) return;
  const penalty = train.cost - train.loss;
  claims.at('train.cost').assert(lambda > 0 || penalty === 0, 'the loss, with λ 0', train.cost);
  claims.at('train.cost').assert(penalty >= 0, `at least the loss, ${train.loss}`, train.cost);
  const expected = validation.loss + penalty;
  const why = 'its loss and the penalty in train.cost';
  claims.at('validation.cost').close(validation.cost, expected, why, train.cost + expected);
}

function assertBestEpoch(claims: Claims, run: ReportedRun): void {
  const { history, bestEpoch, endedOnRequest } = run;
  const rule = run.earlyStopping ?? (endedOnRequest && { metric: 'accuracy', minimumDelta: 0 });
  if (!rule || bestEpoch === undefined) return;
  const { metric = 'accuracy' } = rule;
  let best: { readonly epoch: number; readonly value: number } | null = null;
  for (const { epoch, validation } of history) {
    // Scores that aren't numbers are never the best: see `Run`.
    if (Number.isNaN(validation.loss)) continue;
    const value = validation[metric];
    if (isBetter(value, best?.value ?? null, rule)) best = { epoch, value };
  }
  claims.equal(bestEpoch, best?.epoch ?? null, `the epoch with the best ${metric} in validation`);
}

/** The test has the penalty of the epoch whose parameters were kept, and that of its weights. */
function assertPenalty(
  claims: Claims,
  { history, bestEpoch, analysis, lambda }: ReportedRun,
  test: Evaluation,
): void {
  const kept = bestEpoch == null ? history.at(-1) : history.at(bestEpoch - 1);
  if (!kept || !isFinite(kept.train.cost + test.cost)) return;
  const expected = test.loss + (kept.train.cost - kept.train.loss);
  const scale = kept.train.cost + expected;
  const place = claims.at('test.cost');
  place.close(test.cost, expected, `its loss and the penalty of epoch ${kept.epoch}`, scale);
  if (!analysis || !isFinite(analysis.weights.norm)) return;
  const { norm } = analysis.weights;
  const ofWeights = test.loss + lambda * norm ** 2;
  place.close(test.cost, ofWeights, 'its loss and λ · analysis.weights.norm²', scale);
}

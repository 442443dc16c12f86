import type { OwnCode } from '../own-code';
import { build, entry, scoresOf, softmaxOf, type Problem } from './definitions';
import { changes, failed, passed, type Conclusion } from './finding';
import { isClose, suspectOf, worstPlace, type Suspect } from './numbers';

/** Checks the scores of a problem. */
export async function checkScores(code: OwnCode, problem: Problem): Promise<Conclusion> {
  const { rows, parameters } = problem;
  const { values } = await code.scores(rows.X, parameters);
  const S = scoresOf(rows.X, parameters);
  if (isClose(values, S.values)) return changes(code.changed) ?? passed('S = X Wᵀ + b');
  const seen = worstPlace('S', values, S.values, S.columns);
  const suspect = suspectOf(values, suspects(problem));
  if (suspect !== undefined) return failed(suspect.mistake, seen, suspect.meaning);
  return failed('unknown', seen, 'it is not the sum over the features of w_kj x_ij, plus b_k');
}

function suspects({ rows: { X }, parameters }: Problem): Suspect[] {
  const { W, b } = parameters;
  const S = scoresOf(X, parameters);
  const withBias = (factor: number): Float64Array =>
    build(S.rows, S.columns, (i, k) => entry(S, i, k) + (factor - 1) * b[k]).values;
  const lastFeature = build(
    S.rows,
    S.columns,
    (i, k) => entry(W, k, W.columns - 1) * entry(X, i, W.columns - 1) + b[k],
  );
  return [
    { mistake: 'missing-bias', meaning: 'the bias is not added', values: withBias(0) },
    { mistake: 'bias-twice', meaning: 'the bias is added twice', values: withBias(2) },
    { mistake: 'bias-sign', meaning: 'the bias is subtracted', values: withBias(-1) },
    {
      mistake: 'bias-per-feature',
      meaning: 'the bias is added for each feature, not once',
      values: withBias(W.columns),
    },
    {
      mistake: 'not-accumulated',
      meaning: 'only the last feature counts: the products are to be added up',
      values: lastFeature.values,
    },
    {
      mistake: 'scores-are-probabilities',
      meaning: 'these are probabilities already: softmax comes later',
      values: softmaxOf(S).values,
    },
  ];
}

import type { Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import {
  meanOver,
  oneHot,
  scoresOf,
  shifted,
  softmaxOf,
  softmaxOfColumns,
  sumOf,
  sumOfSquares,
  type Problem,
} from './definitions';
import { changes, failed, passed, type Conclusion } from './finding';
import { isClose, suspectOf, worstPlace, type Suspect } from './numbers';

/** How to get the probabilities that the user's own functions make, if these are wrong. */
export type OwnProbabilities = ((problem: Problem) => Promise<Matrix>) | null;

/** Returns the mean cross-entropy of a problem, by log-sum-exp. */
export function crossEntropyOf({ rows, parameters }: Problem): number {
  return meanOver(scoresOf(rows.X, parameters), rows.y, (s, label) => {
    const largest = Math.max(...s);
    return largest + Math.log(sumOf(s.map((value) => Math.exp(value - largest)))) - s[label];
  });
}

/**
 * Checks the loss, which is the cost with λ = 0, and the penalty, by which costs with and without λ
 * differ, over several problems.
 */
export async function checkCost(
  code: OwnCode,
  problems: readonly Problem[],
  ownProbabilities: OwnProbabilities,
): Promise<Conclusion> {
  const losses: number[] = [];
  const penalties: number[] = [];
  const changed = new Set<string>();
  for (const { rows, parameters, lambda } of problems) {
    const loss = await code.cost(rows, parameters, 0);
    const cost = await code.cost(rows, parameters, lambda);
    code.changed.forEach((name) => changed.add(name));
    losses.push(loss);
    penalties.push((cost - loss) / lambda);
  }
  const found = [
    lossMistake(losses, problems, await ownLosses(problems, ownProbabilities)),
    penaltyMistake(penalties, problems),
  ].filter((one) => one !== null);
  if (found.length > 0) {
    const seen = found.map((one) => one.seen).join('; ');
    return failed(found[0].mistake, seen, found.map(({ meaning }) => meaning).join('; '));
  }
  const overflow = await checkLarge(code, problems[0]);
  if (overflow !== null) return overflow;
  return changes([...changed]) ?? passed('J is the mean cross-entropy + λ Σ W²');
}

type Seen = Pick<Conclusion, 'seen' | 'meaning'> & { readonly mistake: string };

function lossMistake(
  losses: readonly number[],
  problems: readonly Problem[],
  own: Suspect | null,
): Seen | null {
  const right = problems.map(crossEntropyOf);
  if (isClose(losses, right)) return null;
  const seen = worstPlace('with λ = 0, J', losses.slice(0, 1), right);
  const suspect = suspectOf(losses, [...lossSuspects(problems), ...(own === null ? [] : [own])]);
  if (suspect !== undefined) return { ...suspect, seen };
  return { mistake: 'unknown', seen, meaning: 'it is not the mean of −log p_i,y_i' };
}

async function ownLosses(
  problems: readonly Problem[],
  ownProbabilities: OwnProbabilities,
): Promise<Suspect | null> {
  if (ownProbabilities === null) return null;
  const values: number[] = [];
  for (const problem of problems) {
    const P = await ownProbabilities(problem);
    values.push(meanOver(P, problem.rows.y, (p, label) => -Math.log(p[label])));
  }
  const meaning = 'it follows from scores or softmax, which are wrong: mend them first';
  return { mistake: 'inherited', meaning, values };
}

function lossSuspects(problems: readonly Problem[]): Suspect[] {
  const each = (of: (problem: Problem, S: Matrix, P: Matrix) => number): number[] =>
    problems.map((problem) => {
      const S = scoresOf(problem.rows.X, problem.parameters);
      return of(problem, S, softmaxOf(S));
    });
  const scaled = (factor: (problem: Problem) => number): number[] =>
    problems.map((problem) => factor(problem) * crossEntropyOf(problem));
  const probable = (of: (p: Float64Array, label: number) => number): number[] =>
    each(({ rows }, _, P) => meanOver(P, rows.y, of));
  const n = ({ rows }: Problem): number => rows.X.rows;
  const K = ({ parameters }: Problem): number => parameters.W.rows;
  const moved = (by: number): number[] =>
    each(({ rows }, _, P) => {
      const y = shifted(rows.y, by, P.columns);
      return meanOver(P, y, (p, label) => -Math.log(p[label]));
    });
  const suspect = (mistake: string, meaning: string, values: readonly number[]): Suspect => {
    return { mistake, meaning, values };
  };
  const noLog = "the logarithm is missing: the loss is -log of the right label's probability";
  return [
    suspect('missing-mean', 'the loss is the sum over the samples, not their mean', scaled(n)),
    suspect(
      'mean-twice',
      'the mean over the samples is taken twice',
      scaled((one) => 1 / n(one)),
    ),
    suspect(
      'sign',
      'the sign of the loss is flipped: −log p is positive',
      scaled(() => -1),
    ),
    suspect(
      'sign',
      'the sign of the loss is flipped, and it is a sum, not a mean',
      scaled((one) => -n(one)),
    ),
    suspect(
      'no-logarithm',
      noLog,
      probable((p, label) => -p[label]),
    ),
    suspect(
      'no-logarithm',
      noLog,
      probable((p, label) => p[label]),
    ),
    suspect(
      'no-logarithm',
      noLog,
      probable((p, label) => 1 - p[label]),
    ),
    suspect(
      'labels-ignored',
      "the logarithms of all classes are summed: only the label's own counts",
      probable((p) => -sumOf(p.map(Math.log))),
    ),
    suspect(
      'binary-cross-entropy',
      'this is the binary cross-entropy of each class: 1 − p has no part in it',
      each(({ rows }, _, P) => {
        const Y = oneHot(rows.y, P.columns).values;
        const terms = P.values.map((p, i) => -Math.log(Y[i] === 1 ? p : 1 - p));
        return sumOf(terms) / P.rows;
      }),
    ),
    suspect(
      'other-logarithm',
      'the logarithm has base 10',
      scaled(() => 1 / Math.LN10),
    ),
    suspect(
      'other-logarithm',
      'the logarithm has base 2',
      scaled(() => 1 / Math.LN2),
    ),
    suspect(
      'divided-by-classes',
      'the sum is divided by the number of classes too',
      scaled((one) => 1 / K(one)),
    ),
    suspect(
      'divided-by-classes',
      'the sum is divided by the number of classes, not of samples',
      scaled((one) => n(one) / K(one)),
    ),
    suspect('labels-off-by-one', 'labels are off by one: classes count from 0', moved(-1)),
    suspect('labels-off-by-one', 'labels are off by one: classes count from 0', moved(1)),
    suspect(
      'wrong-axis',
      'the softmax runs over the samples: it is to run over the classes of one sample',
      each(({ rows }, S) => {
        return meanOver(softmaxOfColumns(S), rows.y, (p, label) => -Math.log(p[label]));
      }),
    ),
    suspect(
      'no-softmax',
      'the scores are used where probabilities should be',
      each(({ rows }, S) => meanOver(S, rows.y, (s, label) => -s[label])),
    ),
    suspect(
      'lambda-missing',
      'the penalty has no factor λ',
      problems.map((one) => crossEntropyOf(one) + sumOfSquares(one.parameters.W.values)),
    ),
  ];
}

function penaltyMistake(penalties: readonly number[], problems: readonly Problem[]): Seen | null {
  const squares = problems.map(({ parameters }) => sumOfSquares(parameters.W.values));
  if (isClose(penalties, squares)) return null;
  const seen = worstPlace('the penalty / λ', penalties.slice(0, 1), squares);
  const each = (of: (square: number, problem: Problem) => number): number[] =>
    squares.map((square, i) => of(square, problems[i]));
  const suspects: Suspect[] = [
    {
      mistake: 'missing-penalty',
      meaning: 'the penalty λ Σ W² is missing',
      values: each(() => 0),
    },
    {
      mistake: 'half-penalty',
      meaning: 'the penalty is halved: here it is λ Σ W²',
      values: each((square) => square / 2),
    },
    {
      mistake: 'penalty-not-squared',
      meaning: "the penalty is the norm of W: it is to be the norm's square",
      values: each(Math.sqrt),
    },
    {
      mistake: 'bias-penalised',
      meaning: 'the bias is penalised, but should not be',
      values: each((square, { parameters }) => square + sumOfSquares(parameters.b)),
    },
    {
      mistake: 'penalty-divided',
      meaning: 'the penalty is divided by the number of samples, too',
      values: each((square, { rows }) => square / rows.X.rows),
    },
    {
      mistake: 'penalty-per-sample',
      meaning: 'the penalty is added for each sample, not once',
      values: each((square, { rows }) => square * rows.X.rows),
    },
    {
      mistake: 'penalty-mean',
      meaning: 'the penalty is the mean of the squared weights, not their sum',
      values: each((square, { parameters }) => square / parameters.W.values.length),
    },
    {
      mistake: 'penalty-absolute',
      meaning: 'the penalty has absolute values, not squares',
      values: each((_, { parameters }) => sumOf(parameters.W.values.map(Math.abs))),
    },
    {
      mistake: 'penalty-not-squared',
      meaning: 'the weights in the penalty are not squared',
      values: each((_, { parameters }) => sumOf(parameters.W.values)),
    },
    {
      mistake: 'penalty-sign',
      meaning: 'the penalty is subtracted',
      values: each((square) => -square),
    },
  ];
  const suspect = suspectOf(penalties, suspects);
  if (suspect !== undefined) return { ...suspect, seen };
  return { mistake: 'unknown', seen, meaning: 'the penalty is not λ Σ W²' };
}

/** Checks the cost where all scores are about 1000. */
async function checkLarge(
  code: OwnCode,
  { rows, parameters }: Problem,
): Promise<Conclusion | null> {
  const large = { W: parameters.W, b: parameters.b.map((value) => value + 1000) };
  const expected = crossEntropyOf({ rows, parameters: large, lambda: 0 });
  const meaning = 'exp overflows: subtract the largest score of a sample from all of its scores';
  try {
    const J = await code.cost(rows, large, 0);
    if (isClose([J], [expected])) return null;
    return failed(
      'no-maximum',
      worstPlace('with scores of about 1000, J', [J], [expected]),
      meaning,
    );
  } catch (error) {
    if (!(error instanceof OwnCodeError) || error.failure !== 'not finite') throw error;
    return failed('no-maximum', `with scores of about 1000, ${error.fault}`, meaning);
  }
}

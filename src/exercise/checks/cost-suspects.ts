/** What the usual mistakes make of the cost. */
import type { Matrix } from '../matrix';
import {
  crossEntropyOf,
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
import type { Suspect } from './numbers';

/** Mistakes in the loss, each with what it makes of the loss of every problem. */
export function lossSuspects(problems: readonly Problem[]): Suspect[] {
  return [...scaledLosses(problems), ...otherLosses(problems)];
}

function suspect(mistake: string, meaning: string, values: readonly number[]): Suspect {
  return { mistake, meaning, values };
}

/** The right loss, times a factor. */
function scaledLosses(problems: readonly Problem[]): Suspect[] {
  const scaled = (factor: (problem: Problem) => number): number[] =>
    problems.map((problem) => factor(problem) * crossEntropyOf(problem));
  const n = ({ rows }: Problem): number => rows.X.rows;
  const K = ({ parameters }: Problem): number => parameters.W.rows;
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
  ];
}

/** Losses by another formula. */
function otherLosses(problems: readonly Problem[]): Suspect[] {
  const each = (of: (problem: Problem, S: Matrix, P: Matrix) => number): number[] =>
    problems.map((problem) => {
      const S = scoresOf(problem.rows.X, problem.parameters);
      return of(problem, S, softmaxOf(S));
    });
  const probable = (of: (p: Float64Array, label: number) => number): number[] =>
    each(({ rows }, _, P) => meanOver(P, rows.y, of));
  const moved = (by: number): number[] =>
    each(({ rows }, _, P) => {
      const y = shifted(rows.y, by, P.columns);
      return meanOver(P, y, (p, label) => -Math.log(p[label]));
    });
  const noLog = "the logarithm is missing: the loss is -log of the right label's probability";
  return [
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

/** Mistakes in the penalty, each with what it makes of every Σ W². */
export function penaltySuspects(
  squares: readonly number[],
  problems: readonly Problem[],
): Suspect[] {
  const each = (of: (square: number, problem: Problem) => number): number[] =>
    squares.map((square, i) => of(square, problems[i]));
  return [
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
}

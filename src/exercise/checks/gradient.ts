import { figure } from '../../checks';
import type { Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import type { OwnProbabilities } from './cost';
import { variantsOf, type Variant } from './gradient-variants';
import {
  build,
  meanProducts,
  meanRow,
  minus,
  oneHot,
  sumOfSquares,
  type Problem,
} from './definitions';
import { changes, failed, passed, type Conclusion } from './finding';
import { fit, isClose, isNear, worstPlace, type Fit } from './numbers';

interface Mistake {
  readonly mistake: string;
  readonly meaning: string;
}

/**
 * Checks a gradient by what it is made of: dW = p Gᵀ X / n + q W and db = p mean G + q b, with p = 1
 * and q = 2λ or 0. Other p and q, or another G, are known mistakes.
 */
export async function checkGradient(
  code: OwnCode,
  problem: Problem,
  ownProbabilities: OwnProbabilities,
): Promise<Conclusion> {
  const { rows, parameters, lambda } = problem;
  const { dW, db } = await code.gradient(rows, parameters, lambda);
  const changed = changes(code.changed);
  const again = await code.gradient(rows, parameters, lambda);
  if (!isClose(again.dW.values, dW.values) || !isClose(again.db, db)) {
    const seen = worstPlace('in a second, equal call, dW', again.dW.values, dW.values, dW.columns);
    const meaning = 'something is kept from call to call: begin each with new arrays';
    return failed('keeps-from-calls', seen.replace('and should be', 'and was'), meaning);
  }
  const variants = variantsOf(problem);
  if (ownProbabilities !== null) {
    const G = minus(await ownProbabilities(problem), oneHot(rows.y, parameters.W.rows));
    const meaning = 'it follows from scores or softmax, which are wrong: mend them first';
    variants.push({ mistake: 'inherited', meaning, G });
  }
  const ofW = explain(variants, (G) =>
    fit(dW.values, meanProducts(G, rows.X), parameters.W.values),
  );
  const ofB = explain(variants, (G) => fit(db, meanRow(G), parameters.b));
  const mistakes = [
    ...mistakesOf('dW', ofW, problem),
    ...mistakesOf('db', ofB, { ...problem, lambda: 0 }),
  ];
  if (mistakes.length === 0) return changed ?? passed('dW and db are the derivatives of J');
  const [right] = variants;
  const expected = build(dW.rows, dW.columns, (k, j) => {
    const at = k * dW.columns + j;
    return meanProducts(right.G, rows.X)[at] + 2 * lambda * parameters.W.values[at];
  });
  const seen = mistakes.some(({ of }) => of === 'dW')
    ? worstPlace('dW', dW.values, expected.values, dW.columns)
    : worstPlace('db', db, meanRow(right.G));
  const meanings = new Set(mistakes.map(({ meaning }) => meaning));
  return failed(mistakes[0].mistake, seen, [...meanings].join('; '));
}

interface Explained extends Fit {
  readonly variant: Variant;
}

function explain(
  variants: readonly Variant[],
  fitted: (G: Matrix) => Fit | null,
): Explained | null {
  for (const variant of variants) {
    const found = fitted(variant.G);
    if (found !== null) return { variant, ...found };
  }
  return null;
}

type Named = Mistake & { readonly of: 'dW' | 'db' };

function mistakesOf(of: 'dW' | 'db', found: Explained | null, problem: Problem): Named[] {
  if (found === null) {
    const meaning = `${of} is not the mean of (P − Y) times the features${of === 'dW' ? ', plus 2λ W' : ''}`;
    return [
      { of, mistake: 'unknown', meaning: of === 'dW' ? meaning : 'db is not the mean of P − Y' },
    ];
  }
  const { variant, p, q } = found;
  const isRight = variant.mistake === 'right';
  const named = isRight || isNear(p, 0) ? [] : [variant];
  const factor = factorMistake(of, p, problem);
  // A gradient that is scaled as a whole has no other mistake in its penalty.
  const isWhole = isNear(q, 2 * problem.lambda * p);
  const penalty = isWhole ? null : penaltyMistake(of, q, problem);
  return [...named, factor, penalty].flatMap((one) =>
    one === null ? [] : { of, mistake: one.mistake, meaning: one.meaning },
  );
}

/** Names the factor of the part that comes from the data; null if it is 1. */
function factorMistake(of: string, p: number, { rows, parameters }: Problem): Mistake | null {
  const n = rows.X.rows;
  const K = parameters.W.rows;
  if (isNear(p, 1)) return null;
  const known: readonly (readonly [factor: number, mistake: string, meaning: string])[] = [
    [0, 'data-missing', of === 'db' ? 'db is zero' : 'dW has no part that comes from the data'],
    [n, 'missing-mean', 'it is the sum over the samples, not their mean'],
    [1 / n, 'mean-twice', 'the mean over the samples is taken twice'],
    [-1, 'sign', 'the sign is flipped: P − Y, not Y − P'],
    [-n, 'sign', 'the sign is flipped: P − Y, not Y − P; and it is a sum, not a mean'],
    [1 / K, 'divided-by-classes', 'it is divided by the number of classes, too'],
    [n / K, 'divided-by-classes', 'it is divided by the number of classes, not of samples'],
    [n / parameters.W.columns, 'divided-by-features', 'it is divided by the number of features'],
  ];
  const found = known.find(([factor]) => isNear(p, factor));
  if (found !== undefined) return { mistake: found[1], meaning: found[2] };
  return {
    mistake: 'scaled',
    meaning: `the part that comes from the data is ${figure(p)} times too large`,
  };
}

/** Names what is wrong with the penalty's part, q times the parameters. */
function penaltyMistake(
  of: string,
  q: number,
  { rows, parameters, lambda }: Problem,
): Mistake | null {
  if (of === 'db') {
    if (isNear(q, 0)) return null;
    return { mistake: 'bias-penalised', meaning: 'the bias is penalised, but should not be' };
  }
  const n = rows.X.rows;
  const size = Math.sqrt(sumOfSquares(parameters.W.values));
  const known: readonly (readonly [factor: number, mistake: string, meaning: string])[] = [
    [2 * lambda, '', ''],
    [0, 'missing-penalty', "the penalty's part 2λ W is missing"],
    [lambda, 'missing-two', "the factor 2 of the penalty's part 2λ W is missing"],
    [2 * lambda * n, 'penalty-per-sample', "the penalty's part is added for each sample, not once"],
    [(2 * lambda) / n, 'penalty-divided', "the penalty's part is divided by the number of samples"],
    [-2 * lambda, 'penalty-sign', "the penalty's part is subtracted"],
    [2, 'lambda-missing', "the penalty's part has no factor λ"],
    [lambda / size, 'penalty-not-squared', 'the penalty is that of the norm, not of its square'],
  ];
  const found = known.find(([factor]) => isNear(q, factor));
  if (found?.[1] === '') return null;
  if (found !== undefined) return { mistake: found[1], meaning: found[2] };
  return {
    mistake: 'penalty-unknown',
    meaning: `the penalty's part is ${figure(q)} W, and should be ${figure(2 * lambda)} W`,
  };
}

import { rowOf, type Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import { build, entry, meanRow, sumOf } from './definitions';
import { changes, failed, passed, warning, type Conclusion } from './finding';
import { isClose, suspectOf, worstPlace, type Suspect } from './numbers';
import { drawMatrix } from './problems';

/** Mean and standard deviation of each feature. */
interface Statistics {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

function statisticsOf(X: Matrix): Statistics {
  const mean = meanRow(X);
  const squares = build(X.rows, X.columns, (i, j) => (entry(X, i, j) - mean[j]) ** 2);
  return { mean, deviation: meanRow(squares).map(Math.sqrt) };
}

/** Rows whose features differ in mean and deviation. */
function unlikeRows(rows: number, seed: number, shift: number): Matrix {
  const X = drawMatrix(rows, 4, seed);
  return build(rows, 4, (i, j) => shift + 3 * j + (1 + j) * entry(X, i, j));
}

/** Checks the standardisation of rows that are unlike the training set's. */
export async function checkStandardise(code: OwnCode): Promise<Conclusion> {
  const training = unlikeRows(7, 1, 2);
  const other = unlikeRows(5, 2, 4);
  const { values } = await code.standardise(training, other);
  const changed = changes(code.changed);
  const { mean, deviation } = statisticsOf(training);
  const right = by(other, { mean, deviation });
  const seen = worstPlace('the result', values, right, other.columns);
  const unbiased = deviation.map((sigma) => sigma * Math.sqrt(7 / 6));
  const isUnbiased = isClose(values, by(other, { mean, deviation: unbiased }));
  if (!isClose(values, right) && !isUnbiased) {
    const suspect = suspectOf(values, suspects(training, other));
    if (suspect !== undefined) return failed(suspect.mistake, seen, suspect.meaning);
    return failed('unknown', seen, 'it is not (x − μ) / σ, with μ and σ of `training`');
  }
  if (changed !== null) return changed;
  const constant = await checkConstant(code);
  if (constant !== null) return constant;
  const divisor = isUnbiased ? ', with n − 1 in the deviation, which is as good as n' : '';
  return passed(`each feature has the training rows' mean and deviation${divisor}`);
}

function by(X: Matrix, { mean, deviation }: Statistics): Float64Array {
  return build(X.rows, X.columns, (i, j) => (entry(X, i, j) - mean[j]) / deviation[j]).values;
}

/** One mean and deviation, of all numbers, for each feature. */
function whole({ columns, values }: Matrix): Statistics {
  const one = statisticsOf({ rows: values.length, columns: 1, values });
  const fill = ([value]: Float64Array): Float64Array => new Float64Array(columns).fill(value);
  return { mean: fill(one.mean), deviation: fill(one.deviation) };
}

function suspects(training: Matrix, other: Matrix): Suspect[] {
  const { mean, deviation } = statisticsOf(training);
  const own = statisticsOf(other);
  const { columns } = training;
  const unbiased = (values: Float64Array, n: number): Float64Array =>
    values.map((sigma) => sigma * Math.sqrt(n / (n - 1)));
  const each = (mistake: string, meaning: string, all: readonly Statistics[]): Suspect[] =>
    all.map((statistics) => ({ mistake, meaning, values: by(other, statistics) }));
  const zeros = new Float64Array(columns);
  const ones = new Float64Array(columns).fill(1);
  const both = statisticsOf({
    rows: training.rows + other.rows,
    columns,
    values: Float64Array.of(...training.values, ...other.values),
  });
  const bothWords = 'mean and deviation are those of both sets: `other` must have no part in them';
  const ownWords = '`other` goes by its own mean and deviation, not by those of `training`';
  return [
    ...each('own-statistics', ownWords, [
      own,
      { mean: own.mean, deviation: unbiased(own.deviation, other.rows) },
      { mean: own.mean, deviation },
      { mean, deviation: own.deviation },
    ]),
    ...each('joint-statistics', bothWords, [
      both,
      { mean: both.mean, deviation: unbiased(both.deviation, training.rows + other.rows) },
    ]),
    ...each('global-statistics', 'one mean and deviation for all features: each has its own', [
      whole(training),
      whole(other),
      { mean: whole(training).mean, deviation: ones.map(() => sumOf(deviation) / columns) },
      { mean: whole(training).mean, deviation },
      { mean, deviation: whole(training).deviation },
    ]),
    ...each('variance', 'it divides by the variance: the root is missing', [
      { mean, deviation: deviation.map((sigma) => sigma ** 2) },
      { mean, deviation: unbiased(deviation, 7).map((sigma) => sigma ** 2) },
    ]),
    ...each('sum-of-squares', "the deviation's sum of squares isn't divided by n", [
      { mean, deviation: deviation.map((sigma) => sigma * Math.sqrt(7)) },
    ]),
    ...each('not-scaled', 'it is only centred: the division by the deviation is missing', [
      { mean, deviation: ones },
    ]),
    ...each('not-centred', 'it is only scaled: the mean is not subtracted', [
      { mean: zeros, deviation },
    ]),
    ...each('not-standardised', '`other` comes back as it was', [{ mean: zeros, deviation: ones }]),
    {
      mistake: 'row-statistics',
      meaning:
        'mean and deviation of each row: they are to be those of each feature, over the rows',
      values: rowsByThemselves(other),
    },
  ];
}

function rowsByThemselves(X: Matrix): Float64Array {
  const all = Array.from({ length: X.rows }, (_, i) =>
    statisticsOf({ rows: X.columns, columns: 1, values: rowOf(X, i) }),
  );
  const values = (i: number, j: number) => (entry(X, i, j) - all[i].mean[0]) / all[i].deviation[0];
  return build(X.rows, X.columns, values).values;
}

/** Checks a feature that is the same in all training rows. */
async function checkConstant(code: OwnCode): Promise<Conclusion | null> {
  const rows = build(4, 2, (i, j) => (j === 0 ? 0.5 : i));
  try {
    await code.standardise(rows, rows);
    return null;
  } catch (error) {
    if (!(error instanceof OwnCodeError) || error.failure !== 'not finite') throw error;
    const meaning = 'it divides by a deviation of 0: such a feature should only be centred';
    return warning('constant-feature', `of a feature that never changes, ${error.fault}`, meaning);
  }
}

import type { Matrix } from '../matrix';
import { matrix, rowOf } from '../matrix';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import { build, entry, softmaxOf, softmaxOfColumns, sumOf, meanRow } from './definitions';
import { failed, passed, warning, type Conclusion } from './finding';
import { isClose, suspectOf, worstPlace, type Suspect } from './numbers';

/** Scores that overflow exp; in a row alone, and beside a row of very small ones. */
const LARGE = matrix(Float64Array.of(1000, 1001, 1002.5, 999, 1000, 1000.5, -1000, 1000, 0), 3);
const FAR_APART = matrix(Float64Array.of(1000, 1001, 1002.5, -1002, -1001, -1000.5), 3);

/** Checks the probabilities of usual scores, then of large ones. */
export async function checkSoftmax(code: OwnCode, S: Matrix): Promise<Conclusion> {
  const { values } = await code.softmax(S);
  const { changed } = code;
  const P = softmaxOf(S);
  if (!isClose(values, P.values)) {
    const seen = worstPlace('P', values, P.values, P.columns);
    const suspect = suspectOf(values, suspects(S));
    if (suspect !== undefined) return failed(suspect.mistake, seen, suspect.meaning);
    return failed('unknown', seen, 'it is not exp(s_ik), divided by their sum over the classes');
  }
  const overflow = await checkLarge(code);
  if (overflow !== null) return overflow;
  if (changed.length === 0) return passed('P sums to 1 in each row, and stands large scores');
  const meaning = 'whoever needs the scores afterwards gets something else: write into new rows';
  return warning('changes-input', 'it changes S in place', meaning);
}

function suspects(S: Matrix): Suspect[] {
  const of = (at: (s: number) => number): Matrix =>
    build(S.rows, S.columns, (i, k) => at(entry(S, i, k)));
  const E = of(Math.exp);
  const whole = sumOf(E.values);
  // After each row's maximum is subtracted, as it should be.
  const shifted = build(S.rows, S.columns, (i, k) =>
    Math.exp(entry(S, i, k) - Math.max(...rowOf(S, i))),
  );
  const columnSums = meanRow(shifted).map((mean) => mean * S.rows);
  const wholeWords = 'the sum runs over all samples and classes: each sample has its own';
  const wrongAxis = 'the sum runs over the samples: it is to run over the classes of one sample';
  return [
    { mistake: 'wrong-axis', meaning: wrongAxis, values: softmaxOfColumns(S).values },
    {
      mistake: 'not-normalised',
      meaning: 'the exponentials are not divided by their sum',
      values: E.values,
    },
    {
      mistake: 'not-normalised',
      meaning: 'the exponentials are not divided by their sum',
      values: build(S.rows, S.columns, (i, k) => entry(E, i, k) / Math.max(...rowOf(E, i))).values,
    },
    {
      mistake: 'wrong-axis',
      meaning: wrongAxis,
      values: build(S.rows, S.columns, (i, k) => entry(shifted, i, k) / columnSums[k]).values,
    },
    { mistake: 'whole-sum', meaning: wholeWords, values: E.values.map((e) => e / whole) },
    {
      mistake: 'whole-sum',
      meaning: wholeWords,
      values: shifted.values.map((e) => e / sumOf(shifted.values)),
    },
    {
      mistake: 'no-exponential',
      meaning: 'the scores are divided by their sum: the exponential is missing',
      values: build(S.rows, S.columns, (i, k) => entry(S, i, k) / sumOf(rowOf(S, i))).values,
    },
    {
      mistake: 'sigmoid',
      meaning: 'each score goes through the logistic function alone: that is no softmax',
      values: of((s) => 1 / (1 + Math.exp(-s))).values,
    },
    {
      mistake: 'logarithm',
      meaning: 'these are the logarithms of the probabilities',
      values: softmaxOf(S).values.map(Math.log),
    },
    {
      mistake: 'sign',
      meaning: 'the sign of the scores is flipped: a high score is to have a high probability',
      values: softmaxOf(of((s) => -s)).values,
    },
  ];
}

async function checkLarge(code: OwnCode): Promise<Conclusion | null> {
  const large = await faultOf(code, LARGE);
  if (large !== null) {
    const meaning = 'exp overflows: subtract the largest score of a sample from all of its scores';
    return failed('no-maximum', `with scores of about 1000, ${large}`, meaning);
  }
  const apart = await faultOf(code, FAR_APART);
  if (apart === null) return null;
  const meaning = 'one maximum for all samples: each is to subtract its own largest score';
  return failed(
    'global-maximum',
    `with scores of 1000 and, in another row, -1000, ${apart}`,
    meaning,
  );
}

/** Says what is wrong with the probabilities of scores; null if nothing is. */
async function faultOf(code: OwnCode, S: Matrix): Promise<string | null> {
  try {
    const { values } = await code.softmax(S);
    const P = softmaxOf(S);
    return isClose(values, P.values) ? null : worstPlace('P', values, P.values, P.columns);
  } catch (error) {
    if (error instanceof OwnCodeError && error.failure === 'not finite') return error.fault;
    throw error;
  }
}

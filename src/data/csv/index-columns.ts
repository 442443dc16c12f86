import { show, warn } from '../../errors';
import type { Task } from '../../tasks';
import type { Columns } from './choose-columns';

/** Fewer samples than this may well be numbered by chance. */
export const FEW_SAMPLES = 8;

/** What people and programs call a column that numbers the samples. */
const INDEX_NAME =
  /^(id|idx|index|no|nr|#|(row|sample|record)[ _.-]?(id|no|nr|num|number|index)?|unnamed: \d+)$/i;

/** Whether a column is called as those that number the samples are. */
export function isIndexName(name: string): boolean {
  return INDEX_NAME.test(name);
}

/** Numbers looked at between two yields: some milliseconds. */
const STEP_NUMBERS = 2 ** 18;

/**
 * Warns, as a cooperative task, of columns of features that probably number the samples: without a name
 * in a header, as pandas writes its index; of consecutive integers, in order or not; or called like an
 * index, with integers that are all different. A classifier would learn the file's order from them.
 *
 * @param X  n×d
 */
export function* warningOfIndexColumns(
  where: string,
  X: Float64Array,
  { features, names, unnamed }: Columns,
): Task<void> {
  const nameOf = (j: number): string => names?.[features[j]] ?? '';
  const numbering = new Set(yield* numberingColumns(X, features.length, nameOf));
  features.forEach((column, j) => {
    const isUnnamed = unnamed.includes(column);
    if (!isUnnamed && !numbering.has(j)) return;
    const name = isUnnamed || names === null ? '' : ` (${show(nameOf(j))})`;
    const seen = isUnnamed ? 'has no name in the header' : 'numbers the samples';
    const own = isUnnamed || names === null ? column : show(nameOf(j));
    const advice = `if it is an index, leave it out by without: [${own}]`;
    warn(
      'INDEX_COLUMN',
      `${where}: column ${column + 1}${name} ${seen}, and was taken for a feature: ${advice}`,
    );
  });
}

/** Returns the columns of X, n×d, that number the rows. */
function* numberingColumns(
  X: Float64Array,
  d: number,
  nameOf: (j: number) => string,
): Task<number[]> {
  const n = X.length / d;
  if (n < FEW_SAMPLES) return [];
  let ofIntegers = Array.from({ length: d }, (_, j) => j);
  const least = new Float64Array(d).fill(Infinity);
  const most = new Float64Array(d).fill(-Infinity);
  const rows = Math.max(1, Math.floor(STEP_NUMBERS / d));
  for (let first = 0; first < n && ofIntegers.length > 0; first += rows) {
    const end = Math.min(n, first + rows);
    // Most columns are out after the first row.
    const isInteger = (j: number): boolean => {
      for (let i = first; i < end; i++) {
        const value = X[i * d + j];
        if (!Number.isSafeInteger(value)) return false;
        if (value < least[j]) least[j] = value;
        if (value > most[j]) most[j] = value;
      }
      return true;
    };
    ofIntegers = ofIntegers.filter(isInteger);
    yield;
  }
  const found: number[] = [];
  for (const j of ofIntegers) {
    const isRange = most[j] - least[j] === n - 1;
    if (!isRange && !isIndexName(nameOf(j))) continue;
    if (areDifferent(X, d, j)) found.push(j);
    yield;
  }
  return found;
}

function areDifferent(X: Float64Array, d: number, j: number): boolean {
  const values = Float64Array.from({ length: X.length / d }, (_, i) => X[i * d + j]).sort();
  return values.every((value, i) => i === 0 || value !== values[i - 1]);
}

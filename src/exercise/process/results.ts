import type { OwnFailure } from '../own-code-error';

/** What the user's code has returned, as its process describes it; the numbers come beside it. */
export type Described =
  | Shaped
  /** A matrix whose rows differ in length: `row` from the first one. */
  | {
      readonly form: 'ragged';
      readonly row: number;
      readonly length: number;
      readonly columns: number;
    }
  /** Something that is no number, at these indices; itself, if there are none. */
  | { readonly form: 'odd'; readonly kind: string; readonly at: readonly number[] }
  | { readonly form: 'pair'; readonly keys: Readonly<Record<string, Described>> };

/** A number, an array of numbers, or an array of rows of numbers. */
export type Shaped =
  | { readonly form: 'number' }
  | { readonly form: 'vector'; readonly length: number }
  | { readonly form: 'matrix'; readonly rows: number; readonly columns: number };

/** A value that a function should return. */
export type Expected = Shaped & { readonly name: string };

/** What is wrong with a result: thrown to whoever knows the file and the function. */
export class Fault extends Error {
  constructor(
    readonly failure: OwnFailure,
    message: string,
  ) {
    super(message);
  }
}

const NOTHING = ['undefined', 'null', 'None'];

/**
 * Takes the numbers of each value that a function should return out of what it has returned.
 *
 * @throws Fault if it has another shape, or isn't finite
 */
export function takeResults(
  expected: readonly Expected[],
  described: Described,
  numbers: Float64Array,
): Float64Array[] {
  assertReturned(described);
  const values = expected.length === 1 ? [described] : pairOf(expected, described);
  expected.forEach((one, i) => assertShape(one, values[i], numbers));
  let at = 0;
  return expected.map((one) => {
    const own = numbers.slice(at, (at += lengthOf(one)));
    assertFiniteNumbers(one, own);
    return own;
  });
}

function pairOf(expected: readonly Expected[], described: Described): Described[] {
  if (described.form === 'pair') return expected.map(({ name }) => described.keys[name]);
  const names = expected.map(({ name }) => name).join(', ');
  throw new Fault('result', `expected { ${names} }, got ${words(described)}`);
}

function assertReturned(described: Described): void {
  const isNothing =
    described.form === 'odd' && described.at.length === 0 && NOTHING.includes(described.kind);
  if (isNothing) throw new Fault('unwritten', 'it is not written yet, or has no return');
}

function assertShape(expected: Expected, described: Described, numbers: Float64Array): void {
  if (expected.form === described.form && isSameShape(expected, described)) return;
  const { name } = expected;
  if (described.form === 'odd' && described.at.length > 0) {
    const place = described.at.map((i) => `[${i}]`).join('');
    throw new Fault('result', `${name}${place}: expected a number, got ${described.kind}`);
  }
  if (described.form === 'ragged') {
    const { row, length, columns } = described;
    const seen = `row ${row} has ${length} numbers, but row 0 has ${columns}`;
    throw new Fault('result', `${name}: expected rows of the same length: ${seen}`);
  }
  const isTransposed =
    expected.form === 'matrix' &&
    described.form === 'matrix' &&
    described.rows === expected.columns &&
    described.columns === expected.rows;
  const hint = isTransposed ? ': it looks transposed' : mappedHint(expected, described, numbers);
  const what = `expected ${name} to be ${words(expected)}`;
  const failure = isTransposed ? 'transposed' : 'result';
  throw new Fault(failure, `${what}, got ${words(described)}${hint}`);
}

/** `map` of a Float64Array makes numbers of whatever its function returns: of rows, NaN. */
function mappedHint(expected: Expected, described: Described, numbers: Float64Array): string {
  const isMapped = expected.form === 'matrix' && described.form === 'vector';
  if (!isMapped || !numbers.subarray(0, described.length).every(Number.isNaN)) return '';
  return ' that are NaN: to make rows of a Float64Array, use Array.from(row, …), not row.map';
}

function isSameShape(expected: Expected, described: Described): boolean {
  if (expected.form === 'vector') {
    return described.form === 'vector' && described.length === expected.length;
  }
  if (expected.form !== 'matrix' || described.form !== 'matrix') return true;
  return described.rows === expected.rows && described.columns === expected.columns;
}

function words(described: Described): string {
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
  switch (described.form) {
    case 'number':
      return 'a number';
    case 'vector':
      return `an array of ${count(described.length, 'number')}`;
    case 'matrix':
      return `${count(described.rows, 'row')} of ${count(described.columns, 'number')}`;
    case 'ragged':
      return 'rows of different lengths';
    case 'odd':
      return described.kind;
    case 'pair':
      return `{ ${Object.keys(described.keys).join(', ')} }`;
  }
}

/** Returns how many numbers a value has. */
export function lengthOf(shaped: Shaped): number {
  if (shaped.form === 'matrix') return shaped.rows * shaped.columns;
  return shaped.form === 'vector' ? shaped.length : 1;
}

function assertFiniteNumbers(expected: Expected, numbers: Float64Array): void {
  const at = numbers.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const { name } = expected;
  const place =
    expected.form === 'matrix'
      ? `${name}[${Math.floor(at / expected.columns)}][${at % expected.columns}]`
      : `${name}${expected.form === 'vector' ? `[${at}]` : ''}`;
  throw new Fault('not finite', `${place} is ${numbers[at]}, not a finite number`);
}

import { rowOf, type Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { build } from './definitions';
import { failed, passed, warning, type Conclusion } from './finding';

/** Rows of which each tells its number, and labels that do, too. */
const ROWS = 12;
/** Shuffles of few rows, to see whether each place can be reached. */
const ROUNDS = 60;
const FEW = 6;

const idOf = (X: Matrix, i: number): number => Math.round((rowOf(X, i)[0] - 0.25) * 4);

function numbered(rows: number) {
  return {
    X: build(rows, 3, (i, j) => 0.25 + i / 4 + 100 * j),
    y: Array.from({ length: rows }, (_, i) => i),
  };
}

/** Checks that rows and labels come back together, each once, in a random order. */
export async function checkShuffle(code: OwnCode): Promise<Conclusion> {
  const given = numbered(ROWS);
  const { X, y } = await code.shuffle(given, 1);
  const order = Array.from({ length: ROWS }, (_, i) => idOf(X, i));
  const wrong = wrongRows(X, order) ?? wrongLabels(order, [...y]);
  if (wrong !== null) return wrong;
  const again = await code.shuffle(given, 2);
  const others = Array.from({ length: ROWS }, (_, i) => idOf(again.X, i));
  if (order.every((id, i) => id === others[i])) {
    const meaning = 'the order must depend on random()';
    return failed('always-the-same', 'two calls give the same order', meaning);
  }
  const places = await checkPlaces(code);
  if (places !== null) return places;
  const same = await code.shuffle(given, 1);
  if (order.some((id, i) => id !== idOf(same.X, i))) {
    const meaning = 'it draws from elsewhere: runs with your code will not repeat';
    return warning('other-generator', 'the same random() gives another order', meaning);
  }
  return passed(`${ROWS} rows come back once each, with their labels, in a random order`);
}

function wrongRows(X: Matrix, order: readonly number[]): Conclusion | null {
  const { X: given } = numbered(ROWS);
  const isKnown = order.every(
    (id, i) => id >= 0 && id < ROWS && rowOf(X, i).every((x, j) => x === rowOf(given, id)[j]),
  );
  if (!isKnown) {
    return failed('changes-rows', 'it returns rows that it was not given', 'rows must stay whole');
  }
  const missing = ROWS - new Set(order).size;
  if (missing === 0) return null;
  const seen = `${missing} of ${ROWS} rows are gone, and others come back several times`;
  const meaning = 'rows are drawn with replacement, or overwritten before they are moved';
  return failed('with-replacement', seen, meaning);
}

function wrongLabels(order: readonly number[], y: readonly number[]): Conclusion | null {
  const isOrdered = (ids: readonly number[]): boolean => ids.every((id, i) => id === i);
  if (order.every((id, i) => id === y[i])) {
    if (!isOrdered(order)) return null;
    return failed(
      'not-shuffled',
      'the rows come back in the order in which they were',
      'shuffle them',
    );
  }
  const first = order.findIndex((id, i) => id !== y[i]);
  const place = `row ${order[first]} comes back with the label of row ${y[first]}`;
  if (isOrdered(y)) {
    return failed('shuffles-x-alone', place, 'X is shuffled without y: labels must move with rows');
  }
  if (isOrdered(order)) {
    return failed('shuffles-y-alone', place, 'y is shuffled without X: rows must move with labels');
  }
  const meaning = 'X and y are shuffled in orders of their own: draw one order for both';
  return failed('two-orders', place, meaning);
}

/** Checks that each row can come to each place. */
async function checkPlaces(code: OwnCode): Promise<Conclusion | null> {
  const stays = new Array<number>(FEW).fill(0);
  for (let seed = 0; seed < ROUNDS; seed++) {
    const { X } = await code.shuffle(numbered(FEW), seed + 10);
    for (let i = 0; i < FEW; i++) if (idOf(X, i) === i) stays[i]++;
  }
  const fixed = stays.indexOf(ROUNDS);
  if (fixed >= 0) {
    const seen = `in ${ROUNDS} shuffles of ${FEW} rows, row ${fixed} never leaves its place`;
    return failed('fixed-place', seen, 'the loop leaves out a place');
  }
  if (!stays.every((count) => count === 0)) return null;
  const seen = `in ${ROUNDS} shuffles of ${FEW} rows, none ever stays at its place`;
  const meaning = 'each row must be able to stay: draw among all places not yet settled';
  return warning('never-stays', seen, meaning);
}

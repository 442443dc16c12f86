import { show } from '../../errors';
import type { Task } from '../../tasks';
import { invalid } from '../bytes/faults';
import { isDecimal } from '../csv/dialect';
import type { SparseRows } from './sparse-rows';

/** Values parsed between two yields: some milliseconds. */
const STEP_VALUES = 2 ** 14;

/** The largest index: two bytes less than what 32 bits have, as indices may count from 1. */
const MOST_INDEX = 2 ** 32 - 2;

const BLANK = /\s/;
const INDEX = /^\d+$/;

/**
 * Parses a line `label [qid:group] index:value … [# comment]`, as SVMlight and LIBSVM write it, and adds
 * its values to `rows`. Groups, which rank, are ignored.
 *
 * @param place  its file, for messages
 * @returns the label, empty if there is none; null for a line that has nothing but a comment
 * @throws OnelayerError DATA_INVALID naming the line
 */
export function* addingLine(
  where: string,
  text: string,
  line: number,
  rows: SparseRows,
): Task<string | null> {
  const place = `${where}: line ${line}`;
  const comment = text.indexOf('#');
  const end = comment < 0 ? text.length : comment;
  let label: string | null = null;
  let largest = -1;
  let seen: Set<number> | null = null;
  for (let at = 0, count = 0; ; count++) {
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    if (at >= end) break;
    let to = at;
    while (to < end && !isBlank(text.charCodeAt(to))) to++;
    const word = text.slice(at, to);
    at = to;
    const colon = word.indexOf(':');
    if (label === null) {
      label = colon < 0 ? word : '';
      if (colon < 0) continue;
    }
    if (word.startsWith('qid:') && largest < 0) continue;
    const [index, value] = pairOf(place, word, colon);
    if (index > largest) largest = index;
    else {
      // Rarely: LIBSVM's own reader wants ascending indices.
      seen ??= new Set(rows.currentIndices());
      if (seen.has(index)) throw invalid(place, `expected each index once, got ${index} twice`);
    }
    seen?.add(index);
    rows.add(index, value, line);
    if (count % STEP_VALUES === STEP_VALUES - 1) yield;
  }
  if (label !== null) rows.endRow();
  return label;
}

function isBlank(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 9 && code <= 13) ||
    (code > 127 && BLANK.test(String.fromCharCode(code)))
  );
}

function pairOf(place: string, word: string, colon: number): [index: number, value: number] {
  const [first, second] = [word.slice(0, Math.max(0, colon)), word.slice(colon + 1)];
  if (colon < 0 || !INDEX.test(first)) {
    throw invalid(place, `expected index:value, got ${show(word)}`);
  }
  const index = Number(first);
  if (index > MOST_INDEX) {
    throw invalid(place, `expected an index of at most ${MOST_INDEX}, got ${show(first)}`);
  }
  const value = Number(second);
  if (!isDecimal(second, value)) {
    throw invalid(place, `index ${index}: expected a finite number, got ${show(second)}`);
  }
  if (!Number.isFinite(Math.fround(value))) {
    throw invalid(place, `index ${index}: expected a number within float32, got ${show(second)}`);
  }
  return [index, value];
}

import { FEW_SAMPLES } from '../data';
import type { Task } from '../tasks';
import { booleanValue, categoryValue, FAULT, type CellValue } from './cell-values';
import type { Contents, LearntColumn, Prepared } from './learnt-column';
import { makingReader, readingValues } from './value-reader';
import type { TextKind } from './text-kinds';
import { takingAsTexts, type TextTally } from './text-tally';

/**
 * A category is rare in fewer rows than a thousandth of those that have a value, but from 2 to 10: a
 * weight that one row alone determines says nothing of others, and ten rows say something.
 */
const RARE = { share: 0.001, least: 2, most: 10 };

/**
 * The most categories that a column keeps, the most frequent: those of all countries fit, and a row takes
 * 2 KB of memory for them.
 */
const MOST_CATEGORIES = 256;

/** Categories that cover fewer of the rows are left out: names and other texts that seldom repeat. */
const LEAST_COVERED = 0.25;

/** Rows looked at between two yields: some milliseconds. */
const STEP = 2 ** 16;

/** Learns of a column of texts. @param isWanted  whether it was asked for by name */
export function learnTexts(
  name: string,
  tally: TextTally,
  kind: Extract<TextKind, { kind: 'boolean' }> | { readonly kind: 'category' },
  rows: Uint32Array,
  isWanted: boolean,
): LearntColumn {
  const { content, used, valued, missing, unkept } = tally;
  const canMiss = missing > 0;
  if (used.length === 1 && unkept === 0 && !canMiss) return { why: 'constant' };
  if (kind.kind === 'boolean') {
    const { no, yes } = kind;
    const median = isMostlyYes(tally, yes) ? 1 : 0;
    const contents = contentsIn(rows, () => booleanValue(kind));
    return { prepared: { kind: 'boolean', name, no, yes, median, canMiss }, contents };
  }
  const areDifferent = used.length === valued && valued >= FEW_SAMPLES;
  if (areDifferent && !isWanted) return { why: 'identifier' };
  const categories = frequentOnes(tally);
  const covered = categories.reduce((sum, code) => sum + tally.counts[code], 0);
  if (covered === 0 || (covered < LEAST_COVERED * valued && !isWanted)) {
    return { why: 'too many different texts' };
  }
  return {
    prepared: {
      kind: 'category',
      name,
      // Without a comparison, `toSorted` goes by code units.
      categories: categories.map((code) => content.texts[code]).toSorted(),
      hasOther: covered < valued,
      canMiss,
    },
    contents: contentsIn(rows, categoryValue),
  };
}

function isMostlyYes({ content, counts, used, valued }: TextTally, yes: string): boolean {
  const isYes = (code: number) => content.texts[code].toLowerCase() === yes.toLowerCase();
  const rows = used.filter(isYes).reduce((sum, code) => sum + counts[code], 0);
  return rows * 2 > valued;
}

/** The codes of the categories that a column keeps: equally frequent ones by their texts. */
function frequentOnes({ content, counts, used, valued }: TextTally): number[] {
  const { share, least, most } = RARE;
  const enough = Math.min(most, Math.max(least, Math.ceil(share * valued)));
  const { texts } = content;
  return used
    .filter((code) => counts[code] >= enough)
    .sort((a, b) => counts[b] - counts[a] || (texts[a] < texts[b] ? -1 : 1))
    .slice(0, MOST_CATEGORIES);
}

/** Reads the texts again, by the order in which they first come. */
function contentsIn(
  rows: Uint32Array,
  valueOf: (texts: readonly string[]) => CellValue,
): Prepared['contents'] {
  return function* (content) {
    const texts = content.kind === 'numbers' ? yield* takingAsTexts(content) : content;
    return yield* numberingTexts(texts, rows, valueOf(texts.texts));
  };
}

/** Numbers texts by the order in which they first come. */
function* numberingTexts(
  content: TextTally['content'],
  rows: Uint32Array,
  valueOf: CellValue,
): Task<Contents> {
  const reader = yield* makingReader(content, rows, valueOf, FAULT);
  const values = yield* readingValues(reader, rows.length);
  const places = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isNaN(value)) {
      let place = places.get(value);
      if (place === undefined) places.set(value, (place = places.size));
      values[i] = place;
    }
    if (i % STEP === STEP - 1) yield;
  }
  return { of: 'texts', values };
}

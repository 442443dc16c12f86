import type { Task } from '../tasks';
import { dateValue, FAULT, numberValue } from './cell-values';
import { assertPreparationOptions, chooseColumns, type PreparationOptions } from './chosen-columns';
import { describeOmitted } from './describe-omitted';
import { Duplicates } from './duplicates';
import { invalidCell, invalidTable } from './faults';
import { learningDates, learningNumbers } from './learn-numbers';
import { learnTexts } from './learn-texts';
import type { LearntColumn } from './learnt-column';
import type { OmittedColumn, PreparedColumn, Preparation } from './preparation';
import { loadingColumn, MISSING, type AnyTable, type TableColumn } from './table';
import { decidingKind } from './text-kinds';
import { takingAsTexts, tallying } from './text-tally';
import { makingReader } from './value-reader';

/**
 * Learns what makes features of a table's columns from the training rows alone, as a cooperative task:
 *
 * - numbers: the median stands for a missing one, and a second feature says that it was missing if
 *   training rows have missing ones;
 * - two texts such as no and yes, or false and true, in any case: 0 and 1;
 * - dates as 2021-03-04, 2021-03-04T05:06:07Z, 2021/03/04 or 04.03.2021: numbers of the parts that differ;
 * - other texts: a feature for each category, and one for rare ones: in fewer rows than 0.1 %, but
 *   from 2 to 10, and those beyond the 256 most frequent.
 *
 * Left out are columns that are empty, constant, equal to one before (categories by other names too),
 * that number or name the rows, or whose texts seldom repeat: categories cover less than a quarter of the rows.
 *
 * @param rows  the training rows
 * @throws OnelayerError DATA_INVALID naming a column that options name and that isn't there; row and column
 *   of a number that isn't finite, of a text among numbers, or of a missing value if `missing` is `error`;
 *   or if no column is left; TypeError or RangeError for an option
 */
export function* fittingPreparation(
  table: AnyTable,
  rows: Uint32Array,
  options: PreparationOptions = {},
): Task<Preparation> {
  assertPreparationOptions(options);
  const { missing = 'impute' } = options;
  const chosen = chooseColumns(table, options);
  const columns: PreparedColumn[] = [];
  const reasons = new Map<string, OmittedColumn>();
  for (const name of chosen.left) reasons.set(name, { name, why: 'asked' });
  const duplicates = new Duplicates();
  for (const column of chosen.taken) {
    const { name } = column;
    const isCategory = chosen.categories.has(column);
    const isWanted = isCategory || chosen.wanted.has(column);
    const learnt = yield* learningColumn(table, yield* loadingColumn(column), rows, {
      isCategory,
      isWanted,
    });
    if ('why' in learnt) {
      reasons.set(name, { name, why: learnt.why });
      continue;
    }
    if (missing === 'error' && learnt.prepared.canMiss) {
      throw missingValue(table, yield* loadingColumn(column), rows);
    }
    const of = yield* duplicates.adding(learnt, column);
    if (of === null) columns.push(learnt.prepared);
    else reasons.set(name, { name, why: 'duplicate', of });
  }
  // In the order of the table.
  const omitted = table.columns.flatMap(({ name }) => reasons.get(name) ?? []);
  if (columns.length === 0) throw nothingLeft(table, omitted);
  return { columns, omitted, labels: chosen.labels, missing };
}

function* learningColumn(
  table: AnyTable,
  column: TableColumn,
  rows: Uint32Array,
  { isCategory, isWanted }: Readonly<Record<'isCategory' | 'isWanted', boolean>>,
): Task<LearntColumn> {
  const { name, content } = column;
  if (content.kind === 'numbers' && !isCategory) {
    const read = yield* makingReader(content, rows, numberValue, FAULT);
    return yield* learningNumbers({ table, column, rows, read, isWanted });
  }
  const texts = content.kind === 'numbers' ? yield* takingAsTexts(content) : content;
  const tally = yield* tallying(texts, rows);
  if (tally.valued === 0) return { why: 'empty' };
  const found = isCategory
    ? ({ kind: 'category' } as const)
    : yield* decidingKind(table, column, tally, rows);
  switch (found.kind) {
    case 'number': {
      const read = yield* makingReader(texts, rows, numberValue, FAULT);
      return yield* learningNumbers({ table, column, rows, read, isWanted });
    }
    case 'date': {
      const read = yield* makingReader(texts, rows, dateValue, FAULT);
      return yield* learningDates({ table, column, rows, read, isWanted });
    }
    case 'category':
      return learnTexts(name, tally, { kind: 'category' }, rows, isWanted);
    case 'boolean':
      return learnTexts(name, tally, found, rows, isWanted);
  }
}

function missingValue(table: AnyTable, column: TableColumn, rows: Uint32Array): Error {
  const { content } = column;
  const isMissing = (row: number): boolean =>
    content.kind === 'numbers' ? Number.isNaN(content.values[row]) : content.codes[row] === MISSING;
  return invalidCell(table, column, rows.find(isMissing) ?? 0, 'a value');
}

function nothingLeft(table: AnyTable, omitted: readonly OmittedColumn[]): Error {
  const what = 'expected a column of features, got none';
  return invalidTable(
    table,
    omitted.length === 0
      ? `${what} beside the labels`
      : `${what} that says anything; left out: ${describeOmitted(omitted)}`,
  );
}

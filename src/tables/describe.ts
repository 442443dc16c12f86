import type { Task } from '../tasks';
import { isAmbiguousDate } from './dates';
import { adviceOn } from './near-numbers';
import { counted, describeOmitted, listed, type Named } from './describe-omitted';
import { findingGiveaways } from './giveaways';
import { featureNamesOf, type Preparation, type PreparedColumn } from './preparation';
import { loadingColumn, MISSING, type AnyTable, type TableColumn } from './table';

/** Rows looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

const KINDS: Readonly<Record<PreparedColumn['kind'], string>> = {
  number: 'numbers',
  boolean: 'no or yes',
  category: 'categories',
  date: 'dates',
};

/**
 * Describes, as a cooperative task, what was understood of a table's columns, a line each: which became
 * features, in which values are missing, which were left out and why, and what is striking: columns
 * that tell the label, dates that may mean two days.
 *
 * @param table  the one that the preparation was fitted to
 */
export function* describingPreparation(table: AnyTable, preparation: Preparation): Task<string[]> {
  const { omitted } = preparation;
  return [
    kindsLine(preparation),
    ...(yield* describingMissing(table, preparation)),
    ...(omitted.length === 0 ? [] : [`left out: ${describeOmitted(omitted)}`]),
    ...(yield* describingTexts(table, preparation)),
    ...(yield* describingGiveaways(table, preparation)),
  ];
}

function kindsLine(preparation: Preparation): string {
  const { columns } = preparation;
  const features = featureNamesOf(preparation).length;
  const kinds = (Object.keys(KINDS) as PreparedColumn['kind'][]).flatMap((kind) => {
    const own = columns.filter((column) => column.kind === kind);
    return own.length === 0 ? [] : [`${KINDS[kind]}: ${listed(own)}`];
  });
  const many = `${counted(columns.length)} ${columns.length === 1 ? 'column' : 'columns'}`;
  return `${many} as ${counted(features)} features; ${kinds.join('; ')}`;
}

/** Says in which columns values are missing, and in how many rows. */
function* describingMissing(table: AnyTable, { columns }: Preparation): Task<string[]> {
  const having = columns.filter(({ canMiss }) => canMiss);
  if (having.length === 0) return [];
  const counts: Named[] = [];
  for (const { name } of having) {
    const count = yield* countingMissing(table, name);
    counts.push({ name: `${name} (${counted(count)})` });
  }
  return [`missing values in ${listed(counts)}`];
}

function* countingMissing(table: AnyTable, name: string): Task<number> {
  const content = yield* loadingContent(table, name);
  if (content === undefined) return 0;
  let count = 0;
  const isOfNumbers = content.kind === 'numbers';
  const values = isOfNumbers ? content.values : content.codes;
  for (let i = 0; i < values.length; i++) {
    if (isOfNumbers ? Number.isNaN(values[i]) : values[i] === MISSING) count++;
    if (i % STEP === STEP - 1) yield;
  }
  return count;
}

/** Says that dates and numbers were taken for texts, since of how they are written. */
function* describingTexts(table: AnyTable, { columns, omitted }: Preparation): Task<string[]> {
  const texts: Named[] = [
    ...columns.filter(({ kind }) => kind === 'category'),
    ...omitted.filter(({ why }) => why === 'too many different texts' || why === 'identifier'),
  ];
  const own: Named[] = [];
  for (const { name } of texts) {
    const content = yield* loadingContent(table, name);
    const kept = content?.kind === 'texts' ? content.texts : [];
    const [first = ''] = kept;
    const advice = isAmbiguousDate(first)
      ? `${first} may mean two days: write dates as 2021-03-04`
      : adviceOn(kept);
    if (advice !== null) own.push({ name: `${name} (${advice})` });
  }
  return own.length === 0 ? [] : [`taken for texts: ${listed(own)}`];
}

function* describingGiveaways(table: AnyTable, preparation: Preparation): Task<string[]> {
  const found = yield* findingGiveaways(table, preparation);
  if (found.length === 0) return [];
  const which = found.length === 1 ? 'it' : 'them';
  const names = listed(found.map((name) => ({ name })));
  return [`the label by other names: ${names} (leave ${which} out, unless known before the label)`];
}

function* loadingContent(table: AnyTable, name: string): Task<TableColumn['content'] | undefined> {
  const column = table.columns.find((own) => own.name === name);
  return column && (yield* loadingColumn(column)).content;
}

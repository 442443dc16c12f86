import { nameList } from '../data';
import { show } from '../errors';
import type { Task } from '../tasks';
import { isAmbiguousDate } from './dates';
import { findingGiveaways } from './giveaways';
import { featureNamesOf, type Omission, type Preparation } from './preparation';
import { MISSING, type Table, type TableColumn } from './table';

/** Rows looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

const KINDS = { number: 'numbers', boolean: 'booleans', category: 'categories', date: 'dates' };

/** Why columns are left out, beside their names. */
const REASONS: Readonly<Record<Omission, string>> = {
  asked: 'as asked',
  empty: 'empty',
  constant: 'constant',
  duplicate: 'equal to another column',
  identifier: 'numbers or names the rows',
  'too many different texts': 'too many different texts',
};

/**
 * Describes, as a cooperative task, what was understood of a table's columns, in a few lines: their kinds,
 * which are left out and why, what stands for missing values, and what is striking: a column that
 * tells the label, dates that may mean two days.
 *
 * @param table  the one that the preparation was fitted to
 */
export function* describingPreparation(table: Table, preparation: Preparation): Task<string[]> {
  return [
    kindsLine(preparation),
    ...omissionLines(preparation),
    ...(yield* describingMissing(table, preparation)),
    ...ambiguousLines(table, preparation),
    ...(yield* describingGiveaways(table, preparation)),
  ];
}

function kindsLine(preparation: Preparation): string {
  const { columns } = preparation;
  const features = featureNamesOf(preparation).length;
  const kinds = Object.entries(KINDS).flatMap(([kind, words]) => {
    const count = columns.filter((own) => own.kind === kind).length;
    return count === 0 ? [] : [`${counted(count)} of ${words}`];
  });
  const made = features === 1 ? '1 feature' : `${counted(features)} features`;
  const all = columns.length === 1 ? '1 column' : `${counted(columns.length)} columns`;
  return `${all} used: ${kinds.join(', ')}, which make ${made}`;
}

function omissionLines({ omitted }: Preparation): string[] {
  return (Object.keys(REASONS) as Omission[]).flatMap((why) => {
    const own = omitted.filter((column) => column.why === why);
    if (own.length === 0) return [];
    const twins = own.slice(0, 8).map(({ name, of = '' }) => `${show(name)} is ${show(of)}`);
    const rest = own.length > 8 ? `, … (${own.length} in all)` : '';
    const names = why === 'duplicate' ? `${twins.join(', ')}${rest}` : namesOf(own);
    return [`left out, ${REASONS[why]}: ${names}`];
  });
}

/** Says how many values are missing, and what stands for them. */
function* describingMissing(table: Table, { columns }: Preparation): Task<string[]> {
  const counts: string[] = [];
  const having = columns.filter(({ canMiss }) => canMiss);
  for (const { name } of having.slice(0, 8)) {
    const column = table.columns.find((own) => own.name === name);
    const count = column === undefined ? 0 : yield* countingMissing(column);
    counts.push(`${show(name)} ${counted(count)}`);
  }
  if (having.length === 0) return [];
  const more = having.length > 8 ? `, … (${having.length} columns)` : '';
  return [
    `missing values: ${counts.join(', ')}${more}; medians stand for numbers, and a feature says that they were missing`,
  ];
}

function* countingMissing({ content }: TableColumn): Task<number> {
  let count = 0;
  const isOfNumbers = content.kind === 'numbers';
  const values = isOfNumbers ? content.values : content.codes;
  for (let i = 0; i < values.length; i++) {
    if (isOfNumbers ? Number.isNaN(values[i]) : values[i] === MISSING) count++;
    if (i % STEP === STEP - 1) yield;
  }
  return count;
}

/** Columns of dates whose day may be the month: they were taken for texts. */
function ambiguousLines(table: Table, { columns, omitted }: Preparation): string[] {
  const texts = [
    ...columns.filter(({ kind }) => kind === 'category'),
    ...omitted.filter(({ why }) => why === 'too many different texts' || why === 'identifier'),
  ];
  return texts.flatMap(({ name }) => {
    const content = table.columns.find((own) => own.name === name)?.content;
    const first = content?.kind === 'texts' ? content.texts[0] : '';
    if (!isAmbiguousDate(first)) return [];
    const advice = 'for dates, write them as 2021-03-04';
    return [`texts, since ${show(first)} may mean two days: ${show(name)} (${advice})`];
  });
}

function* describingGiveaways(table: Table, preparation: Preparation): Task<string[]> {
  const found = yield* findingGiveaways(table, preparation);
  if (found.length === 0) return [];
  const which = found.length === 1 ? 'it' : 'them';
  const advice = `leave ${which} out by without, unless known before the label`;
  return [`tells the label of every row: ${nameList(found)} (${advice})`];
}

function namesOf(columns: readonly { readonly name: string }[]): string {
  return nameList(columns.map(({ name }) => name));
}

const counted = (count: number): string => count.toLocaleString('en');

import type { OmittedColumn, Omission } from './preparation';

/** Columns that are named; of more, the number. */
const MOST_NAMES = 8;

const REASONS: Readonly<Record<Omission, string>> = {
  asked: 'as asked',
  empty: 'empty',
  constant: 'one value in all rows',
  duplicate: 'the same as',
  identifier: 'numbers or names the rows',
  'too many different texts': 'texts that seldom repeat',
};

export interface Named {
  readonly name: string;
}

/** Names the columns that are left out, by their reason. */
export function describeOmitted(omitted: readonly OmittedColumn[]): string {
  const groups = new Map<string, OmittedColumn[]>();
  for (const column of omitted) {
    const why =
      column.of === undefined ? REASONS[column.why] : `${REASONS[column.why]} ${column.of}`;
    groups.set(why, [...(groups.get(why) ?? []), column]);
  }
  return [...groups].map(([why, own]) => `${listed(own)} (${why})`).join('; ');
}

/** Names columns; of many, the first and the number of the others. */
export function listed(columns: readonly Named[]): string {
  const more = columns.length - MOST_NAMES;
  const names = columns.slice(0, MOST_NAMES).map(({ name }) => name);
  return [...names, ...(more > 0 ? [`${counted(more)} more`] : [])].join(', ');
}

export const counted = (count: number): string => count.toLocaleString('en');

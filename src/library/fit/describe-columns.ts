import {
  featureNamesOf,
  type OmittedColumn,
  type Omission,
  type Preparation,
  type PreparedColumn,
} from '../../tables';

/** Columns that are named; of more, the number. */
const MOST_NAMES = 8;

const KINDS: Readonly<Record<PreparedColumn['kind'], string>> = {
  number: 'numbers',
  boolean: 'no or yes',
  category: 'categories',
  date: 'dates',
};

const REASONS: Readonly<Record<Omission, string>> = {
  asked: 'as asked',
  empty: 'empty',
  constant: 'one value in all rows',
  duplicate: 'the same as',
  identifier: 'numbers or names the rows',
  'too many different texts': 'texts that seldom repeat',
};

/** Says which columns became features, what happens to missing values, and which were left out and why. */
export function describeColumns(preparation: Preparation): string[] {
  const { columns, omitted } = preparation;
  const features = featureNamesOf(preparation).length;
  const kinds = (Object.keys(KINDS) as PreparedColumn['kind'][]).flatMap((kind) => {
    const own = columns.filter((column) => column.kind === kind);
    return own.length === 0 ? [] : [`${KINDS[kind]}: ${listed(own)}`];
  });
  const missing = columns.filter(({ canMiss }) => canMiss);
  const many = `${counted(columns.length)} ${columns.length === 1 ? 'column' : 'columns'}`;
  return [
    `${many} as ${counted(features)} features; ${kinds.join('; ')}`,
    ...(missing.length === 0 ? [] : [`missing values in ${listed(missing)}`]),
    ...(omitted.length === 0 ? [] : [`left out: ${reasons(omitted)}`]),
  ];
}

function listed(columns: readonly { readonly name: string }[]): string {
  const more = columns.length - MOST_NAMES;
  const names = columns.slice(0, MOST_NAMES).map(({ name }) => name);
  return [...names, ...(more > 0 ? [`${counted(more)} more`] : [])].join(', ');
}

/** The columns by their reason. */
function reasons(omitted: readonly OmittedColumn[]): string {
  const groups = new Map<string, OmittedColumn[]>();
  for (const column of omitted) {
    const why =
      column.of === undefined ? REASONS[column.why] : `${REASONS[column.why]} ${column.of}`;
    groups.set(why, [...(groups.get(why) ?? []), column]);
  }
  return [...groups].map(([why, own]) => `${listed(own)} (${why})`).join('; ');
}

const counted = (number: number): string => number.toLocaleString('en');

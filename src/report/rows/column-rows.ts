import type { FeatureWeights, FitReport, ReportedColumn } from '../results/fit-report';
import { speakingFor, type Speaking } from '../results/heaviest-features';
import { significant, unbroken } from '../text/format';
import type { Rows } from './rows';

const KINDS: Readonly<Record<ReportedColumn['kind'], string>> = {
  number: 'numbers',
  boolean: 'no or yes',
  category: 'categories',
  date: 'dates',
};

const REASONS: Readonly<Record<FitReport['omitted'][number]['why'], string>> = {
  asked: 'as asked',
  empty: 'it is empty',
  constant: 'it has one value in all rows',
  duplicate: 'it says the same',
  identifier: 'it numbers or names the rows',
  'too many different texts': 'its texts seldom repeat',
};

/** Classes that have a row each. */
const MOST_CLASSES = 50;

/** What the columns of `columnRows` are. */
export const COLUMN_NOTE =
  'Those first that weigh most: ‖W‖ = √ΣW² over the column’s features and all classes, each ' +
  'feature in standard deviations.';

/** The columns of a table that are features, those first that weigh most. */
export function columnRows(columns: readonly ReportedColumn[]): Rows {
  return {
    headings: ['column', 'kind', 'features', 'missing values', '‖W‖ of its features'],
    rows: columns
      .toSorted((a, b) => b.weight - a.weight)
      .map((column) => [
        column.name,
        KINDS[column.kind],
        String(column.features),
        column.canMiss ? 'yes' : 'no',
        significant(column.weight),
      ]),
  };
}

/** The columns that were left out, and why. */
export function omittedRows({ omitted }: Pick<FitReport, 'omitted'>): Rows {
  return {
    headings: ['column', 'why'],
    rows: omitted.map(({ name, why, of }) => [
      name,
      of === undefined ? REASONS[why] : `${REASONS[why]} as ${of}`,
    ]),
  };
}

/** Which features speak for and against each class. */
export function speakingRows(
  features: readonly FeatureWeights[],
  classes: readonly string[],
): Rows {
  return {
    headings: ['class', 'for it', 'against it'],
    rows: classes.slice(0, MOST_CLASSES).map((name, k) => {
      const speaking = speakingFor(features, k);
      return [name, speakingWords(speaking.for), speakingWords(speaking.against)];
    }),
  };
}

function speakingWords(speaking: readonly Speaking[]): string {
  if (speaking.length === 0) return '–';
  return speaking
    .map(({ name, weight }) => unbroken(`${name} ${significant(weight, 2).replace('-', '−')}`))
    .join(', ');
}

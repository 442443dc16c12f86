import { printable } from '../../errors';
import { significant } from '../../report/text/format';
import { padded, textWidth } from '../../report/text/width';
import type { OmittedColumn, Preparation, PreparedColumn } from '../../tables/preparation';

/** The most categories, or columns that are left out, that are named. */
const FEW = 8;

/** Formats the columns that a classifier takes, and what is done where a value is missing. */
export function columnsText({ columns, omitted, labels, missing }: Preparation): string[] {
  const width = Math.max(...columns.map(({ name }) => textWidth(printable(name))));
  return [
    `columns     ${columns.length}, and the labels in ${listed(labels.map(printable))}`,
    ...columns.map((column) => {
      const where = missing === 'error' ? 'an error' : missingText(column);
      const name = padded(printable(column.name), width);
      return `            ${name}  ${column.kind}${valuesText(column)}; where it is missing: ${where}`;
    }),
    ...(omitted.length > 0 ? [`left out    ${listed(omitted.map(omittedText))}`] : []),
  ];
}

function valuesText(column: PreparedColumn): string {
  switch (column.kind) {
    case 'number':
      return '';
    case 'boolean':
      return `: ${printable(column.no)}, ${printable(column.yes)}`;
    case 'category':
      return `: ${listed([...column.categories.map(printable), ...(column.hasOther ? ['others'] : [])])}`;
    case 'date':
      return `: ${column.parts.join(', ')}`;
  }
}

function missingText(column: PreparedColumn): string {
  const flagged = column.canMiss ? ', and a feature' : '';
  switch (column.kind) {
    case 'number':
      return `${significant(column.median, 4)}${flagged}`;
    case 'boolean':
      return `${printable(column.median === 1 ? column.yes : column.no)}${flagged}`;
    case 'category':
      return column.canMiss ? 'a feature' : column.hasOther ? 'as others' : 'none of them';
    case 'date':
      return `${column.medians.map((own) => significant(own, 6)).join(', ')}${flagged}`;
  }
}

function omittedText({ name, why, of }: OmittedColumn): string {
  return `${printable(name)} (${why}${of === undefined ? '' : ` of ${printable(of)}`})`;
}

function listed(names: readonly string[]): string {
  const more = names.length > FEW ? `, … (${names.length} in all)` : '';
  return names.slice(0, FEW).join(', ') + more;
}

import { printedAs, shortened } from '../display';
import type { Preparation, PreparedColumn } from './preparation';

/** Makes a preparation be printed as a line for each column. */
export function printedPreparation(preparation: Preparation): Preparation {
  return printedAs(preparation, {
    name: 'Preparation',
    summary: ({ columns, omitted, labels, missing }) => ({
      columns: shortened(columns, columnWords),
      omitted: shortened(omitted, ({ name, why }) => `${name}: ${why}`),
      ...{ labels: shortened(labels), missing },
    }),
  });
}

function columnWords(column: PreparedColumn): string {
  const { kind, name } = column;
  switch (kind) {
    case 'category':
      return `${name}: ${column.categories.length} categories`;
    case 'boolean':
      return `${name}: ${column.no} or ${column.yes}`;
    case 'date':
      return `${name}: date (${column.parts.join(', ')})`;
    case 'number':
      return `${name}: number`;
  }
}

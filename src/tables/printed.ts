import { printedAs, shortened, shownOf, type ShownTable } from '../display';
import { cellOf } from './value-reader';
import { MISSING, type Table, type TableColumn } from './table';

/** Rows and columns that a notebook shows. */
const MOST_ROWS = 5;
const MOST_COLUMNS = 8;

/** Makes a table be printed as a summary of its columns, and shown by its first rows. */
export function printed<Own extends Table>(table: Own): Own {
  printedAs<Table>(table, {
    name: 'Table',
    summary: ({ where, rows, columns }) => ({
      ...{ where, rows },
      columns: shortened(columns, columnWords),
    }),
    facts: ({ where, rows, columns }) => ({ where, rows, columns: columns.length }),
    tables: (own) => [rowsTable(own)],
  });
  return table;
}

/** Describes a column: its name, what it holds, and how many of its cells are missing. */
function columnWords({ name, content }: TableColumn): string {
  let missing = 0;
  if (content.kind === 'numbers') {
    for (const value of content.values) if (Number.isNaN(value)) missing++;
  } else {
    for (const code of content.codes) if (code === MISSING) missing++;
  }
  const texts = content.kind === 'texts' && content.texts.length;
  const what = texts === false ? 'numbers' : `${texts} different ${texts === 1 ? 'text' : 'texts'}`;
  return `${name}: ${what}${missing === 0 ? '' : `, ${missing} missing`}`;
}

function rowsTable({ columns, rows }: Table): ShownTable {
  const shown = columns.slice(0, MOST_COLUMNS);
  const isCut = shown.length < columns.length;
  const cut = isCut ? ['…'] : [];
  const cells = Array.from({ length: Math.min(rows, MOST_ROWS) }, (_, row) => [
    ...shown.map(({ content }) => cellOf(content, row) ?? null),
    ...cut,
  ]);
  const head = [...shown.map(({ name }) => name), ...cut];
  const notes = [
    shownOf(cells.length, rows, 'rows'),
    shownOf(shown.length, columns.length, 'columns'),
  ];
  return { head, rows: cells, note: notes.filter((note) => note !== undefined).join('; ') };
}

import type { Column, Table } from '../document';
import { plainLine } from '../plain-text';
import { escapeLatex } from './escape-latex';
import { OTHER_CHARACTER } from './latex-symbols';

/** Rows above which a table may go on on the next page. */
const MOST_ROWS = 35;
/** Letters of names above which they are wrapped. */
const LONG_NAME = 40;
/** Letters of a heading above which it has two lines. */
const LONG_HEADING = 9;

/** True of a table that goes on on the next page, and so has its own caption. */
export function isLong({ rows }: Table): boolean {
  return rows.length > MOST_ROWS;
}

/** A table by itself, as a file to be taken in with `\input`. */
export function latexTable(table: Table): string {
  const columns = columnsOf(table);
  const lines = table.rows.map((row) => `${row.map(cell).join(' & ')} \\\\`);
  const head = `${table.headings.map((text, j) => heading(text, columns[j])).join(' & ')} \\\\`;
  const form = `{${specification(columns)}}`;
  const body = isLong(table)
    ? [
        `\\begin{longtable}${form}`,
        `\\caption{${escapeLatex(table.caption)}}\\\\`,
        ...['\\toprule', head, '\\midrule', '\\endfirsthead'],
        ...['\\toprule', head, '\\midrule', '\\endhead', '\\bottomrule', '\\endfoot'],
        ...[...lines, '\\end{longtable}'],
      ]
    : [
        ...[`\\begin{tabular}${form}`, '\\toprule', head, '\\midrule'],
        ...[...lines, '\\bottomrule', '\\end{tabular}'],
      ];
  const needed = [
    'booktabs',
    ...(columns.includes('prose') ? ['array'] : []),
    ...(isLong(table) ? ['longtable'] : []),
  ];
  const definition = body.some((line) => line.includes('\\otherchar')) ? [OTHER_CHARACTER] : [];
  return [
    `% ${plainLine(table.caption)}`,
    `% Needs \\usepackage[T1]{fontenc} and \\usepackage{${needed.join(',')}}.`,
    ...definition,
    ...body,
  ].join('\n');
}

/** Long names are wrapped too. */
function columnsOf({ columns, rows }: Table): Column[] {
  return columns.map((column, j) =>
    column === 'name' && rows.some((row) => row[j].length > LONG_NAME) ? 'prose' : column,
  );
}

function specification(columns: readonly Column[]): string {
  const prose = columns.filter((column) => column === 'prose').length;
  const others = columns.length - prose;
  // A column without prose takes about a ninth of the line.
  const width = (Math.max(0.25, 0.95 - 0.11 * others) / Math.max(1, prose)).toFixed(2);
  const forms: Readonly<Record<Column, string>> = {
    name: 'l',
    number: 'r',
    prose: `>{\\raggedright\\arraybackslash}p{${width}\\linewidth}`,
  };
  return columns.map((column) => forms[column]).join('');
}

/** After the end of a row, a bracket or an asterisk would be an option of it. */
function cell(text: string): string {
  const written = escapeLatex(text);
  return /^[[*]/.test(written) ? `{}${written}` : written;
}

/** A heading; a long one in two lines that are about as long. */
function heading(text: string, column: Column): string {
  const words = plainLine(text).split(' ');
  if (text.length <= LONG_HEADING || words.length === 1 || column === 'prose') return cell(text);
  const splits = words.slice(1).map((_, i) => {
    const lines = [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')];
    return { lines, longest: Math.max(...lines.map(({ length }) => length)) };
  });
  const [{ lines }] = splits.toSorted((a, b) => a.longest - b.longest);
  const side = column === 'number' ? 'r' : 'l';
  return `\\shortstack[${side}]{${lines.map(cell).join('\\\\')}}`;
}

import { inspect } from 'node:util';
import { rounded, roundedNumber } from './rounded';
import type { Picture } from './strip';

/** What a cell of a table shows. A number is rounded; null is a cell without anything. */
export type ShownCell = string | number | boolean | Picture | null;

/** A table that a notebook shows. */
export interface ShownTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ShownCell[])[];
  /** A line below it, e.g. how many rows there are. */
  readonly note?: string | undefined;
}

/** Says how many there are of something if not all are shown: the note of a table. */
export function shownOf(shown: number, all: number, things: string): string | undefined {
  return shown < all ? `${shown} of ${all.toLocaleString('en')} ${things}` : undefined;
}

/** Notebooks align cells to the right, as numbers are. */
const LEFT = 'style="text-align:left"';

/** Characters of a text that are shown. */
const MOST_CHARACTERS = 200;

/** Escapes text for HTML, in an attribute's value too, and shortens it. */
export function escaped(text: string): string {
  // By code points: half of a sign would be none.
  const start = Array.from(text.slice(0, 2 * MOST_CHARACTERS));
  const isLong = start.length > MOST_CHARACTERS;
  const short = isLong ? `${start.slice(0, MOST_CHARACTERS - 1).join('')}…` : text;
  return short.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Writes a summary and tables as HTML, without a script or a style sheet. */
export function html(name: string, summary: object, tables: readonly ShownTable[]): string {
  const facts = Object.entries(summary).map(
    ([key, value]) =>
      `<tr><th ${LEFT}>${escaped(key)}</th><td ${LEFT}>${factHtml(value)}</td></tr>`,
  );
  const all = [`<table>${facts.join('')}</table>`, ...tables.map(tableHtml)];
  return `<div><strong>${escaped(name)}</strong>${all.join('')}</div>`;
}

/** A fact of a summary: lines of a list of lines, else as `console.log` prints it, on one line. */
function factHtml(value: unknown): string {
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value) && value.every((own) => typeof own === 'string')) {
    return value.map(escaped).join(value.some((own) => own.includes(' ')) ? '<br>' : ', ');
  }
  return escaped(inspect(rounded(value), { depth: 3, breakLength: Infinity, compact: true }));
}

function tableHtml({ head, rows, note }: ShownTable): string {
  const titles = head.map((title) => `<th>${escaped(title)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map(cellHtml).join('')}</tr>`).join('');
  const below = note === undefined || note === '' ? '' : `<p>${escaped(note)}</p>`;
  return `<table><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table>${below}`;
}

function cellHtml(cell: ShownCell): string {
  if (cell === null) return '<td></td>';
  if (typeof cell === 'number') return `<td>${roundedNumber(cell)}</td>`;
  if (typeof cell !== 'object') return `<td ${LEFT}>${escaped(String(cell))}</td>`;
  const { url, width, height } = cell;
  const style = 'image-rendering:pixelated;max-width:none';
  return `<td><img alt="" src="${url}" width="${width}" height="${height}" style="${style}"></td>`;
}

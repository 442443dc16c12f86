import type { Rows } from '../rows/rows';
import type { Words } from '../text/words';
import type {
  Code,
  Column,
  Figures,
  Heading,
  List,
  Paragraph,
  PlacedFigure,
  Table,
} from './document';

export function section(text: string): Heading {
  return { kind: 'heading', level: 1, text };
}

/** The heading of a part of a section. */
export function part(text: string): Heading {
  return { kind: 'heading', level: 2, text };
}

export function paragraph(words: Words): Paragraph {
  return { kind: 'paragraph', words, isNote: false };
}

export function note(words: Words): Paragraph {
  return { kind: 'paragraph', words, isNote: true };
}

/** Empty without items. */
export function list(items: readonly Words[]): List[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/**
 * A table whose first column has names, and the others numbers.
 *
 * @param others  what columns have instead, by their indices
 */
export function table(
  name: string,
  caption: string,
  { headings, rows }: Rows,
  others: Readonly<Record<number, Column>> = {},
): Table {
  const columns = headings.map((_, j) => others[j] ?? (j === 0 ? 'name' : 'number'));
  return { kind: 'table', name, caption, headings, rows, columns };
}

/** Empty without figures. */
export function figures(
  caption: string,
  all: readonly PlacedFigure[],
  perRow: 1 | 2 = 1,
): Figures[] {
  if (all.length === 0) return [];
  return [{ kind: 'figures', caption, figures: all, perRow: all.length === 1 ? 1 : perRow }];
}

export function code(text: string): Code {
  return { kind: 'code', text };
}

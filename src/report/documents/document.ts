import type { Figure } from '../figures';
import type { Rows } from '../rows/rows';
import type { Words } from '../text/words';

/** A report to be read from front to back, before it is written in some format. */
export interface ReportDocument {
  readonly title: string;
  readonly author: string | null;
  /** When the results were written: ISO 8601. */
  readonly created: string;
  readonly blocks: readonly Block[];
}

export type Block = Heading | Paragraph | List | Table | Figures | Code;

export interface Heading {
  readonly kind: 'heading';
  /** 1 for a section, 2 for a part of one. */
  readonly level: 1 | 2;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly words: Words;
  /** True if it explains what stands above it. */
  readonly isNote: boolean;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Words[];
}

/** What the cells of a column are; prose may be wrapped. */
export type Column = 'name' | 'number' | 'prose';

export interface Table extends Rows {
  readonly kind: 'table';
  /** The name of its file: ASCII, unlike any other table's. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly Column[];
}

/** A figure, and the folder that its file is written into, below the document's. */
export interface PlacedFigure {
  readonly folder: string;
  readonly figure: Figure;
}

/** Figures with a caption in common. */
export interface Figures {
  readonly kind: 'figures';
  readonly caption: string;
  readonly figures: readonly PlacedFigure[];
  /** How many stand side by side. */
  readonly perRow: 1 | 2;
}

/** Something that is typed, such as a command. */
export interface Code {
  readonly kind: 'code';
  readonly text: string;
}

import type { Column, Content, ContentStack, ContentText } from 'pdfmake/interfaces';
import type { PdfDefinition } from '../../figures';
import { piecesOf, type Words } from '../../text/words';
import type { Block, Figures, PlacedFigure, ReportDocument, Table } from '../document';
import { widthOnPaper, type SizeOf } from '../figure-size';
import { dayWords, plainLine, plainLines } from '../plain-text';
import { breakable } from './breakable';
import { captioned } from './pdf-table';

/** How a figure is drawn: as an SVG, or as the URL of a picture. */
export type Drawing = { readonly svg: string } | { readonly image: string };

/** What a document's figures are drawn as, and how large they are. */
export interface Drawings {
  readonly of: (figure: PlacedFigure) => Drawing;
  readonly sizeOf: SizeOf;
}

const MUTED = '#57606a';
/** The text is 170 mm wide. */
const MARGIN = 56.7;

/** A document as pdfmake makes a PDF of it; its bytes follow from the document alone. */
export function pdfDefinition(document: ReportDocument, drawings: Drawings): PdfDefinition {
  const { title, author, created, blocks } = document;
  const by = [...(author === null ? [] : [author]), dayWords(created)].map(breakable);
  return {
    pageSize: 'A4',
    pageMargins: MARGIN,
    isNumbered: true,
    compress: true,
    info: {
      creator: 'onelayer',
      title: plainLine(title),
      ...(author !== null && { author: plainLine(author) }),
      creationDate: new Date(created),
    },
    content: [
      { text: breakable(title), fontSize: 20, bold: true, alignment: 'center' },
      ...by.map((text): Content => ({ text, alignment: 'center', margin: [0, 4, 0, 0] })),
      ...kept(blocks, drawings),
    ],
  };
}

/** The blocks; a heading stays on the page of what follows it. */
function kept(blocks: readonly Block[], drawings: Drawings): Content[] {
  const numbers = { figures: 0, tables: 0 };
  const contents: Content[] = [];
  let headings: Content[] = [];
  for (const block of blocks) {
    const content = contentOf(block, drawings, numbers);
    if (block.kind === 'heading') {
      headings.push(content);
      continue;
    }
    const stack: ContentStack = { stack: [...headings, content] };
    contents.push({ ...stack, unbreakable: fitsOnPage(block, drawings) });
    headings = [];
  }
  return [...contents, ...headings];
}

/** The most rows and items, and the height of figures in points, that are kept on one page. */
const MOST = { rows: 30, items: 6, height: 600 };

function fitsOnPage(block: Block, drawings: Drawings): boolean {
  switch (block.kind) {
    case 'table':
      return block.rows.length <= MOST.rows;
    case 'list':
      return block.items.length <= MOST.items;
    case 'figures':
      return heightOf(block, drawings) <= MOST.height;
    default:
      return block.kind !== 'code';
  }
}

function heightOf(block: Figures, { sizeOf }: Drawings): number {
  return rowsOf(block)
    .map((row) =>
      Math.max(
        ...row.map((one) => {
          const size = sizeOf(one);
          return (widthOnPaper(size, block.perRow) * size.height) / size.width;
        }),
      ),
    )
    .reduce((sum, height) => sum + height, 0);
}

function rowsOf({ figures, perRow }: Figures): PlacedFigure[][] {
  return Array.from({ length: Math.ceil(figures.length / perRow) }, (_, i) =>
    figures.slice(i * perRow, (i + 1) * perRow),
  );
}

interface Numbers {
  figures: number;
  tables: number;
}

function contentOf(block: Block, drawings: Drawings, numbers: Numbers): Content {
  switch (block.kind) {
    case 'heading':
      return block.level === 1
        ? { text: breakable(block.text), fontSize: 14, bold: true, margin: [0, 18, 0, 4] }
        : { text: breakable(block.text), fontSize: 11, bold: true, margin: [0, 10, 0, 2] };
    case 'paragraph':
      return {
        ...textOf(block.words),
        margin: [0, 4, 0, 4],
        ...(block.isNote && { fontSize: 8.5, color: MUTED }),
      };
    case 'list':
      return {
        ul: block.items.map((words): Content => ({ ...textOf(words), margin: [0, 1.5, 0, 1.5] })),
        margin: [0, 4, 0, 4],
      };
    case 'table':
      return captionedTable(block, numbers);
    case 'figures':
      return figuresOf(block, drawings, ++numbers.figures);
    case 'code':
      return {
        layout: 'boxed',
        table: { widths: ['*'], body: [[{ text: codeText(block.text), fontSize: 9 }]] },
        margin: [0, 4, 0, 4],
      };
  }
}

function captionedTable(table: Table, numbers: Numbers): Content {
  return captioned(table, ++numbers.tables);
}

function codeText(text: string): string {
  return plainLines(text).join('\n');
}

function textOf(words: Words): ContentText {
  const text = piecesOf(words).map((piece): Content => {
    if (typeof piece === 'string') return breakable(piece);
    if ('code' in piece) return breakable(piece.code);
    return { text: breakable(piece.strong), bold: true };
  });
  return { text };
}

function figuresOf(block: Figures, { of, sizeOf }: Drawings, number: number): Content {
  const { perRow, caption } = block;
  const rows = rowsOf(block).map((row): Content => {
    const columns = row.map((one): Column => ({
      ...of(one),
      width: widthOnPaper(sizeOf(one), perRow),
      alignment: 'center',
    }));
    return columns.length === 1 ? columns[0] : { columns, columnGap: 8, margin: [0, 2, 0, 2] };
  });
  const text: Content[] = [{ text: `Figure ${number}. `, bold: true }, breakable(caption)];
  return {
    stack: [...rows, { text, fontSize: 9, alignment: 'center', margin: [0, 2, 0, 0] }],
    margin: [0, 6, 0, 8],
  };
}

import type { FigureFormat } from '../../report-options';
import type { Block, Column, Figures, ReportDocument, Table } from '../document';
import { figurePath } from '../figure-path';
import { dayWords, plainLines } from '../plain-text';
import { escapeMarkdown, longestRun, markdownWords } from './escape-markdown';

/** A document as GitHub's Markdown; its tables may be taken from `markdownTable` one by one. */
export function writeMarkdown(document: ReportDocument, format: FigureFormat): string {
  const { title, author, created, blocks } = document;
  const by = [...(author === null ? [] : [escapeMarkdown(author)]), dayWords(created)].join(', ');
  const numbers = { figures: 0, tables: 0 };
  const parts = blocks.map((block) => blockText(block, format, numbers));
  return `${[`# ${escapeMarkdown(title)}`, by, ...parts].join('\n\n')}\n`;
}

/** The rows of a table. */
export function markdownTable({ headings, rows, columns }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => escapeMarkdown(cell)).join(' | ')} |`;
  const rule = `| ${columns.map((column) => RULES[column]).join(' | ')} |`;
  return [line(headings), rule, ...rows.map(line)].join('\n');
}

const RULES: Readonly<Record<Column, string>> = { name: ':--', number: '--:', prose: ':--' };

interface Numbers {
  figures: number;
  tables: number;
}

function blockText(block: Block, format: FigureFormat, numbers: Numbers): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return markdownWords(block.words);
    case 'list':
      return block.items.map((words) => `- ${markdownWords(words)}`).join('\n');
    case 'table':
      return `**Table ${++numbers.tables}.** ${escapeMarkdown(block.caption)}\n\n${markdownTable(block)}`;
    case 'figures':
      return figuresText(block, format, ++numbers.figures);
    case 'code':
      return codeText(block.text);
  }
}

function figuresText({ figures, caption }: Figures, format: FigureFormat, number: number): string {
  const images = figures.map(
    (one) => `![${escapeMarkdown(one.figure.description)}](${figurePath(one, format)})`,
  );
  return `${images.join('\n')}\n\n**Figure ${number}.** ${escapeMarkdown(caption)}`;
}

function codeText(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}sh\n${plainLines(text).join('\n')}\n${fence}`;
}

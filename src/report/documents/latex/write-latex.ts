import type { FigureFormat } from '../../report-options';
import type { Block, Figures, ReportDocument, Table } from '../document';
import { figurePath } from '../figure-path';
import { shareOnPaper, type SizeOf } from '../figure-size';
import { dayWords, plainLines } from '../plain-text';
import { escapeLatex, latexCode, latexHeading, latexWords } from './escape-latex';
import { isLong } from './latex-table';
import { OTHER_CHARACTER } from './latex-symbols';

/** A document in LaTeX, which takes in its tables from `tables/`; pdflatex has it in two runs. */
export function writeLatex(
  { title, author, created, blocks }: ReportDocument,
  format: FigureFormat,
  sizeOf: SizeOf,
): string {
  return [
    ...PREAMBLE,
    `\\title{${latexHeading(title)}}`,
    `\\author{${author === null ? '' : latexHeading(author)}}`,
    `\\date{${dayWords(created)}}`,
    '',
    '\\begin{document}',
    '\\maketitle',
    ...blocks.flatMap((block) => ['', ...blockLines(block, format, sizeOf)]),
    '',
    '\\end{document}',
    '',
  ].join('\n');
}

const PREAMBLE = [
  '\\documentclass[a4paper,11pt]{article}',
  '\\usepackage[T1]{fontenc}',
  '\\usepackage{lmodern}',
  '\\usepackage{textcomp}',
  '\\usepackage[margin=20mm]{geometry}',
  '\\usepackage{array,booktabs,longtable}',
  '\\usepackage{graphicx}',
  '\\usepackage{float}',
  '\\usepackage[hidelinks,pdfusetitle]{hyperref}',
  '',
  '% A character that pdflatex has no sign for is named by its code. In XeLaTeX or LuaLaTeX, with a font',
  '% that has it, put this before: \\newcommand{\\otherchar}[1]{\\symbol{"#1}}',
  OTHER_CHARACTER,
  '% Makes what is too wide as wide as the text.',
  '\\newsavebox{\\widebox}',
  '\\newcommand{\\fitwidth}[1]{\\sbox{\\widebox}{#1}%',
  '  \\ifdim\\wd\\widebox>\\linewidth\\resizebox{\\linewidth}{!}{\\usebox{\\widebox}}%',
  '  \\else\\usebox{\\widebox}\\fi}',
  '% A figure as wide as a part of the text; figures in a row are level at their tops.',
  '\\newcommand{\\topfigure}[2]{\\raisebox{-\\height}{\\includegraphics[width=#1\\linewidth]{#2}}}',
  '% Pictures have 192 dots an inch.',
  '\\ifdefined\\pdfimageresolution\\pdfimageresolution=192\\fi',
  '\\setlength{\\belowcaptionskip}{6pt}',
  '\\setlength{\\parindent}{0pt}',
  '\\setlength{\\parskip}{0.5em}',
  '\\setlength{\\emergencystretch}{3em}',
  '',
];

function blockLines(block: Block, format: FigureFormat, sizeOf: SizeOf): string[] {
  switch (block.kind) {
    case 'heading':
      return [`\\${block.level === 1 ? 'section' : 'subsection'}{${latexHeading(block.text)}}`];
    case 'paragraph':
      return block.isNote
        ? [`{\\small ${latexWords(block.words)}\\par}`]
        : [latexWords(block.words)];
    case 'list':
      return [
        '\\begin{itemize}',
        ...block.items.map((words) => `\\item{} ${latexWords(words)}`),
        '\\end{itemize}',
      ];
    case 'table':
      return tableLines(block);
    case 'figures':
      return figureLines(block, format, sizeOf);
    case 'code':
      return codeLines(block.text);
  }
}

function tableLines(table: Table): string[] {
  const input = `\\input{tables/${table.name}}`;
  if (isLong(table)) return [`{\\small${input}}`];
  return [
    '\\begin{table}[H]',
    '\\centering',
    `\\caption{${escapeLatex(table.caption)}}`,
    `\\fitwidth{${input}}`,
    '\\end{table}',
  ];
}

function figureLines(
  { figures, perRow, caption }: Figures,
  format: FigureFormat,
  sizeOf: SizeOf,
): string[] {
  const lines = figures.map((one, i) => {
    const share = shareOnPaper(sizeOf(one), perRow).toFixed(3);
    const isLastInRow = i === figures.length - 1 || (i + 1) % perRow === 0;
    const end = isLastInRow ? '\\par' : '\\hfill';
    return `\\topfigure{${share}}{${figurePath(one, format)}}${end}`;
  });
  return [
    '\\begin{figure}[H]',
    '\\centering',
    ...lines,
    `\\caption{${escapeLatex(caption)}}`,
    '\\end{figure}',
  ];
}

function codeLines(text: string): string[] {
  const lines = plainLines(text).map((line) => `${latexCode(line)}\\par`);
  return ['\\begin{quote}\\raggedright', ...lines, '\\end{quote}'];
}

import type { ReportContent } from '../report-content';
import {
  DOCUMENT_FIGURES,
  type FigureFormat,
  type ReportFormat,
  type Sink,
} from '../report-options';
import { documentContent } from './content';
import { latexTable } from './latex/latex-table';
import { writeLatex } from './latex/write-latex';
import { makeDocument } from './make-document';
import { markdownTable, writeMarkdown } from './markdown/write-markdown';
import { writePdf } from './pdf/write-pdf';
import { writeTexts } from './write-texts';

/**
 * Writes the report as a document to hand in: `report.pdf`, or `report.md` or `report.tex` with its
 * figures and tables in files beside it.
 *
 * @param figures  the format of the figures; by default the usual one of the document's
 * @returns the document's path
 */
export async function writeDocument(
  content: ReportContent,
  format: Exclude<ReportFormat, 'html'>,
  figures: FigureFormat = DOCUMENT_FIGURES[format][0],
  sink: Sink,
): Promise<string> {
  const document = makeDocument(await documentContent(content));
  if (format === 'pdf') return writePdf(document, figures, sink);
  const texts =
    format === 'latex'
      ? { ending: 'tex', whole: writeLatex, table: latexTable }
      : { ending: 'md', whole: writeMarkdown, table: markdownTable };
  return writeTexts(document, figures, texts, sink);
}

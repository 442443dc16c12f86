import path from 'node:path';
import { storeWhole } from '../../../files';
import { draw, drawPdf, drawPng, sizeOfSvg, svgFile, type FigureSize } from '../../figures';
import type { FigureFormat, Sink } from '../../report-options';
import { makeFolder } from '../../storage/saved-run';
import type { PlacedFigure, ReportDocument } from '../document';
import { ofEachFigure } from '../of-each-figure';
import { pdfDefinition, type Drawing } from './pdf-definition';

interface Drawn {
  readonly drawing: Drawing;
  readonly size: FigureSize;
}

/** Writes a document as one PDF; returns its path. */
export async function writePdf(
  document: ReportDocument,
  figures: FigureFormat,
  { folder, onFile, onNotice }: Sink,
): Promise<string> {
  const drawn = await ofEachFigure(document, (one) => drawnAs(one, figures));
  const drawings = {
    of: (one: PlacedFigure) => drawn(one).drawing,
    sizeOf: (one: PlacedFigure) => drawn(one).size,
  };
  const { pdf, missing } = await drawPdf(pdfDefinition(document, drawings));
  if (missing.length > 0) {
    onNotice(
      `the font of the PDF has no sign for ${missing.slice(0, 10).join(' ')}` +
        `${missing.length > 10 ? ' and others' : ''}: a box stands in its place`,
    );
  }
  const file = path.join(makeFolder(folder), 'report.pdf');
  await storeWhole(file, [pdf]);
  onFile(file);
  return file;
}

async function drawnAs({ figure }: PlacedFigure, format: FigureFormat): Promise<Drawn> {
  const svg = svgFile(await draw(figure));
  const size = sizeOfSvg(svg);
  if (format === 'pdf') return { drawing: { svg }, size };
  const png = Buffer.from(await drawPng(svg)).toString('base64');
  return { drawing: { image: `data:image/png;base64,${png}` }, size };
}

import path from 'node:path';
import { storeWhole, writeDerived } from '../../files';
import { FigureFiles } from '../figure-files';
import { sizeOfSvg, svgFile } from '../figures';
import type { FigureFormat, Sink } from '../report-options';
import { makeFolder } from '../storage/saved-run';
import type { ReportDocument, Table } from './document';
import type { SizeOf } from './figure-size';
import { ofEachFigure } from './of-each-figure';

/** A format of text, with figures and tables in files beside it. */
export interface TextFormat {
  /** The ending of its files. */
  readonly ending: string;
  readonly whole: (document: ReportDocument, figures: FigureFormat, sizeOf: SizeOf) => string;
  readonly table: (table: Table) => string;
}

/** Writes a document of text, its figures and tables; returns the document's path. */
export async function writeTexts(
  document: ReportDocument,
  figures: FigureFormat,
  { ending, whole, table }: TextFormat,
  { folder, onFile }: Sink,
): Promise<string> {
  const sizeOf = await writeFigures(document, figures, { folder, onFile });
  const tables = makeFolder(path.join(folder, 'tables'));
  for (const block of document.blocks) {
    if (block.kind !== 'table') continue;
    const file = path.join(tables, `${block.name}.${ending}`);
    writeDerived(file, `${table(block)}\n`);
    onFile(file);
  }
  const file = path.join(folder, `report.${ending}`);
  await storeWhole(file, [Buffer.from(whole(document, figures, sizeOf))]);
  onFile(file);
  return file;
}

/** Writes the figures, and returns how large they are. */
async function writeFigures(
  document: ReportDocument,
  format: FigureFormat,
  { folder, onFile }: Pick<Sink, 'folder' | 'onFile'>,
): Promise<SizeOf> {
  const files = new FigureFiles([format], onFile);
  const sizeOf = await ofEachFigure(document, async (one) => {
    const [drawn] = await files.write(path.join(folder, one.folder), [one.figure]);
    return sizeOfSvg(svgFile(drawn));
  });
  await files.finish();
  return sizeOf;
}

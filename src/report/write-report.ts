import { writeDocument } from './documents/write-document';
import { reportContent } from './report-content';
import type { ReportOptions } from './report-options';
import { readSources } from './sources';
import { writePage } from './write-page';

/** Writes the report: `makeReport`, once the packages are known to be installed. */
export async function writeReport({
  files,
  folder,
  format = 'html',
  title,
  author,
  figures,
  onFile = () => undefined,
  onNotice = () => undefined,
}: ReportOptions): Promise<string> {
  const sources = await readSources(files, onNotice);
  const content = reportContent(sources, { title: title ?? null, author: author ?? null });
  const sink = { folder, onFile, onNotice };
  return format === 'html'
    ? writePage(content, sink)
    : writeDocument(content, format, figures, sink);
}

import path from 'node:path';
import { storeWhole, writeDerived } from '../files';
import { FigureFiles, named } from './figure-files';
import type { PageContent } from './page/content';
import { renderPage } from './page/page';
import { pageRuns } from './page-runs';
import type { ReportContent } from './report-content';
import type { Sink } from './report-options';
import { curvesCsv } from './storage/curves-csv';

/** Writes the report as a page: `report.html`, the curves, and each figure as SVG and PNG. */
export async function writePage(content: ReportContent, sink: Sink): Promise<string> {
  const { folder, onFile, onNotice } = sink;
  const { classes, runs: sources, together } = content;
  const figureFiles = new FigureFiles(['svg', 'png'], onFile);
  const [drawn, runs] = await Promise.all([
    figureFiles.write(path.join(folder, 'figures'), together.all),
    pageRuns(sources, { folder, classes, figureFiles }),
  ]);
  const csv = curvesCsv(
    sources.map(({ run }) => run),
    sources.map(({ from }) => from),
  );
  const curves = path.join(folder, 'curves.csv');
  writeDerived(curves, csv);
  onFile(curves);
  const page = path.join(folder, 'report.html');
  const { effects, fits, searches, shown } = together;
  const figures = named(drawn, shown);
  const shownOnPage = { ...content, runs, figures, effects, fits, searches, csv };
  await storeWhole(page, await fittingPage(shownOnPage, onNotice));
  onFile(page);
  await figureFiles.finish();
  return page;
}

/** The largest page, in bytes: about five runs of ten classes, and small enough to be sent by mail. */
const LARGEST_PAGE = 5e6;

/** The page with the example images, or without them if it would be too large. */
async function fittingPage(
  content: Omit<PageContent, 'examplesLeftOut'>,
  onNotice: (message: string) => void,
): Promise<Uint8Array[]> {
  const whole = await renderPage({ ...content, examplesLeftOut: false });
  const bytes = whole.reduce((sum, { length }) => sum + length, 0);
  if (bytes <= LARGEST_PAGE) return whole;
  onNotice('the example images stand beside the page: with them, it would be above 5 MB');
  return renderPage({ ...content, examplesLeftOut: true });
}

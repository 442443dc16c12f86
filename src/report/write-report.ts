import path from 'node:path';
import { storeWhole, writeDerived } from '../files';
import { conclude } from './conclusions';
import { chosenRun, comparedRuns } from './conclusions/choice';
import { FigureFiles, named } from './figure-files';
import { figuresTogether } from './figures-together';
import type { PageContent } from './page/content';
import { renderPage } from './page/page';
import { pageRuns } from './page-runs';
import type { Conclusion } from './results/conclusion';
import type { ReportedRun } from './results/results';
import { readSources, type Sources } from './sources';
import { curvesCsv } from './storage/curves-csv';

/**
 * Options of `makeReport`.
 *
 * @category Report
 */
export interface ReportOptions {
  /** Results files, with the run folders that were saved beside them, and files of the gradient check. */
  readonly files: readonly string[];
  /** The folder to write to. */
  readonly folder: string;
  /** The title. By default that of the classifier, e.g. `Softmax classifier: training report`. */
  readonly title?: string;
  /** Who it is by. By default nobody. */
  readonly author?: string;
  /** Called with notices that are no errors, e.g. that a run has no pictures. By default none. */
  readonly onNotice?: (message: string) => void;
}

/** Writes the report: `makeReport`, once the packages are known to be installed. */
export async function writeReport({
  files,
  folder,
  title,
  author,
  onNotice = () => undefined,
}: ReportOptions): Promise<string> {
  const sources = await readSources(files, onNotice);
  const { origins, gradientChecks } = sources;
  const { classes } = origins[0].results;
  const chosen = chosenRun(sources.runs);
  const compared = comparedRuns(sources.runs, chosen);
  const conclusions = conclusionsOn(sources);
  const { all, shown, effects, fits, searches } = figuresTogether(sources, compared);
  const figureFiles = new FigureFiles();
  const [drawn, runs] = await Promise.all([
    figureFiles.write(path.join(folder, 'figures'), all),
    pageRuns(sources.runs, { folder, classes, figureFiles }),
  ]);
  const figures = named(drawn, shown);

  const csv = curvesCsv(
    sources.runs.map(({ run }) => run),
    sources.runs.map(({ from }) => from),
  );
  writeDerived(path.join(folder, 'curves.csv'), csv);
  const page = path.join(folder, 'report.html');
  const content = {
    title: title ?? null,
    author: author ?? null,
    origins,
    classes,
    runs,
    chosen,
    compared,
    figures,
    effects,
    fits,
    searches,
    gradientChecks,
    conclusions,
    csv,
  };
  await storeWhole(page, await fittingPage(content, onNotice));
  await figureFiles.finish();
  return page;
}

function conclusionsOn({ origins, runs }: Sources): Conclusion[] {
  const { classes } = origins[0].results;
  const validationSamples = Math.min(...origins.map(({ results }) => results.samples.validation));
  const searches = origins.flatMap(({ results }) => results.search ?? []);
  const reportedFor = new Map(runs.map(({ run, reported }) => [run, reported]));
  const reported = (run: ReportedRun): number | null => reportedFor.get(run) ?? null;
  return conclude(
    runs.map(({ run }) => run),
    { classes, validationSamples, reported, origins: runs.map(({ from }) => from), searches },
  );
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

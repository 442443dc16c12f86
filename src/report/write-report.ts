import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeDerived } from '../files';
import { conclude } from './conclusions';
import { chosenRun, comparedRuns } from './conclusions/choice';
import { groupsThatDifferOnlyIn } from './conclusions/groups';
import { drawableNames } from './drawable-names';
import { FigureFiles } from './figure-files';
import {
  checkFigures,
  confusionDifferenceFigure,
  curveFigure,
  effectsOf,
  epochsStrip,
  exampleFigures,
  METRICS,
  normFigure,
  overlayFigure,
  sideBySideFigure,
  templateFigures,
  testFigures,
  type DrawnFigure,
  type Figure,
} from './figures';
import type { PageContent, PageRun } from './page/content';
import { renderPage } from './page/page';
import { PictureUrls, runPictures } from './pictures';
import type { ReportedRun } from './results/results';
import { readSources, type SourceRun, type Sources } from './sources';
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
  /** Called with notices that are no errors, e.g. that a run has no pictures. By default none. */
  readonly onNotice?: (message: string) => void;
}

/** Writes the report: `makeReport`, once the packages are known to be installed. */
export async function writeReport({
  files,
  folder,
  onNotice = () => undefined,
}: ReportOptions): Promise<string> {
  const sources = await readSources(files, onNotice);
  const { origins, gradientChecks } = sources;
  const [{ results }] = origins;
  const { classes } = results;
  const ofRuns = sources.runs.map(({ run }) => run);
  const validationSamples = Math.min(...origins.map((one) => one.results.samples.validation));
  const reportedFor = new Map(sources.runs.map(({ run, reported }) => [run, reported]));
  const reported = (run: ReportedRun): number | null => reportedFor.get(run) ?? null;
  const conclusions = conclude(ofRuns, { classes, validationSamples, reported });

  const figureFiles = new FigureFiles();
  const urls = new PictureUrls();
  const sideBySide = METRICS.map((metric) => sideBySideFigure(metric, sources.runs));
  const overlays = METRICS.map((metric) => overlayFigure(metric, sources.runs));
  const chosen = chosenRun(sources.runs);
  const compared = comparedRuns(sources.runs, chosen);
  const differences =
    compared === null
      ? []
      : [confusionDifferenceFigure(sources.runs, compared, drawableNames(classes))];
  const checks = checkFigures(gradientChecks, findingsColumns(sources));
  const effects = (['lambda', 'eta'] as const).flatMap((setting) =>
    effectsOf(setting, groupsThatDifferOnlyIn(setting, sources.runs)),
  );
  const alongSettings = effects.flatMap((effect) => effect.figures);
  const shown = [...alongSettings, ...normFigure(sources.runs), ...differences, ...checks];
  const together = [...sideBySide, ...overlays, ...shown];
  const [drawn, runs] = await Promise.all([
    figureFiles.write(path.join(folder, 'figures'), together),
    makeRuns(sources.runs, (run) =>
      makeRun(run, drawableNames(classes), folder, figureFiles, urls),
    ),
  ]);
  const figures = named(drawn, [...(runs.length > 1 ? overlays : []), ...shown]);

  const csv = curvesCsv(ofRuns);
  writeDerived(path.join(folder, 'curves.csv'), csv);
  const page = path.join(folder, 'report.html');
  const content = {
    origins,
    classes,
    runs,
    chosen,
    compared,
    figures,
    effects,
    gradientChecks,
    conclusions,
    csv,
  };
  writeDerived(page, await fittingPage(content, onNotice));
  await figureFiles.finish();
  return page;
}

/** The largest page, in bytes: about five runs of ten classes, and small enough to be sent by mail. */
const LARGEST_PAGE = 5e6;

/** The page with the example images, or without them if it would be too large. */
async function fittingPage(
  content: Omit<PageContent, 'examplesLeftOut'>,
  onNotice: (message: string) => void,
): Promise<string> {
  const whole = await renderPage({ ...content, examplesLeftOut: false });
  if (Buffer.byteLength(whole) <= LARGEST_PAGE) return whole;
  onNotice('the example images stand beside the page: with them, it would be above 5 MB');
  return renderPage({ ...content, examplesLeftOut: true });
}

async function makeRuns(
  runs: readonly SourceRun[],
  make: (run: SourceRun) => Promise<PageRun>,
): Promise<PageRun[]> {
  const made: Promise<PageRun>[] = [];
  for (const run of runs) {
    const one = make(run);
    one.catch(() => undefined); // thrown below
    made.push(one);
    // A run's pictures take 0.1 s: the drawing processes get their next figures in between.
    await setImmediate();
  }
  return Promise.all(made);
}

/** Writes a run's figures, and returns the page's part on it. */
async function makeRun(
  { run, label, saved, image, reported }: SourceRun,
  classes: readonly string[],
  folder: string,
  figureFiles: FigureFiles,
  urls: PictureUrls,
): Promise<PageRun> {
  const { analysis } = run;
  const ownFolder = path.join(folder, label.slug);
  const titled = (figure: Figure): Figure => ({ ...figure, title: label.title });
  const plots = [
    ...METRICS.map((metric) => curveFigure(metric, { run, label })),
    ...(analysis ? testFigures(analysis, classes) : []),
  ];
  const pictures = saved && image && (await runPictures(saved, run, image, urls));
  const montages =
    pictures && analysis
      ? [
          ...templateFigures(pictures, classes),
          ...epochsStrip(pictures, classes),
          ...exampleFigures(pictures, analysis, classes),
        ]
      : [];
  // The montages are the largest PNGs: begun first, they don't keep one core waiting at the end.
  const drawn = await figureFiles.write(ownFolder, [...montages, ...plots].map(titled));
  return { run, label, reported, pictures, figures: named(drawn, plots) };
}

/** The doctor's findings on data and code, then on each run. */
function findingsColumns({ origins, runs }: Sources) {
  const shared = origins.map(({ results }, i) => ({
    title: origins.length > 1 ? `data, code (${i + 1})` : 'data, code',
    findings: results.findings ?? [],
  }));
  const own = runs.map(({ run, label }) => ({ title: label.short, findings: run.findings ?? [] }));
  return [...shared, ...own];
}

/** The drawn figures that the page shows, by name. */
function named(
  drawn: readonly DrawnFigure[],
  shown: readonly Figure[],
): Record<string, DrawnFigure> {
  const names = new Set(shown.map(({ name }) => name));
  return Object.fromEntries(
    drawn.filter(({ name }) => names.has(name)).map((figure) => [figure.name, figure]),
  );
}

import path from 'node:path';
import { OnelayerError } from '../errors';
import { writeWhole } from '../files';
import { conclude } from './conclusions';
import {
  checkFigures,
  curveFigures,
  draw,
  overlayFigures,
  sideBySideFigures,
  pictureFigures,
  pngFile,
  svgFile,
  testFigures,
  type DrawnFigure,
  type Figure,
} from './figures';
import { renderPage, type Origin, type PageRun } from './page';
import { runPictures } from './pictures';
import { curvesCsv } from './storage/curves-csv';
import { readResultsFile } from './storage/read-results';
import type { ReportedGradientCheck, ReportedRun, Results } from './results/results';
import { runLabels, type NamedRun, type RunLabel } from './results/run-labels';
import { makeFolder, readSavedRun } from './storage/saved-run';

/** What a report is made of. */
export interface ReportOptions {
  /** Results files, with what was saved beside them; and files of the gradient check. */
  readonly files: readonly string[];
  /** Where to write. */
  readonly folder: string;
  /** Gets what the user should know though it's no failure, e.g. that a run has no pictures. */
  readonly onNotice?: (message: string) => void;
}

/** What was read of the files. */
interface Sources {
  readonly origins: readonly (Origin & { readonly file: string })[];
  readonly gradientChecks: readonly ReportedGradientCheck[];
}

/**
 * Writes the report of finished runs: `report.html`, `curves.csv`, and each figure as SVG and PNG,
 * those of all runs in `figures/`, those of each run in a folder of its own.
 *
 * @returns the page's path
 * @throws OnelayerError FILE_INVALID for a file that isn't ours or is damaged, NOT_WRITABLE
 */
export async function makeReport({
  files,
  folder,
  onNotice = () => undefined,
}: ReportOptions): Promise<string> {
  const { origins, gradientChecks } = readSources(files);
  const [{ results }] = origins;
  const { classes } = results;
  const found = origins.flatMap((origin) => origin.results.runs.map((run) => ({ run, origin })));
  const labels = runLabels(found.map(({ run }) => run));
  const circumstances = { classes, validationSamples: results.samples.validation };
  const conclusions = conclude(
    found.map(({ run }) => run),
    circumstances,
  );

  const runs: PageRun[] = [];
  for (const [i, { run, origin }] of found.entries()) {
    runs.push(await makeRun(run, labels[i], origin, path.join(folder, labels[i].slug), onNotice));
  }
  const overlays = overlayFigures(runs);
  const checks = checkFigures(gradientChecks, findingsColumns(origins, runs));
  const together = [...sideBySideFigures(runs), ...overlays, ...checks];
  await writeFigures(path.join(folder, 'figures'), together);
  const figures = await drawAll([...(runs.length > 1 ? overlays : []), ...checks]);
  const csv = curvesCsv(found.map(({ run }) => run));
  writeWhole(path.join(folder, 'curves.csv'), csv);
  const page = path.join(folder, 'report.html');
  writeWhole(
    page,
    renderPage({ origins, classes, runs, figures, gradientChecks, conclusions, csv }),
  );
  return page;
}

/** Reads all files, and asserts that their runs can stand side by side. */
function readSources(files: readonly string[]): Sources {
  const origins: (Origin & { file: string })[] = [];
  const gradientChecks: ReportedGradientCheck[] = [];
  for (const file of files) {
    const read = readResultsFile(file);
    if (read.kind === 'gradient check') gradientChecks.push(read.content);
    else origins.push({ file, name: path.basename(file), results: read.content });
  }
  if (origins.every(({ results }) => results.runs.length === 0)) {
    const what = origins.length === 0 ? 'the results of a training' : 'at least one run';
    throw new OnelayerError('FILE_INVALID', `${files.join(', ')}: expected ${what}, got none`);
  }
  origins.forEach((origin) => assertSameClasses(origins[0], origin));
  const checked = origins.flatMap(({ results }) => results.gradientCheck ?? []);
  return { origins, gradientChecks: gradientChecks.length > 0 ? gradientChecks : checked };
}

function assertSameClasses(first: { file: string; results: Results }, other: typeof first): void {
  if (JSON.stringify(first.results.classes) === JSON.stringify(other.results.classes)) return;
  throw new OnelayerError(
    'FILE_INVALID',
    `${other.file}: expected the classes of ${first.file}, to compare them, got others`,
  );
}

/** Writes a run's figures, and hands out what the page shows of it. */
async function makeRun(
  run: ReportedRun,
  label: RunLabel,
  { file, results }: Sources['origins'][number],
  folder: string,
  onNotice: (message: string) => void,
): Promise<PageRun> {
  const { classes, image } = results;
  const { analysis } = run;
  const saved = await readSavedRun(file, results, run);
  const pictures = saved && image ? await runPictures(saved, run, image) : null;
  if (analysis !== null && pictures === null) {
    onNotice(`${label.name}: no pictures, since no weights and images were saved beside ${file}`);
  }
  const plots = [
    ...curveFigures({ run, label }),
    ...(analysis ? testFigures(analysis, classes) : []),
  ];
  const montages = pictures && analysis ? pictureFigures(pictures, analysis, classes) : [];
  const titled = [...plots, ...montages].map((one) => ({ ...one, title: label.title }));
  await writeFigures(folder, titled);
  return { run, label, pictures, figures: await drawAll(plots) };
}

/** The doctor's findings on data and code, then on each run. */
function findingsColumns(origins: Sources['origins'], runs: readonly NamedRun[]) {
  const shared = origins.map(({ name, results }) => ({
    title: origins.length > 1 ? name : 'data, code',
    findings: results.findings ?? [],
  }));
  const own = runs.map(({ run, label }) => ({
    title: label.short,
    findings: run.findings ?? [],
  }));
  return [...shared, ...own];
}

/** Writes each figure as SVG and as PNG. */
async function writeFigures(folder: string, figures: readonly Figure[]): Promise<void> {
  makeFolder(folder);
  await Promise.all(
    figures.map(async (figure) => {
      const svg = await svgFile(figure);
      writeWhole(path.join(folder, `${figure.name}.svg`), svg);
      writeWhole(path.join(folder, `${figure.name}.png`), await pngFile(svg));
    }),
  );
}

/** Draws plots for the page, by their names. */
async function drawAll(figures: readonly Figure[]): Promise<Record<string, DrawnFigure>> {
  const drawn = await Promise.all(figures.map(draw));
  return Object.fromEntries(drawn.map((figure) => [figure.name, figure]));
}

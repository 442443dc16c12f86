import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { drawableNames } from './drawable-names';
import { named, type FigureFiles } from './figure-files';
import {
  curveFigure,
  epochsStrip,
  exampleFigures,
  gapFigure,
  METRICS,
  templateFigures,
  testFigures,
  type Figure,
} from './figures';
import type { PageRun } from './page/content';
import { PictureUrls, runPictures } from './pictures';
import type { NamedRun } from './results/run-labels';
import { unitOf } from './results/units';
import type { SourceRun } from './sources';

/** Where runs' figures are written, and with which names of classes. */
interface Place {
  /** The report's. */
  readonly folder: string;
  readonly classes: readonly string[];
  readonly figureFiles: FigureFiles;
}

/** Writes each run's figures into a folder of its own, and returns the page's parts on the runs. */
export async function pageRuns(runs: readonly SourceRun[], place: Place): Promise<PageRun[]> {
  const urls = new PictureUrls();
  const drawable = { ...place, classes: drawableNames(place.classes) };
  const made: Promise<PageRun>[] = [];
  for (const run of runs) {
    const one = pageRun(run, drawable, urls);
    one.catch(() => undefined); // thrown below
    made.push(one);
    // A run's pictures take 0.1 s: the drawing processes get their next figures in between.
    await setImmediate();
  }
  return Promise.all(made);
}

/** The learning curves of a run. */
function curveFigures(one: NamedRun): Figure[] {
  return [...METRICS.map((metric) => curveFigure(metric, one)), ...gapFigure(one)];
}

/** Writes a run's figures, and returns the page's part on it. */
async function pageRun(
  { run, label, saved, image, reported }: SourceRun,
  { folder, classes, figureFiles }: Place,
  urls: PictureUrls,
): Promise<PageRun> {
  const { analysis } = run;
  const ownFolder = path.join(folder, label.slug);
  const titled = (figure: Figure): Figure => ({ ...figure, title: label.title });
  const plots = [
    ...(run.history.length > 0 ? curveFigures({ run, label }) : []),
    ...(analysis ? testFigures(analysis, classes) : []),
  ];
  const pictures = saved && image && (await runPictures(saved, run, image, urls));
  const montages =
    pictures && analysis
      ? [
          ...templateFigures(pictures, analysis, classes),
          ...epochsStrip(pictures, classes, unitOf([run])),
          ...exampleFigures(pictures, analysis, classes),
        ]
      : [];
  // The montages are the largest PNGs: begun first, they don't keep one core waiting at the end.
  const drawn = await figureFiles.write(ownFolder, [...montages, ...plots].map(titled));
  return { run, label, reported, image, pictures, figures: named(drawn, plots) };
}

import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { drawableNames } from './drawable-names';
import { named, type FigureFiles } from './figure-files';
import type { PageRun } from './page/content';
import { PictureUrls } from './pictures';
import { runFigures } from './run-figures';
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

/** Writes a run's figures, and returns the page's part on it. */
async function pageRun(
  source: SourceRun,
  { folder, classes, figureFiles }: Place,
  urls: PictureUrls,
): Promise<PageRun> {
  const { run, label, image, reported } = source;
  const isOnPatches = source.patches !== undefined;
  const { plots, montages, ...pictured } = await runFigures(source, classes, urls);
  // The montages are the largest PNGs: begun first, they don't keep one core waiting at the end.
  const drawn = await figureFiles.write(path.join(folder, label.slug), [...montages, ...plots]);
  return { run, label, reported, image, isOnPatches, ...pictured, figures: named(drawn, plots) };
}

import {
  curveFigure,
  epochsStrip,
  exampleFigures,
  gapFigure,
  METRICS,
  patchFigures,
  templateFigures,
  testFigures,
  type Figure,
} from './figures';
import {
  patchPictures,
  runPictures,
  type PatchPictures,
  type PictureUrls,
  type RunPictures,
} from './pictures';
import { unitOf } from './results/units';
import type { SourceRun } from './sources';

/** The figures of a run, before they are drawn; each is headed by the run. */
export interface RunFigures {
  readonly plots: readonly Figure[];
  /** Of its weights, patches and examples. */
  readonly montages: readonly Figure[];
  /** Null if there are none. */
  readonly pictures: RunPictures | null;
  /** Its patches; null where it has none. */
  readonly patches: PatchPictures | null;
}

/** @param classes  names that figures can use */
export async function runFigures(
  { run, label, saved, savedPatches, patches: used, image }: SourceRun,
  classes: readonly string[],
  urls: PictureUrls,
): Promise<RunFigures> {
  const { analysis } = run;
  const titled = (figure: Figure): Figure => ({ ...figure, title: label.title });
  const curves = [
    ...METRICS.map((metric) => curveFigure(metric, { run, label })),
    ...gapFigure({ run, label }),
  ];
  const plots = [
    ...(run.history.length > 0 ? curves : []),
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
  const patches = used && savedPatches ? patchPictures(savedPatches, used, urls) : null;
  const all = [...montages, ...(patches ? patchFigures(patches, classes) : [])];
  return { plots: plots.map(titled), montages: all.map(titled), pictures, patches };
}

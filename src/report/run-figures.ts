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
import { runPictures, type PictureUrls, type RunPictures } from './pictures';
import { unitOf } from './results/units';
import type { SourceRun } from './sources';

/** The figures of a run, before they are drawn; each is headed by the run. */
export interface RunFigures {
  readonly plots: readonly Figure[];
  /** Of its weights and examples. */
  readonly montages: readonly Figure[];
  /** Null if there are none. */
  readonly pictures: RunPictures | null;
}

/** @param classes  names that figures can use */
export async function runFigures(
  { run, label, saved, image }: SourceRun,
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
  return { plots: plots.map(titled), montages: montages.map(titled), pictures };
}

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
  examplePictures,
  patchPictures,
  runPictures,
  type ExamplePictures,
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
  /** Of its weights; null if there are none. */
  readonly pictures: RunPictures | null;
  /** The images of which it is most confident; null if there are none. */
  readonly examples: ExamplePictures | null;
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
  const pictures = saved && image && runPictures(saved, run, classes.length, image, urls);
  const patches = used && savedPatches ? patchPictures(savedPatches, used, urls) : null;
  const images = (saved ?? savedPatches)?.examples ?? null;
  const examples = images && analysis && (await examplePictures(images, analysis, urls));
  const ofWeights =
    pictures && analysis
      ? [
          ...templateFigures(pictures, analysis, classes),
          ...epochsStrip(pictures, classes, unitOf([run])),
        ]
      : [];
  const montages = [
    ...ofWeights,
    ...(examples ? exampleFigures(examples, analysis, classes) : []),
    ...(patches ? patchFigures(patches, classes) : []),
  ];
  return {
    plots: plots.map(titled),
    montages: montages.map(titled),
    ...{ examples, patches, pictures },
  };
}

import { groupsThatDifferOnlyIn } from './conclusions/groups';
import { drawableNames } from './drawable-names';
import {
  checkFigures,
  confusionDifferenceFigure,
  effectsOf,
  featureWeightsFigure,
  METRICS,
  normFigure,
  overlayFigure,
  searchFigures,
  sideBySideFigure,
  type Effect,
  type Figure,
} from './figures';
import type { PageFit, PageSearch } from './page/content';
import { hasCurves } from './results/has-curves';
import type { FeatureWeights } from './results/fit-report';
import type { Sources } from './sources';

/** The figures of all runs together. */
export interface FiguresTogether {
  readonly all: readonly Figure[];
  /** Those that the page shows. */
  readonly shown: readonly Figure[];
  /** What λ and η do, where runs differ in one of them alone; their figures are among the others. */
  readonly effects: readonly Effect[];
  /** The searches; their figures are among the others. */
  readonly searches: readonly PageSearch[];
  /** What classifiers of fits have learnt; their figures are among the others. */
  readonly fits: readonly PageFit[];
}

/**
 * Makes the figures of all runs together.
 *
 * @param compared  the indices of the runs whose confusions are compared; null if there are none
 */
export function figuresTogether(
  sources: Sources,
  compared: readonly [number, number] | null,
): FiguresTogether {
  const { origins, runs, gradientChecks } = sources;
  const { classes } = origins[0].results;
  const drawable = drawableNames(classes);
  const metrics = hasCurves(runs) ? METRICS : [];
  const sideBySide = metrics.map((metric) => sideBySideFigure(metric, runs));
  const overlays = metrics.map((metric) => overlayFigure(metric, runs));
  const effects = (['lambda', 'eta'] as const).flatMap((setting) =>
    effectsOf(setting, groupsThatDifferOnlyIn(setting, runs)),
  );
  const differences =
    compared === null ? [] : [confusionDifferenceFigure(runs, compared, drawable)];
  const searches = searchesOf(sources);
  const fits = fitsOf(sources, drawable);
  const others = [
    ...fits.map(({ figure }) => figure),
    ...searches.flatMap(({ figures }) => figures),
    ...effects.flatMap(({ figures }) => figures),
    ...normFigure(runs),
    ...differences,
    ...checkFigures(gradientChecks, findingsColumns(sources)),
  ];
  return {
    all: [...sideBySide, ...overlays, ...others],
    shown: [...(runs.length > 1 ? overlays : []), ...others],
    effects,
    searches,
    fits,
  };
}

/** What classifiers of fits have learnt of features that aren't pixels. */
function fitsOf({ origins }: Sources, classes: readonly string[]): PageFit[] {
  const found = origins.flatMap(({ name, results: { fit } }) =>
    fit?.heaviest ? [{ name, features: drawableFeatures(fit.heaviest) }] : [],
  );
  return found.map(({ name, features }, i) => {
    const figure = featureWeightsFigure(features, classes);
    return {
      features,
      figure: i === 0 ? figure : { ...figure, name: `${figure.name}-${i + 1}` },
      from: found.length > 1 ? name : null,
    };
  });
}

function drawableFeatures(features: readonly FeatureWeights[]): FeatureWeights[] {
  const names = drawableNames(features.map(({ name }) => name));
  return features.map((own, j) => ({ ...own, name: names[j] }));
}

/** The searches of the results files, with figures whose names are unlike any other's. */
function searchesOf({ origins }: Sources): PageSearch[] {
  const searched = origins.flatMap(({ name, results: { search } }) =>
    search === undefined ? [] : [{ name, search }],
  );
  return searched.map(({ name, search }, i) => ({
    search,
    from: searched.length > 1 ? name : null,
    figures: searchFigures(search).map((figure) =>
      i === 0 ? figure : { ...figure, name: `${figure.name}-${i + 1}` },
    ),
  }));
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

import { groupsThatDifferOnlyIn } from './conclusions/groups';
import { drawableNames } from './drawable-names';
import {
  checkFigures,
  confusionDifferenceFigure,
  effectsOf,
  METRICS,
  normFigure,
  overlayFigure,
  searchFigures,
  sideBySideFigure,
  type Effect,
  type Figure,
} from './figures';
import type { PageSearch } from './page/content';
import type { Sources } from './sources';

/** The figures of all runs together. */
interface FiguresTogether {
  readonly all: readonly Figure[];
  /** Those that the page shows. */
  readonly shown: readonly Figure[];
  /** What λ and η do, where runs differ in one of them alone; their figures are among the others. */
  readonly effects: readonly Effect[];
  /** The searches; their figures are among the others. */
  readonly searches: readonly PageSearch[];
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
  const sideBySide = METRICS.map((metric) => sideBySideFigure(metric, runs));
  const overlays = METRICS.map((metric) => overlayFigure(metric, runs));
  const effects = (['lambda', 'eta'] as const).flatMap((setting) =>
    effectsOf(setting, groupsThatDifferOnlyIn(setting, runs)),
  );
  const differences =
    compared === null ? [] : [confusionDifferenceFigure(runs, compared, drawableNames(classes))];
  const searches = searchesOf(sources);
  const others = [
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
  };
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

import { groupsThatDifferOnlyIn } from './conclusions/groups';
import { drawableNames } from './drawable-names';
import {
  checkFigures,
  confusionDifferenceFigure,
  effectsOf,
  METRICS,
  normFigure,
  overlayFigure,
  sideBySideFigure,
  type Effect,
  type Figure,
} from './figures';
import type { Sources } from './sources';

/** The figures of all runs together. */
interface FiguresTogether {
  readonly all: readonly Figure[];
  /** Those that the page shows. */
  readonly shown: readonly Figure[];
  /** What λ and η do, where runs differ in one of them alone; their figures are among the others. */
  readonly effects: readonly Effect[];
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
  const others = [
    ...effects.flatMap(({ figures }) => figures),
    ...normFigure(runs),
    ...differences,
    ...checkFigures(gradientChecks, findingsColumns(sources)),
  ];
  return {
    all: [...sideBySide, ...overlays, ...others],
    shown: [...(runs.length > 1 ? overlays : []), ...others],
    effects,
  };
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

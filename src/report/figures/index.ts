import type { RunPictures } from '../pictures';
import type { TestAnalysis } from '../results/test-analysis';
import type { ReportedGradientCheck } from '../results/results';
import type { NamedRun } from '../results/run-labels';
import { METRICS } from './curve-parts';
import { curveFigure, sideBySideFigure } from './curves';
import type { Figure } from './figure';
import { exampleFigures, templateFigures } from './pictures';
import { findingsFigure, gradientCheckFigure, type FindingsColumn } from './check-figures';
import { classMetricsFigure, confusionFigure } from './class-figures';
import { overlayFigure } from './overlay';
import { reliabilityFigure, trueClassFigure } from './probability-figures';

export { METRICS, type Metric } from './curve-parts';
export { draw, svgFile, vegaRuntime, type DrawnFigure } from './draw';
export type { Figure } from './figure';
export { cssVariables, DARK, LIGHT } from './palette';
export { drawPng } from './drawing/drawing-processes';

/** The learning curves of all runs, side by side on shared axes. */
export function sideBySideFigures(runs: readonly NamedRun[]): Figure[] {
  return METRICS.map((metric) => sideBySideFigure(metric, runs));
}

/** The learning curves of all runs in one plot. */
export function overlayFigures(runs: readonly NamedRun[]): Figure[] {
  return METRICS.map((metric) => ({ ...overlayFigure(metric, runs), title: 'validation set' }));
}

/** The learning curves of a run. */
export function curveFigures(run: NamedRun): Figure[] {
  return METRICS.map((metric) => curveFigure(metric, run));
}

/** The results of the gradient checks and the doctor. */
export function checkFigures(
  gradientChecks: readonly ReportedGradientCheck[],
  columns: readonly FindingsColumn[],
): Figure[] {
  const found = columns.some(({ findings }) => findings.length > 0);
  return [
    ...gradientChecks.flatMap((check, i) =>
      check.checks.length === 0
        ? []
        : [{ ...gradientCheckFigure(check), name: gradientCheckName(i) }],
    ),
    ...(found ? [findingsFigure(columns)] : []),
  ];
}

/** The name of the i-th gradient check's figure. */
export function gradientCheckName(i: number): string {
  return i === 0 ? 'gradient-check' : `gradient-check-${i + 1}`;
}

/** A run's hits and mistakes on the test set. */
export function testFigures(analysis: TestAnalysis, classes: readonly string[]): Figure[] {
  return [
    trueClassFigure(analysis),
    reliabilityFigure(analysis),
    confusionFigure(analysis, classes),
    classMetricsFigure(analysis, classes),
  ];
}

/** Montages of a run's weights and example images. */
export function pictureFigures(
  pictures: RunPictures,
  analysis: TestAnalysis,
  classes: readonly string[],
): Figure[] {
  return [...templateFigures(pictures, classes), ...exampleFigures(pictures, analysis, classes)];
}

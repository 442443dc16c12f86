import type { TestAnalysis } from '../results/test-analysis';
import type { ReportedGradientCheck } from '../results/results';
import type { Figure } from './figure';
import { findingsFigure, gradientCheckFigure, type FindingsColumn } from './check-figures';
import { classMetricsFigure, confusionFigure } from './class-figures';
import { reliabilityFigure, trueClassFigure } from './probability-figures';

export { METRICS, type Metric } from './curve-parts';
export { dwarfingRuns } from './clipping';
export { confusionDifferenceFigure } from './confusion-difference';
export { curveFigure, sideBySideFigure } from './curves';
export { draw, svgFile, vegaRuntime, type DrawnFigure } from './draw';
export { effectsOf, type Effect } from './effects';
export { epochsStrip } from './epochs-strip';
export type { Figure } from './figure';
export { featureWeightsFigure } from './feature-weights';
export { gapFigure } from './gap';
export { growingCurve, growingOverlay } from './live-curves';
export { normFigure } from './norm-over-epochs';
export { overlayFigure } from './overlay';
export { DICTIONARY_ZOOM, patchFigures } from './patches';
export { exampleFigures, templateFigures } from './pictures';
export { searchFigures } from './search';
export { cssVariables, DARK, LIGHT, SERIES } from './palette';
export { drawPdf, drawPng, type PdfDefinition } from './drawing/drawing-processes';
export { drawFigurePdf } from './figure-pdf';
export { sizeOfSvg, type FigureSize } from './svg-size';

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

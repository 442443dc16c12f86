import { runLabels } from '../results/run-labels';
import type { ReportedRun } from '../results/results';
import { concludeAssignmentReport } from './assignment-report';
import { concludeCalibration } from './calibration';
import { concludeChoice, concludeClasses } from './choice';
import type { Conclusion } from '../results/conclusion';
import type { Circumstances, Rule } from './rule';
import { concludeConvergence } from './convergence';
import { concludeDescent } from './descent';
import { concludeOptimum } from './optimum';
import { concludeOwnCode } from './own-code';
import { concludeOverfitting } from './overfitting';
import { concludeSearches } from './search';
import { concludeLearningRate, concludeWeightDecay } from './settings';

/** In the order in which they are read. */
const RULES: readonly Rule[] = [
  concludeSearches,
  concludeChoice,
  concludeOwnCode,
  concludeLearningRate,
  concludeDescent,
  concludeConvergence,
  concludeOptimum,
  concludeOverfitting,
  concludeWeightDecay,
  concludeAssignmentReport,
  concludeCalibration,
  concludeClasses,
];

/** Rules on the test alone, which need no history: that of a fit isn't kept. */
const OF_TESTS: readonly Rule[] = [concludeSearches, concludeCalibration, concludeClasses];

/** Draws conclusions from the figures of some runs, by rules alone. */
export function conclude(runs: readonly ReportedRun[], circumstances: Circumstances): Conclusion[] {
  const labels = runLabels(runs, circumstances.origins);
  const named = runs.map((run, i) => ({ run, label: labels[i], index: i }));
  const begun = named.filter(({ run }) => run.history.length > 0);
  return RULES.flatMap((rule) => rule(OF_TESTS.includes(rule) ? named : begun, circumstances));
}

export { drawCheckedParameters } from './checked-model';
export { classCounts } from './doctor/checks/labels';
export { Doctor } from './doctor/doctor';
export type { Subject } from './doctor/examination';
export { AREAS, Check, type Area, type Finding, type Verdict } from './finding';
export { checkGradients, type GradientCheck } from './gradient/check-gradients';
export type { CheckedCost, ParameterGroup } from './gradient/checked-cost';
export { classifierCost } from './gradient/classifier-cost';
export { compare, RELATIVE_TOLERANCE, type GroupComparison } from './gradient/comparison';
export { DEFAULT_STEP, SCHEMES, type GradientCheckOptions, type Scheme } from './gradient/options';
export { trainingCost, type TrainingCostOptions } from './gradient/training-cost';
export {
  checkPaths,
  PRECISION_TOLERANCE,
  type PathOptions,
  type PathPrecision,
  type PrecisionCheck,
} from './precision/check-paths';
export { figure, norm } from './numbers';
export { checkPrecision, type PrecisionOptions } from './precision/check-precision';
export { precisionFinding } from './precision/finding';
export { hasOscillated } from './watch/descent';
export { hasOverfitted } from './watch/generalisation';
export { TrainingWatch } from './watch/training-watch';

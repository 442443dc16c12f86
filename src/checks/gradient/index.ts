export { checkGradients, type GradientCheck } from './check-gradients';
export type { CheckedCost, ParameterGroup } from './checked-cost';
export { classifierCost } from './classifier-cost';
export type { GroupComparison } from './comparison';
export { DEFAULT_STEP, SCHEMES, type GradientCheckOptions, type Scheme } from './options';
export { trainingCost, type TrainingCostOptions } from './training-cost';

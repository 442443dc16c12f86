import type { Addon } from './load-addon';

/** Prepare passes of samples through one or more models, each run in one call: see `binding.d.ts`. */
export type FusedKernels = Pick<
  Addon,
  'prepareGradients' | 'prepareSums' | 'prepareEvaluation' | 'prepareScores'
>;

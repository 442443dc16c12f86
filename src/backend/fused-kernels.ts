import type { Addon } from './load-addon';

/** Functions that prepare passes, each of which then runs in one call: see `binding.d.ts`. */
export type FusedKernels = Pick<
  Addon,
  'prepareGradients' | 'prepareSums' | 'prepareEvaluation' | 'prepareScores'
>;

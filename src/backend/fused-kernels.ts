import type { Addon } from './load-addon';

/** A pass of samples through one or more models in one call: see `binding.d.ts`. */
export type FusedKernels = Pick<Addon, 'modelGradients' | 'modelAnswers' | 'modelScores'>;

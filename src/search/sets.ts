import { foldSets, stratifiedFolds } from '../data';
import type { AnyTrainingData } from '../training';

/** The training and validation sets of a search: those given, or those of each fold. */
export interface Sets {
  /** The folds, from 0; [null] for a validation set. */
  readonly folds: readonly (number | null)[];
  /** The number of samples of the smallest training set. */
  readonly samples: number;
  /** The number of samples that are validated on. */
  readonly validated: number;
  /** Of each fold. */
  readonly sizes: readonly number[];
  of(fold: number | null): AnyTrainingData;
}

/** Sets that may have to be made first, and what the chosen settings are fitted to in the end. */
export interface PathSets extends Pick<Sets, 'folds' | 'sizes'> {
  of(fold: number | null): AnyTrainingData | Promise<AnyTrainingData>;
  /** Null if the fit that was validated is the last one. */
  readonly whole: (() => AnyTrainingData | Promise<AnyTrainingData>) | null;
}

/** @param folds  their number; null for the validation set of the data */
export function setsOf(data: AnyTrainingData, folds: number | null, seed: number): Sets {
  const { training, validation } = data;
  if (folds === null) {
    const validated = validation?.samples ?? 0;
    const samples = { samples: training.samples, validated, sizes: [validated] };
    return { folds: [null], ...samples, of: () => data };
  }
  const parts = stratifiedFolds(training, folds, seed);
  // Copies of one fold at a time are enough: a fold's trainings follow each other.
  let last: { readonly fold: number; readonly sets: AnyTrainingData } | undefined;
  return {
    folds: [...parts.keys()],
    samples: training.samples - Math.max(...parts.map(({ length }) => length)),
    validated: training.samples,
    sizes: parts.map(({ length }) => length),
    of: (fold) => {
      if (fold === null) return { training };
      if (last?.fold !== fold) last = { fold, sets: foldSets(training, parts, fold) };
      return last.sets;
    },
  };
}

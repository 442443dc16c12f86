import type { AnyTrainingData } from '../../training';
import type { Descended } from './descend';

/**
 * How trainings come to their features: to all at once, or to one part of them after another, each of
 * which gets a model of its own. What is learnt is then the mean of these models.
 */
export interface PartedFeatures {
  /** The number of parts. */
  readonly parts: number;
  /** The number of features of the largest part. */
  largest(data: AnyTrainingData): number;
  begin(data: AnyTrainingData): PartedTraining;
}

/** A training that goes from part to part. */
export interface PartedTraining {
  /** Makes the features of a part; valid until the next one. @param p  from 0 */
  part(p: number): Promise<AnyTrainingData>;
  /** Adds what was trained on a part: each λ. */
  add(trained: readonly Descended[]): Promise<void>;
  /** What the parts so far are together: each λ. */
  together(): Promise<Descended[]>;
}

/** All features at once. */
export const UNDIVIDED: PartedFeatures = {
  parts: 1,
  largest: ({ training }) => training.features,
  begin: (data) => {
    let trained: readonly Descended[] = [];
    return {
      part: () => Promise.resolve(data),
      add: (own) => {
        trained = own;
        return Promise.resolve();
      },
      together: () => Promise.resolve([...trained]),
    };
  },
};

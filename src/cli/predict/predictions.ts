import { batchesOf, type RowOptions } from '../../data';
import type { Candidate, LinearClassifier } from '../../library';

/** The best classes of a sample. */
export interface Prediction {
  /** The sample's file, or standard input. */
  readonly input: string;
  /** Its number there, from 0; null for an image. */
  readonly sample: number | null;
  /** The best classes, best first. */
  readonly top: readonly Candidate[];
}

/** Options of one prediction run. */
export interface PredictionOptions extends Omit<RowOptions, 'classifier'> {
  readonly classifier: LinearClassifier;
  /** k, the number of classes to return for each sample. */
  readonly top: number;
}

/** Predicts the k best classes of each sample of the inputs, in order. */
export async function* predictionsOf(
  inputs: readonly string[],
  options: PredictionOptions,
): AsyncGenerator<Prediction, void, void> {
  const { classifier, top, signal } = options;
  for (const input of inputs) {
    for await (const batch of batchesOf(input, options)) {
      signal.throwIfAborted();
      const { where, first } = batch;
      for (const [i, best] of classifier.topK(batch, top).entries()) {
        yield { input: where, sample: first === null ? null : first + i, top: best };
      }
    }
  }
}

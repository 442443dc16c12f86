import { batchesOf, type RowOptions } from '../../data';
import type { Candidate, LinearClassifier } from '../../library';

/** What a classifier says of a sample. */
export interface Prediction {
  /** Where the sample is: a file, or standard input. */
  readonly input: string;
  /** Its number there, from 0; null for an image. */
  readonly sample: number | null;
  /** The best classes, best first. */
  readonly top: readonly Candidate[];
}

/** What is to be predicted with. */
export interface PredictionOptions extends Omit<RowOptions, 'classifier'> {
  readonly classifier: LinearClassifier;
  /** k, the classes to tell of each sample. */
  readonly top: number;
}

/** The k best classes of each sample of the inputs, in their order. */
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

import { show } from '../../errors';
import { invalid } from '../bytes/faults';

/** Names of arrays of features, and those of their labels, in the order of preference. */
const FEATURES = ['X', 'x', 'embeddings', 'features', 'images', 'data'];
const LABELS = ['y', 'labels', 'label', 'targets', 'target'];

/** Parts in the names of arrays, as in Keras' `x_train` and `y_test`. */
const TRAINING = ['train', 'training'];
const TEST = ['test'];

type Pair = readonly [features: string, labels: string];

/** The names of arrays that make data sets. */
export interface ArrayNames {
  readonly training: Pair;
  readonly test: Pair | null;
}

/**
 * Finds the arrays of features and labels in a file by the names that people give them, e.g. `X` and `y`,
 * or `x_train`, `y_train`, `x_test` and `y_test`.
 *
 * @param there  the names in the file
 * @param given  names that are known
 * @throws OnelayerError DATA_INVALID that lists the names in the file
 */
export function usualNames(
  file: string,
  there: readonly string[],
  given: { readonly array?: string | undefined; readonly labels?: string | undefined },
): ArrayNames {
  const find = (words: readonly string[]): string | null =>
    words.find((word) => there.includes(word)) ?? null;
  const isGiven = given.array !== undefined || given.labels !== undefined;
  const X = given.array ?? find(FEATURES);
  const y = given.labels ?? find(LABELS);
  if (X !== null && y !== null) return { training: [X, y], test: null };
  const pair = (part: readonly string[]): Pair | null => {
    const of = (words: readonly string[]): string | null =>
      find(words.flatMap((word) => part.flatMap((own) => [`${word}_${own}`, `${own}_${word}`])));
    const [X, y] = [of(FEATURES), of(LABELS)];
    return X !== null && y !== null ? [X, y] : null;
  };
  const training = isGiven ? null : pair(TRAINING);
  if (training !== null) return { training, test: pair(TEST) };
  const shown = there.slice(0, 8).map(show).join(', ') + (there.length > 8 ? ', …' : '');
  const missing = X === null ? 'features, e.g. X' : 'labels, e.g. y';
  throw invalid(file, `expected an array of ${missing}; it has ${shown || 'none'}: name it`);
}

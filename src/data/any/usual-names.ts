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
  const [X, y] = [given.array ?? firstOf(FEATURES, there), given.labels ?? usualLabels(there)];
  if (X !== null && y !== null) return { training: [X, y], test: null };
  const pair = (part: readonly string[]): Pair | null => {
    const of = (words: readonly string[]): string | null => {
      const names = words.flatMap((word) =>
        part.flatMap((own) => [`${word}_${own}`, `${own}_${word}`]),
      );
      return firstOf(names, there);
    };
    const [X, y] = [of(FEATURES), of(LABELS)];
    return X !== null && y !== null ? [X, y] : null;
  };
  const isGiven = given.array !== undefined || given.labels !== undefined;
  const training = isGiven ? null : pair(TRAINING);
  if (training !== null) return { training, test: pair(TEST) };
  throw noSuch(file, there, X === null ? 'features, e.g. X' : 'labels, e.g. y');
}

/**
 * Finds the array of features alone.
 *
 * @throws OnelayerError DATA_INVALID that lists the names in the file
 */
export function usualFeatures(file: string, there: readonly string[], given?: string): string {
  if (given !== undefined && there.includes(given)) return given;
  if (given !== undefined) throw noSuch(file, there, `the name ${show(given)}`);
  const X = there.length === 1 ? there[0] : firstOf(FEATURES, there);
  if (X === null) throw noSuch(file, there, 'features, e.g. X');
  return X;
}

/** Finds the array of labels; null if none is called like one. */
export function usualLabels(there: readonly string[]): string | null {
  return firstOf(LABELS, there);
}

function firstOf(words: readonly string[], there: readonly string[]): string | null {
  return words.find((word) => there.includes(word)) ?? null;
}

function noSuch(file: string, there: readonly string[], what: string): Error {
  const shown = there.slice(0, 8).map(show).join(', ') + (there.length > 8 ? ', …' : '');
  return invalid(file, `expected an array of ${what}; it has ${shown || 'none'}: name it`);
}

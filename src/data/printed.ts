import { printedAs, shortened } from '../errors';
import type { DataSet } from './data-set';

/** Makes a data set be printed, and written as JSON, as a summary instead of all its numbers. */
export function printed<Set extends DataSet>(set: Set): Set {
  const shown = printedAs(set, 'DataSet', summaryOf);
  return Object.defineProperty(shown, 'toJSON', { value: () => summaryOf(set) });
}

/** The facts of a data set without its numbers, as JSON values. */
function summaryOf({ X, labels, classes, weights, ...facts }: DataSet): object {
  return {
    ...facts,
    classes: shortened(classes),
    X: `${X.constructor.name}(${X.length})`,
    labels: `${labels.constructor.name}(${labels.length})`,
    ...(weights && { weights: `${weights.constructor.name}(${weights.length})` }),
  };
}

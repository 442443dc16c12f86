import { printedAs, shortened } from '../display';
import { countsOf } from './class-counts';
import type { DataSet } from './data-set';
import { facts, samplesTables } from './shown';

/** Makes a data set be printed, and written as JSON, as a summary instead of all its numbers. */
export function printed<Set extends DataSet>(set: Set): Set {
  printedAs<DataSet>(set, { name: 'DataSet', summary: summaryOf, tables: samplesTables, facts });
  return Object.defineProperty(set, 'toJSON', { value: () => summaryOf(set) });
}

/** The facts of a data set without its numbers, as JSON values. */
function summaryOf(set: DataSet): object {
  const { X, labels, classes, featureNames, madeBy, weights, ...others } = set;
  return {
    ...others,
    ...(madeBy && { pictures: madeBy.image }),
    ...(featureNames && { featureNames: shortened(featureNames) }),
    classes: shortened(classes),
    counts: shortened(countsOf(set, null)),
    X: `${X.constructor.name}(${X.length})`,
    labels: `${labels.constructor.name}(${labels.length})`,
    ...(weights && { weights: `${weights.constructor.name}(${weights.length})` }),
  };
}

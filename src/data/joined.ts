import { finish } from '../tasks';
import { assertLike } from './assert-data-set';
import type { DataSet } from './data-set';
import { ordering } from './feature-names';
import { assertDense, emptyLike } from './features/dense';
import { printed } from './printed';

/**
 * Copies the samples of two sets into one, those of the first before the others', with its names and
 * dtype. Where one of them has weights, the samples of the other have weight 1.
 *
 * @throws TypeError or RangeError naming what doesn't match
 */
export function joined(first: DataSet, second: DataSet): DataSet {
  assertLike('second', second, first);
  const { X: others } = finish(ordering('second', second, first.featureNames));
  assertDense('first.X', first.X);
  assertDense('second.X', others);
  const samples = first.samples + second.samples;
  const X = emptyLike(first.X, samples * first.features);
  X.set(first.X);
  X.set(others, first.X.length);
  const labels = emptyLike(first.labels, samples);
  labels.set(first.labels);
  labels.set(second.labels, first.samples);
  const name = `${first.name} and ${second.name}`;
  return printed({ ...first, name, samples, X, labels, ...weightsOf(first, second) });
}

function weightsOf(first: DataSet, second: DataSet): Pick<DataSet, 'weights'> {
  if (first.weights === undefined && second.weights === undefined) return {};
  const weights = new Float64Array(first.samples + second.samples).fill(1);
  if (first.weights !== undefined) weights.set(first.weights);
  if (second.weights !== undefined) weights.set(second.weights, first.samples);
  return { weights };
}

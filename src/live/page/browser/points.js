'use strict';

// Curves as points of a plot.

/** @typedef {{ epoch: number, training: number | null, validation: number | null, run?: string, marked?: boolean }} Point */

/** The keys of a metric in the curves, on the training and the validation set. */
const KEYS = /** @type {const} */ ({
  loss: ['trainLoss', 'validationLoss'],
  cost: ['trainCost', 'validationCost'],
  accuracy: ['trainAccuracy', 'validationAccuracy'],
});

/** About how many marks tell a curve apart by their shape. */
const MARKS = 8;

/**
 * A metric of a run after the epochs from first to last.
 *
 * @param {LiveRun} run
 * @param {keyof typeof KEYS} metric
 * @param {number} first
 * @param {number} last
 * @param {number} most  the number of points, about; lowest and highest values stay
 * @returns {Point[]}
 */
function pointsOf({ slug, curves }, metric, first, last, most) {
  const [training, validation] = KEYS[metric].map((key) => curves[key]);
  const from = curves.epochs.findIndex((epoch) => epoch >= first);
  const end = curves.epochs.findLastIndex((epoch) => epoch <= last) + 1;
  const kept = extremes([training, validation], Math.max(0, from), from < 0 ? 0 : end, most);
  const every = Math.max(1, Math.round((last - first + 1) / MARKS));
  const stretch = (/** @type {number} */ i) => Math.floor((curves.epochs[i] ?? 0) / every);
  return kept.map((i, k) => ({
    run: slug,
    epoch: curves.epochs[i],
    training: training[i],
    validation: validation[i],
    marked: stretch(i) > (k === 0 ? 0 : stretch(kept[k - 1])),
  }));
}

/**
 * The indices of some values of curves: the first and the last, and of each stretch between them where
 * each of the curves is lowest and highest.
 *
 * @param {readonly (readonly (number | null)[])[]} curves
 * @param {number} first
 * @param {number} end    the index after the last
 * @param {number} most
 */
function extremes(curves, first, end, most) {
  const count = end - first;
  if (count <= most) return Array.from({ length: Math.max(0, count) }, (_, i) => first + i);
  const stretches = Math.max(1, Math.floor(most / (2 * curves.length)));
  const kept = new Set([first, end - 1]);
  for (let s = 0; s < stretches; s++) {
    const from = first + Math.floor((s * count) / stretches);
    const to = first + Math.floor(((s + 1) * count) / stretches);
    for (const curve of curves) for (const i of lowestAndHighest(curve, from, to)) kept.add(i);
  }
  return [...kept].sort((a, b) => a - b);
}

/**
 * @param {readonly (number | null)[]} curve
 * @param {number} from
 * @param {number} to
 */
function lowestAndHighest(curve, from, to) {
  let low = -1;
  let high = -1;
  for (let i = from; i < to; i++) {
    const value = curve[i];
    if (value === null) continue;
    if (low < 0 || value < Number(curve[low])) low = i;
    if (high < 0 || value > Number(curve[high])) high = i;
  }
  return low < 0 ? [] : [low, high];
}

/**
 * The range of values with the report's margin; from 0 to 1 without a value.
 *
 * @param {Point[]} points
 * @param {readonly ('training' | 'validation')[]} sets
 */
function rangeOf(points, sets) {
  let [low, high] = [Infinity, -Infinity];
  for (const point of points) {
    for (const set of sets) {
      const value = point[set];
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [0, 1];
  const margin = low === high ? 0.01 : 0.04 * (high - low);
  return [low - margin, high + margin];
}

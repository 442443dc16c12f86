'use strict';

// Runs that tower above the others, by the report's own rule.

/** A run dwarfs the others if it rises above them by more than so many times their range. */
const DWARFING = 2;

/**
 * The runs whose values are so far above those of the others that these could not be told apart on a
 * common axis, e.g. the costs of a run that diverges. Never all, and none that only begins high.
 *
 * @param {Point[]} points
 * @param {'training' | 'validation'} set
 */
function dwarfingRuns(points, set) {
  /** @type {Map<string, number[]>} */
  const values = new Map();
  for (const { run = '', [set]: value } of points) {
    if (value === null) continue;
    const own = values.get(run);
    if (own) own.push(value);
    else values.set(run, [value]);
  }
  const ranges = [...values].map(([run, own]) => {
    const sorted = own.toSorted((a, b) => a - b);
    const [low, middle] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
    return { run, low, middle, high: sorted[sorted.length - 1] };
  });
  ranges.sort((a, b) => a.middle - b.middle);
  let [low, top] = [Infinity, -Infinity];
  const first = ranges.findIndex((range, i) => {
    const isFar = i > 0 && range.middle > top && range.high - top > DWARFING * (top - low);
    [low, top] = [Math.min(low, range.low), Math.max(top, range.high)];
    return isFar;
  });
  return new Set(first < 0 ? [] : ranges.slice(first).map(({ run }) => run));
}

/**
 * Says in a plot of all runs which of them leave it.
 *
 * @param {string} metric
 * @param {ReadonlySet<string>} far
 */
function showFar(metric, far) {
  const names = state.runs.filter(({ slug }) => far.has(slug)).map(({ title }) => title);
  for (const note of elements(`[data-metric="${metric}"] [data-far]`)) {
    note.hidden = names.length === 0;
    const verb = names.length === 1 ? 'lies' : 'lie';
    setText(note, `Far above the others ${verb} ${names.join('; ')}: drawn at the upper edge.`);
  }
}

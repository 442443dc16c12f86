'use strict';

// The window of each plot: which epochs, values and runs it shows.

/** Applies the width, and the reader's choices, to a plot. */
function refresh(/** @type {string} */ id) {
  const view = views.get(id);
  const width = view.container().clientWidth;
  if (width === 0) return;
  view.width(width);
  const signals = view.getState().signals;
  compareIn(view, signals);
  if ('from' in signals) showWindow(view, id, signals);
  if ('chosenEpoch' in signals) showNorms(view);
  view.runAsync();
}

/** Sets the visible epochs of a learning curve, and the range of values. */
function showWindow(/** @type {any} */ view, /** @type {string} */ id, /** @type {any} */ signals) {
  const { from, to, set, shared, runs } = choice();
  const metric = id.split('-')[0];
  const isOverlay = 'shown' in signals;
  const own = Number(id.split('-')[1]);
  const far = cutOff(metric);
  const near = runs.filter((run) => !far.includes(run));
  const [low, high] = isOverlay
    ? range(metric, near, [set], from, to)
    : range(metric, shared && !far.includes(own) ? near : [own], ['train', 'validation'], from, to);
  view.signal('from', from).signal('to', to).signal('low', low).signal('high', high);
  if (isOverlay) view.signal('set', set).signal('shown', runs.map(runName));
}

/**
 * The runs that tower above the others in a metric, as the page says them.
 *
 * @param {string} metric
 */
function dwarfing(metric) {
  const note = document.querySelector(`[data-metric="${metric}"] [data-cut-off]`);
  const runs = /** @type {HTMLElement | null} */ (note)?.dataset.cutOff ?? '';
  return runs === '' ? [] : runs.split(' ').map(Number);
}

/** The shown runs that leave the plot of all, which is fitted to the others. */
function cutOff(/** @type {string} */ metric) {
  const { runs, clipped } = choice();
  const far = dwarfing(metric).filter((run) => runs.includes(run));
  return clipped && far.length < runs.length ? far : [];
}

/** Says that runs are cut off only where they are. */
function showCutOff() {
  for (const note of elements('[data-cut-off]')) {
    const metric = /** @type {HTMLElement | null} */ (note.closest('[data-metric]'))?.dataset
      .metric;
    note.hidden = cutOff(metric ?? '').length === 0;
  }
}

/** The name of a run, as its check box shows it. */
function runName(/** @type {number} */ run) {
  const box = document.querySelector(`input[name="run"][value="${run}"]`);
  return /** @type {HTMLElement | null} */ (box)?.dataset.name ?? '';
}

/**
 * The range from the smallest to the largest finite value of a metric, with a margin.
 *
 * @param {string} metric
 * @param {number[]} runs
 * @param {string[]} sets
 * @param {number} from
 * @param {number} to
 */
function range(metric, runs, sets, from, to) {
  const values = runs
    .flatMap((run) => histories()[run] ?? [])
    .filter(({ epoch }) => epoch >= from && epoch <= to)
    .flatMap((record) => sets.map((set) => record[set === 'training' ? 'train' : set][metric]))
    .filter((value) => Number.isFinite(value));
  if (values.length === 0) return [0, 1];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = 0.04 * (high - low);
  return [low - margin, high + margin];
}

/** @type {any[][] | undefined} */
let allHistories;

/** The epochs of each run. */
function histories() {
  allHistories ??= read('results').flatMap((/** @type {any} */ results) =>
    results.runs.map((/** @type {any} */ run) => run.history),
  );
  return allHistories ?? [];
}

'use strict';

// The table of runs, with small curves.

const SPARK = { width: 120, height: 26, points: 60 };

/** What all lines depend on, when they were last written. */
let writtenFor = '';

/** Writes the lines of the runs that have changed. */
function showRuns() {
  const seen = sparksWindow();
  const key = JSON.stringify([seen, state.phase]);
  if (key !== writtenFor) for (const { slug } of state.runs) changed.add(slug);
  writtenFor = key;
  const picked = pickedRun();
  for (const row of elements('[data-part="runs"] tr[data-slug]')) {
    row.classList.toggle('chosen', state.runs.length > 1 && row.dataset.slug === picked?.slug);
    if (!changed.has(row.dataset.slug ?? '')) continue;
    const run = state.runs.find(({ slug }) => slug === row.dataset.slug);
    if (run) showRun(row, run, seen);
  }
  changed.clear();
  showBest();
}

/**
 * @param {HTMLElement} row
 * @param {LiveRun} run
 * @param {SparksWindow} seen
 */
function showRun(row, run, seen) {
  const { epoch, epochs, best, curves, ending } = run;
  const cell = (/** @type {string} */ name) => row.querySelector(`[data-cell="${name}"]`);
  setText(cell('epoch'), `${epoch} / ${epochs}`);
  setText(cell('accuracy'), percent(curves.validationAccuracy.at(-1)));
  setText(cell('best'), best ? `${percent(best.accuracy)} (${best.epoch})` : '–');
  setText(cell('cost'), nats(curves.trainCost.at(-1)));
  setText(cell('ending'), ending ?? (state.phase === 'training' ? 'trains' : 'ended'));
  row.querySelector('.spark path')?.setAttribute('d', sparkPath(run, seen));
}

/** @typedef {{ last: number, low: number, high: number }} SparksWindow */

/** The last epoch of all runs, and the lowest and the highest validation accuracy. @returns {SparksWindow} */
function sparksWindow() {
  let [last, low, high] = [1, Infinity, -Infinity];
  for (const { curves } of state.runs) {
    last = Math.max(last, curves.epochs.at(-1) ?? 1);
    for (const value of curves.validationAccuracy) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return { last, low, high };
}

/**
 * @param {LiveRun} run
 * @param {SparksWindow} seen
 */
function sparkPath({ curves }, { last, low, high }) {
  const { width, height, points } = SPARK;
  const values = curves.validationAccuracy;
  const parts = [];
  let isOpen = false;
  for (const i of extremes([values], 0, values.length, points)) {
    const value = values[i];
    if (value === null) {
      isOpen = false;
      continue;
    }
    const x = (width * curves.epochs[i]) / last;
    const y = 2 + (height - 4) * (high > low ? (high - value) / (high - low) : 0.5);
    parts.push(`${isOpen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
    isOpen = true;
  }
  return parts.join('');
}

/** The best accuracy of all, and whose it is. */
function showBest() {
  const run = bestRun();
  say('best', percent(run?.best?.accuracy));
  const whose = state.runs.length > 1 ? `of ${run?.title}, ` : '';
  say('best-words', run?.best ? `${whose}after ${unit} ${run.best.epoch}.` : '');
}

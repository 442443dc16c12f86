'use strict';

// Plots whose curves grow: new points, and the window that they are seen through.

/** The most runs in the plot of all: more lines can't be told apart. */
const MOST_RUNS = 20;

/** About how many points all curves of a plot have together: so many are drawn without a hitch. */
const MOST_POINTS = 3600;

/** In a plot of more runs, the one that is picked stands out. */
const CROWD = 8;

/** More than so many points of a curve can't be told apart on a screen. */
const MOST_OF_CURVE = 600;

/** The runs in the plot of all: those with the best accuracy, and the one that is picked. */
function overlaidRuns() {
  if (state.runs.length <= MOST_RUNS) return state.runs;
  const picked = pickedRun();
  const accuracy = (/** @type {LiveRun} */ run) => run.best?.accuracy ?? -1;
  const others = state.runs
    .filter((run) => run !== picked)
    .sort((a, b) => accuracy(b) - accuracy(a))
    .slice(0, MOST_RUNS - 1);
  return state.runs.filter((run) => run === picked || others.includes(run));
}

/** The epochs that are shown: those that the reader has chosen, else all so far. */
function shownEpochs(/** @type {readonly LiveRun[]} */ runs) {
  const latest = Math.max(2, ...runs.map(({ curves }) => curves.epochs.at(-1) ?? 0));
  const [from, to] = [input('from').value, input('to').value];
  const first = from === '' ? 1 : Math.max(1, Number(from));
  return [first, Math.max(first + 1, to === '' ? latest : Number(to))];
}

/** Shows a plot's points, if it can be seen. */
function refresh(/** @type {string} */ id) {
  const view = views.get(id);
  const width = view.container().clientWidth;
  if (width === 0) return;
  view.width(width);
  const isOverlay = id.endsWith('-overlay');
  const metric = /** @type {keyof typeof KEYS} */ (id.split('-')[0]);
  const picked = pickedRun();
  const runs = isOverlay ? overlaidRuns() : picked ? [picked] : [];
  const [first, last] = shownEpochs(runs);
  const most = Math.min(MOST_OF_CURVE, Math.ceil(MOST_POINTS / Math.max(1, runs.length)));
  const points = runs.flatMap((run) => pointsOf(run, metric, first, last, most));
  const set = chosen('set') === 'training' ? 'training' : 'validation';
  const far = isOverlay && metric !== 'accuracy' ? dwarfingRuns(points, set) : new Set();
  const near = far.size === 0 ? points : points.filter(({ run }) => !far.has(run));
  const [low, high] = rangeOf(near, isOverlay ? [set] : ['training', 'validation']);
  view.signal('from', first).signal('to', last).signal('low', low).signal('high', high);
  if (isOverlay) {
    view.signal('set', set).signal('picked', picked?.slug ?? '');
    view.signal('crowded', runs.length > CROWD);
    showFar(metric, far);
    view.signal(
      'names',
      state.runs.map(({ slug }) => slug),
    );
  }
  changePoints(id, view, points);
  view.runAsync();
  if (!pointed.has(id)) point(id, view);
}

/** The points of each plot, by run and epoch. @type {Map<string, Map<string, Point>>} */
const plotted = new Map();

/**
 * Puts points into a plot: those that are new, and none in place of those that it has. To put in all
 * each time would take longer, and leave Vega with megabytes to clear away.
 *
 * @param {string} id
 * @param {any} view
 * @param {Point[]} points
 */
function changePoints(id, view, points) {
  const old = plotted.get(id) ?? new Map();
  /** @type {Map<string, Point>} */
  const now = new Map();
  const added = [];
  for (const point of points) {
    const key = `${point.epoch} ${point.run}`;
    const known = old.get(key);
    const isKnown = known && samePoint(known, point);
    if (!isKnown) added.push(point);
    now.set(key, isKnown ? known : point);
  }
  const gone = [...old].flatMap(([key, point]) => (now.get(key) === point ? [] : [point]));
  plotted.set(id, now);
  const { changeset } = /** @type {any} */ (globalThis).vega;
  view.change('curve', changeset().insert(added).remove(gone));
}

function samePoint(/** @type {Point} */ one, /** @type {Point} */ other) {
  return (
    one.training === other.training &&
    one.validation === other.validation &&
    one.marked === other.marked
  );
}

/** Zooms in on epochs, or, to an end that isn't finite, shows all. */
function showEpochs(/** @type {number} */ from, /** @type {number} */ to) {
  input('from').value = Number.isFinite(to) ? String(Math.max(1, Math.round(from))) : '';
  input('to').value = Number.isFinite(to) ? String(Math.round(to)) : '';
  update();
}

/** Names the picked run, and says which runs the plot of all leaves out. */
function showCurveTexts() {
  const overlaid = overlaidRuns();
  const slugs = new Set(overlaid.map(({ slug }) => slug));
  for (const one of elements('.legend [data-slug]')) {
    one.hidden = !slugs.has(one.dataset.slug ?? '');
  }
  const isPartial = overlaid.length < state.runs.length;
  for (const note of elements('[data-live="left-out"]')) note.hidden = !isPartial;
  say('left-out', `The ${overlaid.length} best of ${state.runs.length} runs.`);
  for (const one of elements('[data-several]')) one.hidden = state.runs.length < 2;
  say('picked', pickedRun()?.title ?? 'No run has begun yet.');
}

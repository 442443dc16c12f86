'use strict';

// The training as the page knows it, and the run that is picked.

/** @typedef {import('../../state').LiveState} LiveState */
/** @typedef {import('../../state').LiveRun} LiveRun */

/** @type {LiveState} with all runs */
let state = read('state');

/** What the histories count. @type {string} */
const unit = read('unit');

/** @type {Set<string>} the runs whose lines in the table are to be written again */
const changed = new Set(state.runs.map(({ slug }) => slug));

/** A whole state: first, and after the page has lost its server. */
function takeState(/** @type {LiveState} */ whole) {
  state = whole;
  for (const { slug } of state.runs) changed.add(slug);
}

/** A state with the runs that have changed; new runs come last. */
function takeChange(/** @type {LiveState} */ change) {
  const newer = new Map(change.runs.map((run) => [run.slug, run]));
  const runs = state.runs.map((run) => newer.get(run.slug) ?? run);
  const known = new Set(runs.map(({ slug }) => slug));
  const added = change.runs.filter(({ slug }) => !known.has(slug));
  state = { ...change, runs: [...runs, ...added] };
  for (const { slug } of change.runs) changed.add(slug);
}

/** The run with the best accuracy so far; undefined before the first epoch. */
function bestRun() {
  /** @type {LiveRun | undefined} */
  let best;
  for (const run of state.runs) {
    if (run.best && (!best?.best || run.best.accuracy > best.best.accuracy)) best = run;
  }
  return best;
}

/** The run that the reader has picked, else the best, else the first. */
function pickedRun() {
  const slug = chosen('picked') ?? '';
  return state.runs.find((run) => run.slug === slug) ?? bestRun() ?? state.runs.at(0);
}

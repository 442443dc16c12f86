'use strict';

// The page's own script: it makes the plots interactive, and shows what the reader chooses.
// Without it, the page is complete, and its plots are static.

start();

function start() {
  document.documentElement.classList.add('interactive');
  for (const form of document.querySelectorAll('form')) {
    form.addEventListener('input', update);
    form.addEventListener('submit', (event) => event.preventDefault());
  }
  listen('[data-reset]', () => showEpochs(1, Infinity));
  listen('[data-theme-switch]', switchTheme);
  listen('[data-download]', (event) => download(event.currentTarget.dataset.download));
  listenToEpochs();
  foldOnNarrowScreens();
  unfoldOnPaper();
  drawWhenSeen();
  update();
}

/** Applies the reader's choices. */
function update() {
  const { metric, set, scale, runs } = choice();
  for (const one of elements('[data-run]')) {
    one.hidden = !runs.includes(Number(one.dataset.run));
  }
  for (const one of elements('[data-metric]')) {
    one.classList.toggle('unchosen', one.dataset.metric !== metric);
  }
  showWeights(scale);
  for (const one of elements('[data-scale]')) {
    one.classList.toggle('unchosen', one.dataset.scale !== scale);
  }
  for (const one of elements('[data-text="set"]')) one.textContent = set;
  showCompared();
  showCutOff();
  for (const id of views.keys()) refresh(id);
}

/**
 * @param {number} from
 * @param {number} to
 */
function showEpochs(from, to) {
  const first = input('from');
  const last = input('to');
  first.value = String(Math.max(Number(first.min), Math.round(from)));
  last.value = String(Math.min(Number(last.max), Math.round(to)));
  update();
}

/** @param {'csv' | 'json'} kind */
function download(kind) {
  const isCsv = kind === 'csv';
  const results = read(isCsv ? 'csv' : 'results');
  const text = isCsv
    ? results
    : JSON.stringify(results.length === 1 ? results[0] : results, null, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(
    new Blob([text], { type: isCsv ? 'text/csv' : 'application/json' }),
  );
  link.download = isCsv ? 'curves.csv' : 'results.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

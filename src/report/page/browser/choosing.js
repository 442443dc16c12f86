'use strict';

// What the reader has chosen.

/** The state of the controls. */
function choice() {
  const from = Number(input('from')?.value ?? 1);
  const to = Number(input('to')?.value ?? 1);
  return {
    metric: chosen('metric'),
    set: chosen('set'),
    scale: chosen('scale'),
    shared: chosen('axes') === 'shared',
    from: Math.min(from, to),
    to: Math.max(from, to, Math.min(from, to) + 1),
    runs: visibleRuns(),
    clipped: document.querySelector('input[name="far"][value="whole"]:checked') === null,
    cells: chosen('cells'),
    compared: comparedRuns(),
  };
}

/** The numbers of the runs that are compared; all where there is nothing to choose. */
function comparedRuns() {
  const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (
    document.querySelectorAll('select[name="one"], select[name="other"]')
  );
  if (selects.length === 0) {
    return [...elements('[data-compared]')].map((one) => Number(one.dataset.compared));
  }
  const values = [...selects].map(({ value }) => value).filter((value) => value !== '');
  return [...new Set(values.map(Number))];
}

/** The numbers of the runs that are shown. */
function visibleRuns() {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('input[name="run"]')
  );
  if (boxes.length === 0) return [0];
  return [...boxes].filter((box) => box.checked).map((box) => Number(box.value));
}

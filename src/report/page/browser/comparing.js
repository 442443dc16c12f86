'use strict';

// Two runs side by side on the test set.

/** Shows the runs that are chosen, the first on the left. */
function showCompared() {
  const { compared } = choice();
  for (const one of elements('[data-compared]')) {
    const at = compared.indexOf(Number(one.dataset.compared));
    one.hidden = at < 0;
    one.style.order = String(at);
  }
  const [first, second] = compared;
  const isPair = second !== undefined;
  for (const one of elements('.difference')) one.hidden = !isPair;
  if (!isPair) return;
  for (const one of elements('[data-text="pair"]')) {
    one.textContent = `${comparedName(first)} minus ${comparedName(second)}`;
  }
}

/** The name of a run that can be chosen. */
function comparedName(/** @type {number} */ run) {
  const option = document.querySelector(`select[name="one"] option[value="${run}"]`);
  return /** @type {HTMLElement | null} */ (option)?.dataset.name ?? '';
}

/** Tells a plot what its cells are to show, and which runs it compares. */
function compareIn(/** @type {any} */ view, /** @type {any} */ signals) {
  const { cells, compared } = choice();
  if ('cells' in signals) view.signal('cells', cells);
  if (!('other' in signals) || compared.length < 2) return;
  view.signal('one', String(compared[0])).signal('other', String(compared[1]));
}

'use strict';

// The figures of the epoch under the pointer.

/** @type {Set<string>} the plots that listen to the pointer */
const pointed = new Set();

/**
 * @param {string} id
 * @param {any} view
 */
function point(id, view) {
  pointed.add(id);
  const container = /** @type {HTMLElement} */ (view.container());
  container.addEventListener('pointermove', (event) => {
    const plot = container.querySelector('svg')?.getBoundingClientRect();
    const x = event.clientX - (plot?.left ?? 0) - view.origin()[0];
    const isInside = x >= 0 && x <= view.scale('x').range()[1];
    const epoch = Math.round(view.scale('x').invert(x));
    showTooltip(null, event, null, isInside ? figuresAt(id, epoch) : null);
  });
  container.addEventListener('pointerleave', (event) => showTooltip(null, event, null, null));
}

/** The most lines of a tooltip. */
const MOST_LINES = 10;

/**
 * A plot's figures after an epoch, or the last before it that is known.
 *
 * @param {string} id
 * @param {number} epoch
 */
function figuresAt(id, epoch) {
  const metric = /** @type {keyof typeof KEYS} */ (id.split('-')[0]);
  const format = metric === 'accuracy' ? percent : nats;
  const [training, validation] = KEYS[metric];
  const valueOf = (/** @type {LiveRun} */ run, /** @type {keyof LiveRun['curves']} */ key) => {
    const at = run.curves.epochs.findLastIndex((one) => one <= epoch);
    return { epoch: run.curves.epochs[at], value: run.curves[key][at] };
  };
  if (id.endsWith('-overlay')) {
    const key = chosen('set') === 'training' ? training : validation;
    const found = overlaidRuns()
      .map((run) => ({ title: run.title, ...valueOf(run, key) }))
      .filter(({ value }) => value !== undefined)
      .sort((a, b) => (metric === 'accuracy' ? -1 : 1) * (Number(a.value) - Number(b.value)));
    if (found.length === 0) return null;
    const lines = found.slice(0, MOST_LINES).map(({ title, value }) => [title, format(value)]);
    return Object.fromEntries([[unit, String(epoch)], ...lines]);
  }
  const run = pickedRun();
  const at = run && valueOf(run, training);
  if (!run || at?.value === undefined) return null;
  return {
    [unit]: String(at.epoch),
    training: format(at.value),
    validation: format(valueOf(run, validation).value),
  };
}

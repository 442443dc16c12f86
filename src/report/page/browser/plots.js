'use strict';

// Interactive plots, in place of those that are drawn already.

/** @type {Record<string, object>} */
const plots = read('plots');
/** @type {Map<string, any>} the views that are drawn, by their plot's id */
const views = new Map();

/** A plot becomes interactive when it comes near the screen, and follows its width. */
function drawWhenSeen() {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const id = /** @type {HTMLElement} */ (target).dataset.plot ?? '';
      if (views.has(id)) refresh(id);
    }
  });
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        draw(/** @type {HTMLElement} */ (target));
        sizes.observe(target);
      }
    },
    { rootMargin: '400px' },
  );
  for (const plot of elements('[data-plot]')) seen.observe(plot);
}

/** @param {HTMLElement} container */
function draw(container) {
  const id = container.dataset.plot ?? '';
  const vega = /** @type {any} */ (globalThis).vega;
  const view = new vega.View(vega.parse(plots[id]), { renderer: 'svg' });
  view.logLevel(vega.Error);
  view.tooltip(showTooltip);
  views.set(id, view);
  container.replaceChildren();
  view.initialize(container);
  refresh(id);
  zoomByDragging(container, view);
}

/**
 * @param {HTMLElement} container
 * @param {any} view
 */
function zoomByDragging(container, view) {
  if (!('zoom' in view.getState().signals)) return;
  addEventListener('pointerup', () => {
    const epochs = view.signal('zoom').epoch;
    if (!epochs || !container.isConnected) return;
    view.data('zoom_store', []);
    view.signal('zoom_x', []);
    if (Math.abs(epochs[1] - epochs[0]) >= 1) showEpochs(epochs[0], epochs[1]);
    view.runAsync();
  });
}

/**
 * Shows the figures under the pointer.
 *
 * @param {unknown} _handler
 * @param {PointerEvent} event
 * @param {unknown} _item
 * @param {Record<string, string> | null} value
 */
function showTooltip(_handler, event, _item, value) {
  const tooltip = element('tooltip');
  tooltip.hidden = !value;
  if (!value) return;
  const rows = Object.entries(value).map(([name, text]) => {
    const row = document.createElement('div');
    const label = document.createElement('span');
    label.textContent = name;
    const figure = document.createElement('b');
    figure.textContent = String(text);
    row.append(label, figure);
    return row;
  });
  tooltip.replaceChildren(...rows);
  const { width, height } = tooltip.getBoundingClientRect();
  const left = Math.min(event.clientX + 14, innerWidth - width - 8);
  const below = event.clientY + 14;
  tooltip.style.left = `${Math.max(8, left)}px`;
  tooltip.style.top = `${below + height > innerHeight ? event.clientY - height - 14 : below}px`;
}

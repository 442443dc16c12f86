'use strict';

// The live page's own script: it follows the training, and shows what the reader chooses.

start();

function start() {
  document.documentElement.classList.add('interactive');
  document.addEventListener('input', update);
  for (const form of document.querySelectorAll('form:not([method="dialog"])')) {
    form.addEventListener('submit', (event) => event.preventDefault());
  }
  listen('[data-reset]', () => showEpochs(1, Infinity));
  listen('[data-theme-switch]', switchTheme);
  listenToButtons();
  foldOnNarrowScreens();
  unfoldOnPaper();
  drawWhenSeen();
  update();
  follow();
}

/** Applies the reader's choices. */
function update() {
  const metric = chosen('metric');
  for (const one of elements('[data-metric]')) {
    one.classList.toggle('unchosen', one.dataset.metric !== metric);
  }
  const scale = chosen('scale');
  for (const one of elements('[data-scale]')) {
    one.classList.toggle('unchosen', one.dataset.scale !== scale);
  }
  for (const one of elements('[data-text="set"]')) one.textContent = chosen('set') ?? '';
  drawPictures();
  showTexts();
  for (const id of views.keys()) refresh(id);
}

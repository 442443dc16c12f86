'use strict';

// The weights over the epochs: a slider, and a button that moves it on.

/** Milliseconds for which an epoch is shown while they are played. */
const EPOCH_SHOWN = 700;

/** @type {ReturnType<typeof setInterval> | undefined} */
let playing;

/** The epochs that the slider has; empty without one. */
function snapshotEpochs() {
  return (input('epoch')?.dataset.epochs ?? '').split(' ').map(Number);
}

/** The epoch that the slider is at; infinity, which is after the last, where there is none. */
function chosenEpoch() {
  const slider = input('epoch');
  return slider ? snapshotEpochs()[Number(slider.value)] : Infinity;
}

/** Marks the chosen epoch in the plot of ‖W‖, and leaves hidden runs out. */
function showNorms(/** @type {any} */ view) {
  const names = choice().runs.map(runName);
  // A single run has no check box, and is always shown.
  if (!names.includes('')) view.signal('shown', names);
  if (chosenEpoch() < Infinity) view.signal('chosenEpoch', chosenEpoch());
}

/** Shows the weights of each run after the chosen epoch, or after the last epoch before it that is known. */
function showWeights(/** @type {string | undefined} */ scale) {
  const section = document.getElementById('weights');
  if (section === null) return;
  section.dataset.weightScale = scale;
  const slider = input('epoch');
  const epoch = chosenEpoch();
  for (const run of elements('.snapshots')) {
    const known = /** @type {HTMLElement[]} */ ([...run.children]);
    const shown = known.findLast((one) => Number(one.dataset.epoch) <= epoch) ?? known[0];
    for (const one of known) one.classList.toggle('chosen', one === shown);
  }
  if (!slider) return;
  const words = `${slider.dataset.unit} ${epoch}`;
  slider.setAttribute('aria-valuetext', words);
  for (const one of elements('[data-text="epoch"]')) one.textContent = words;
}

/** Plays the epochs from the chosen one or, from the last, from the start; or pauses. */
function playOrPause() {
  if (playing !== undefined) return pause();
  const slider = input('epoch');
  if (slider.value === slider.max) slider.value = slider.min;
  playing = setInterval(() => {
    slider.stepUp();
    if (slider.value === slider.max) pause();
    update();
  }, EPOCH_SHOWN);
  sayWhatButtonDoes();
  update();
}

function pause() {
  clearInterval(playing);
  playing = undefined;
  sayWhatButtonDoes();
}

function sayWhatButtonDoes() {
  const isPlaying = playing !== undefined;
  for (const button of elements('[data-play]')) {
    button.setAttribute(
      'aria-label',
      isPlaying ? 'Pause' : `Play the ${input('epoch')?.dataset.unit}s`,
    );
    button.children[0].textContent = isPlaying ? '❚❚' : '▶\ufe0e';
  }
}

function listenToEpochs() {
  listen('[data-play]', playOrPause);
  input('epoch')?.addEventListener('input', pause);
}

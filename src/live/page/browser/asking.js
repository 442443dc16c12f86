'use strict';

// What the reader asks of the training: to stop, or to write a checkpoint.

function listenToButtons() {
  const dialog = /** @type {HTMLDialogElement} */ (element('stopping'));
  listen('[data-ask="stop"]', () => {
    dialog.returnValue = '';
    dialog.showModal();
  });
  listen('[data-ask="checkpoint"]', () => ask('checkpoint'));
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'stop') ask('stop');
  });
}

/** What could not be asked, until the next request. */
let refusal = '';

/** @param {'stop' | 'checkpoint'} what */
async function ask(what) {
  refusal = '';
  state = { ...state, asked: [...new Set([...state.asked, what])] };
  showAsked();
  try {
    const answer = await fetch(what, { method: 'POST' });
    if (answer.ok) return;
    const { error } = await answer.json().catch(() => ({ error: `HTTP ${answer.status}` }));
    refusal = `The training did not take it: ${error}`;
  } catch {
    refusal = 'The server of this page is gone: nothing was asked of the training.';
  }
  state = { ...state, asked: state.asked.filter((one) => one !== what) };
  showAsked();
}

/** Shows the buttons that can be used now, and what has become of a request. */
function showAsked() {
  const { canStop, canCheckpoint, asked, checkpointed, phase } = state;
  showButton('stop', canStop, asked.includes('stop'));
  showButton('checkpoint', canCheckpoint, asked.includes('checkpoint'));
  const written = checkpointed === null ? '' : `Last checkpoint at ${clock(checkpointed)}.`;
  if (refusal !== '') say('answer', refusal);
  else if (phase === 'training' && asked.includes('stop')) say('answer', 'Stopping…');
  else if (asked.includes('checkpoint')) say('answer', 'Writing a checkpoint…');
  else say('answer', written);
}

/**
 * @param {string} what
 * @param {boolean} can
 * @param {boolean} isAsked
 */
function showButton(what, can, isAsked) {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector(`[data-ask="${what}"]`));
  button.hidden = !can && !isAsked;
  button.disabled = isAsked;
}

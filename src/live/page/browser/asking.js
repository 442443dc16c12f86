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

/** @typedef {import('../../state').LiveRequest} LiveRequest */

/** What was asked here, with the last checkpoint before. @type {Map<LiveRequest, number | null>} */
const askedHere = new Map();

/** @param {LiveRequest} what */
async function ask(what) {
  refusal = '';
  askedHere.set(what, state.checkpointed);
  showAsked();
  try {
    const answer = await fetch(what, { method: 'POST' });
    if (answer.ok) return;
    const { error } = await answer.json().catch(() => ({ error: `HTTP ${answer.status}` }));
    refusal = `The training did not take it: ${error}.`;
  } catch {
    refusal = 'The server of this page is gone: nothing was asked of the training.';
  }
  askedHere.delete(what);
  showAsked();
}

/** Whether something was asked, here or elsewhere, and isn't done yet. */
function isAsked(/** @type {LiveRequest} */ what) {
  const isOver = state.phase !== 'training' || state.isWriting;
  const isWritten = what === 'checkpoint' && askedHere.get(what) !== state.checkpointed;
  if (isOver || isWritten || state.asked.includes(what)) askedHere.delete(what);
  return state.asked.includes(what) || askedHere.has(what);
}

/** Shows the buttons that can be used now, and what has become of a request. */
function showAsked() {
  const { canStop, canCheckpoint, checkpointed, phase } = state;
  const [isStopping, isWriting] = [isAsked('stop'), isAsked('checkpoint')];
  showButton('stop', canStop, isStopping);
  showButton('checkpoint', canCheckpoint, isWriting);
  const written = checkpointed === null ? '' : `Last checkpoint at ${clock(checkpointed)}.`;
  if (refusal !== '') say('answer', refusal);
  else if (phase === 'training' && isStopping) say('answer', 'Stopping…');
  else if (isWriting) say('answer', 'Writing a checkpoint…');
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

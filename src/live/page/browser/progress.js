'use strict';

// How far the training is, and whether the page still hears of it.

/** How a training has ended, in words. @type {Record<string, string>} */
const ENDINGS = {
  finished: 'The training has finished.',
  early: 'The training has stopped early: it got no better.',
  converged: 'The training has reached the optimum.',
  asked: 'The training was stopped here; the best weights are kept.',
  interrupted: 'The training was interrupted.',
  failed: 'The training has failed: its terminal says why.',
};

function showProgress() {
  const { progress, phase, ending, isWriting } = state;
  const isTraining = phase === 'training' && !isWriting;
  const bar = /** @type {HTMLProgressElement} */ (document.querySelector('#progress progress'));
  if (progress) {
    const { unit: counted, done, total, rate, secondsLeft } = progress;
    const fraction = total > 0 ? Math.min(1, done / total) : 0;
    bar.max = 1;
    bar.value = fraction;
    const at = isTraining ? Math.min(total, Math.floor(done) + 1) : Math.floor(done);
    say('position', `${counted} ${at} of ${total}, ${Math.floor(100 * fraction)}\u00a0%`);
    say('rate', isTraining && rate ? rateWords(rate, counted) : '');
    say('left', isTraining && secondsLeft !== null ? `${duration(secondsLeft)} left` : '');
    showInTitle(isTraining ? `${Math.floor(100 * fraction)} % · ` : '');
  } else {
    say('position', isTraining ? 'Getting ready' : '');
  }
  if (isWriting) say('position', 'The training is over: its results and report are being written…');
  if (phase === 'ended') say('position', ENDINGS[ending ?? ''] ?? 'The training has ended.');
  if (phase === 'silent') say('position', `No sign of life since ${clock(state.now)}`);
}

/** Shows the way to the finished report, once there is one. */
function showReport() {
  const line = /** @type {HTMLElement} */ (document.querySelector('[data-live-report]'));
  line.hidden = state.report === undefined;
  line.querySelector('a')?.setAttribute('href', state.report ?? '');
}

/**
 * @param {number} rate  units per second
 * @param {string} counted
 */
function rateWords(rate, counted) {
  if (rate >= 1) return `${rate.toFixed(rate < 10 ? 1 : 0)} ${plural(counted)} a second`;
  const seconds = 1 / rate;
  return `${seconds < 10 ? `${seconds.toFixed(1)} s` : duration(seconds)} for each ${counted}`;
}

const TITLE = document.title;

function showInTitle(/** @type {string} */ before) {
  if (document.title !== before + TITLE) document.title = before + TITLE;
}

/**
 * Says whether figures come.
 *
 * @param {'open' | 'lost' | 'over'} connection
 */
function showConnection(connection) {
  element('progress').dataset.connection = connection;
  const words = {
    open: state.phase === 'ended' ? '' : 'Live',
    lost: 'The server of this page is gone; the training may go on without it. Trying again…',
    over: 'The server of this page has ended.',
  };
  say('connection', words[connection]);
}

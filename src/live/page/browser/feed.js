'use strict';

// The events of the server, and when the page shows them.

/** Milliseconds between two updates at least: drawing takes a training's time on a machine of two cores. */
const UPDATE = 500;

/** An update may take a ninth of the time: the rest is for the reader, and for the training. */
const SHARE = 8;

/** Milliseconds until the server is asked again: twice as long each time, to a limit. */
const RETRY = { first: 500, most: 3000 };

let retry = RETRY.first;

/** Follows the events of the server; when they break off, tries again until they come. */
function follow() {
  const events = new EventSource('events');
  events.addEventListener('open', () => {
    retry = RETRY.first;
  });
  events.addEventListener('state', (event) =>
    heard(events, () => takeState(JSON.parse(event.data))),
  );
  events.addEventListener('change', (event) =>
    heard(events, () => takeChange(JSON.parse(event.data))),
  );
  events.addEventListener('error', () => {
    // The browser's own retries may take long, and end at a server that answers with an error.
    events.close();
    if (state.phase === 'ended') return showConnection('over');
    showConnection('lost');
    setTimeout(follow, retry);
    retry = Math.min(RETRY.most, 2 * retry);
  });
}

/** Whether the training has been seen before its end: only then its report takes the page's place. */
let wasSeenTraining = state.phase !== 'ended';

/**
 * Takes an event.
 *
 * @param {EventSource} events
 * @param {() => void} take
 */
function heard(events, take) {
  take();
  showConnection('open');
  schedule();
  if (state.phase !== 'ended') {
    wasSeenTraining = true;
  } else if (wasSeenTraining && state.report !== undefined) {
    events.close();
    location.replace(state.report);
  }
}

/** When the next update may begin. */
let earliest = 0;
let isDue = false;
let isShowing = false;

/** Has the page show what it knows, soon, and at most twice a second. */
function schedule() {
  if (isDue) return;
  isDue = true;
  if (!isShowing) showLater();
}

function showLater() {
  const wait = Math.max(0, earliest - performance.now());
  setTimeout(() => requestAnimationFrame(showAll), wait);
}

/** Whether an element is in the window, or half a window away. */
function isInSight(/** @type {Element} */ element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > -innerHeight / 2 && top < 1.5 * innerHeight;
}

// Plots out of sight are drawn once they are scrolled to, or printed.
addEventListener('scroll', schedule, { passive: true });
addEventListener('beforeprint', () => views.forEach((_, id) => refresh(id)));

/** Shows everything in sight: texts first, then each plot in a frame of its own. */
async function showAll() {
  isDue = false;
  isShowing = true;
  let spent = 0;
  const timed = (/** @type {() => void} */ show) => {
    const start = performance.now();
    show();
    spent += performance.now() - start;
  };
  try {
    timed(showTexts);
    for (const [id, view] of views) {
      if (!isInSight(view.container())) continue;
      await new Promise(requestAnimationFrame);
      timed(() => refresh(id));
    }
  } finally {
    isShowing = false;
    earliest = performance.now() + Math.max(UPDATE, SHARE * spent);
    if (isDue) showLater();
  }
}

function showTexts() {
  showProgress();
  showReport();
  showAsked();
  showRuns();
  showCurveTexts();
  showTrainings();
  showPictures();
  renewParts();
}

'use strict';

// Parts that the server renders, and renders again: the lists of runs, findings and trainings, and what
// depends on the data.

/** Milliseconds between two renewals at least. */
const RENEWAL = 2000;

/** What the parts on the page were rendered from, by the part. @type {Record<string, string>} */
let rendered = partKeys();

let isRenewing = false;

/** What decides the parts, by the part of the page. @returns {Record<string, string>} */
function partKeys() {
  const runs = JSON.stringify(state.runs.map(({ slug }) => slug));
  const verdicts = [state, ...state.runs].map(({ findings }) =>
    findings.map(({ check, seen }) => [check, seen]),
  );
  const trainings = state.trainings.map(({ id, phase, runs: count }) => [id, phase, count]);
  const { classes, image, samples } = state;
  const data = JSON.stringify([classes, image]);
  return {
    lead: JSON.stringify([runs, samples]),
    ...{ guessing: data, pictures: data, weights: data },
    ...{ runs, legend: runs },
    sections: String(trainings.length > 1),
    findings: JSON.stringify(verdicts),
    trainings: JSON.stringify(trainings),
  };
}

/** Has the server render the parts that have changed, and puts them in. */
async function renewParts() {
  const wanted = partKeys();
  const old = Object.keys(wanted).filter((part) => wanted[part] !== rendered[part]);
  if (old.length === 0 || isRenewing) return;
  isRenewing = true;
  setTimeout(() => {
    isRenewing = false;
    schedule();
  }, RENEWAL);
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // The finished report is at this address once the training has ended.
    if (!answer.ok || page.getElementById('state') === null) return;
    // Other axes, e.g. of another loss, make a page of their own.
    if (page.getElementById('plots')?.textContent !== element('plots').textContent) {
      location.reload();
      return;
    }
    for (const part of old) putIn(part, page);
    rendered = { ...rendered, ...Object.fromEntries(old.map((part) => [part, wanted[part]])) };
    for (const { slug } of state.runs) changed.add(slug);
    update();
  } catch {
    // The server is gone: the line on the connection says so.
  }
}

/**
 * Puts a part of a newer page into this one; what is open, picked or focused stays.
 *
 * @param {string} part
 * @param {Document} page
 */
function putIn(part, page) {
  const here = document.querySelector(`[data-part="${part}"]`);
  const there = page.querySelector(`[data-part="${part}"]`);
  if (!here || !there) return;
  const picked = chosen('picked');
  const open = new Set([...here.querySelectorAll('details[open] > summary')].map(nameOf));
  const focused = here.contains(document.activeElement) ? selectorOf(document.activeElement) : null;
  here.replaceChildren(...document.importNode(there, true).childNodes);
  for (const summary of here.querySelectorAll('details > summary')) {
    if (open.has(nameOf(summary))) summary.parentElement?.setAttribute('open', '');
  }
  for (const box of document.querySelectorAll('input[name="picked"]')) {
    const radio = /** @type {HTMLInputElement} */ (box);
    radio.checked = radio.value === picked;
  }
  if (focused !== null) {
    /** @type {HTMLElement | null} */ (here.querySelector(focused))?.focus();
  }
}

function nameOf(/** @type {Element} */ summary) {
  return summary.textContent ?? '';
}

/** A selector that finds an element's successor. */
function selectorOf(/** @type {Element | null} */ one) {
  if (one instanceof HTMLInputElement) {
    return `input[name="${one.name}"][value="${CSS.escape(one.value)}"]`;
  }
  const href = one?.getAttribute('href') ?? null;
  return href === null ? null : `[href="${CSS.escape(href)}"]`;
}

/** Writes what changes often into the list of trainings. */
function showTrainings() {
  for (const { id, accuracy, fraction } of state.trainings) {
    const row = document.querySelector(`[data-training="${CSS.escape(id)}"]`);
    setText(row?.querySelector('[data-cell="accuracy"]') ?? null, percent(accuracy));
    const done = fraction === null ? '–' : `${Math.floor(100 * fraction)}\u00a0%`;
    setText(row?.querySelector('[data-cell="fraction"]') ?? null, done);
  }
}

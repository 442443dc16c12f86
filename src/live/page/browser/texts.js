'use strict';

// Numbers and texts, in the report's forms.

/** @param {number | null | undefined} fraction */
function percent(fraction) {
  return typeof fraction === 'number' ? `${(100 * fraction).toFixed(2)}\u00a0%` : '–';
}

/** @param {number | null | undefined} value  a loss or cost */
function nats(value) {
  return typeof value === 'number' ? value.toFixed(3) : '–';
}

/** @param {number} seconds */
function duration(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** @param {number} time  in milliseconds since 1970 */
function clock(time) {
  return new Date(time).toLocaleTimeString('en-GB');
}

/** Plurals that don't end in s alone. @type {Record<string, string>} */
const PLURALS = { optimum: 'optima', 'epoch or iteration': 'epochs or iterations' };

/** @param {string} word */
function plural(word) {
  return PLURALS[word] ?? `${word}s`;
}

/**
 * Writes a text wherever the page has it, if it isn't there already.
 *
 * @param {string} name
 * @param {string} text
 */
function say(name, text) {
  for (const one of elements(`[data-live="${name}"]`)) setText(one, text);
}

/**
 * @param {Element | null} one
 * @param {string} text
 */
function setText(one, text) {
  if (one && one.textContent !== text) one.textContent = text;
}

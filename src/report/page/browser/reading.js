'use strict';

// Reads the page: its data, elements and inputs.

/** @param {string} id of an element with JSON */
function read(id) {
  return JSON.parse(element(id).textContent ?? '');
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} selector */
function elements(selector) {
  return /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));
}

/**
 * @param {string} selector
 * @param {(event: any) => void} action
 */
function listen(selector, action) {
  for (const one of document.querySelectorAll(selector)) one.addEventListener('click', action);
}

/** @param {string} name of radio buttons, which may be missing */
function chosen(name) {
  return input(name, ':checked')?.value;
}

/**
 * @param {string} name
 * @param {string} [state]
 */
function input(name, state = '') {
  const selector = `input[name="${name}"]${state}`;
  return /** @type {HTMLInputElement} */ (document.querySelector(selector));
}

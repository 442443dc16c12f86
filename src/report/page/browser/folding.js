'use strict';

// Controls that fold on a narrow screen, and details that unfold on paper.

const NARROW = '(max-width: 44rem)';

/** Folds the controls whenever the screen is narrow; a wide one has room for them. */
function foldOnNarrowScreens() {
  const narrow = matchMedia(NARROW);
  const fold = () => {
    for (const one of document.querySelectorAll('[data-folds]')) {
      /** @type {HTMLDetailsElement} */ (one).open = !narrow.matches;
    }
  };
  narrow.addEventListener('change', fold);
  fold();
  const other = /** @type {HTMLSelectElement | null} */ (
    document.querySelector('select[name="other"]')
  );
  if (other && narrow.matches) other.value = '';
}

/** Opens folded sections for printing, and folds them again afterwards. */
function unfoldOnPaper() {
  const details = [...document.querySelectorAll('details')];
  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = details.filter((one) => !one.open && !one.matches('.screen-only'));
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of folded) one.open = false;
  });
}

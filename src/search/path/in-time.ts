import { workOf } from './path-work';

/** Where time is short, every second λ: one to a decade of an open path. */
const MOST_APART = 2;

/** The λ to go to at once where there is hardly time for one: most data have their best near it. */
const USUAL_LAMBDA = 0.01;

/**
 * Yields λ from large to small: all if they can be expected to be found in time, else fewer of them,
 * further apart; or the usual one where even these would take too long. It is resumed whenever an optimum
 * was found, and measures how long that took.
 *
 * @param lambdas  from large to small
 * @param count    how many of them are expected to be worth it
 * @param until    when they are to be found, by the clock
 */
export function* lambdasInTime(
  lambdas: readonly number[],
  count: number,
  until: number,
  clock = () => performance.now(),
): Generator<number, void, void> {
  const begun = clock();
  const usual = lambdas.findIndex(
    (lambda, i) => lambda <= USUAL_LAMBDA || i === lambdas.length - 1,
  );
  let work = 0;
  for (let i = begun < until ? 0 : usual; i < lambdas.length;) {
    yield lambdas[i];
    work += workOf(lambdas[i]);
    const now = clock();
    if (now >= until && i >= usual) return;
    const possible = (work * (until - now)) / (now - begun);
    const stride = strideFor(lambdas.slice(i + 1, count), possible);
    i = stride === null && i < usual ? usual : i + (stride ?? MOST_APART);
  }
}

/** How far apart λ can be at least so that the work of finding them is possible; null if it isn't. */
function strideFor(lambdas: readonly number[], possible: number): number | null {
  for (let stride = 1; stride <= MOST_APART; stride++) {
    let work = 0;
    for (let i = stride - 1; i < lambdas.length; i += stride) work += workOf(lambdas[i]);
    if (work <= possible) return stride;
  }
  return null;
}

/** True if all tests run, as by `npm run test:all`. */
export const isThorough = process.env.ONELAYER_TESTS === 'all';

/** Chooses a value for `npm run test:all`, and one for `npm test`. */
export const thorough = <Value>(byAll: Value, byQuick: Value): Value =>
  isThorough ? byAll : byQuick;

/** A long test beside short ones, run only by `npm run test:all`. */
export function itThoroughly(title: string, body: () => void | Promise<void>): void {
  if (isThorough) it(title, body);
}

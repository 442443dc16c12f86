/** Whether all tests run, by `npm run test:all`, or the quick ones alone. */
export const isThorough = process.env.ONELAYER_TESTS === 'all';

/** How often, or on what, something is tried: by `npm run test:all`, and by `npm test`. */
export const thorough = <Value>(byAll: Value, byQuick: Value): Value =>
  isThorough ? byAll : byQuick;

/** A test that takes long beside short ones of its kind: `npm run test:all` alone makes it. */
export function itThoroughly(title: string, body: () => void | Promise<void>): void {
  if (isThorough) it(title, body);
}

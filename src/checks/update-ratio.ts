/** Bounds of η ‖dW‖ / ‖W‖; some 10⁻³ is usual. */

/** A step that changes the weights by more than this part may throw them about. */
export const LARGE_RATIO = 0.05;

/** One that changes them by less hardly moves them. */
export const SMALL_RATIO = 1e-6;

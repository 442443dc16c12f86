/** Bounds of η ‖dW‖ / ‖W‖; some 10⁻³ is usual. */

/** A larger step may make training unstable. */
export const LARGE_RATIO = 0.05;

/** A smaller step hardly moves the weights. */
export const SMALL_RATIO = 1e-6;

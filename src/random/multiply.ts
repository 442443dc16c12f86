/**
 * Computes ⌊x·y / 2³²⌋ of two unsigned 32-bit words, given `lower` = x·y mod 2³².
 *
 * x·y − lower is a multiple of 2³² below 2⁶⁴. In float64 it comes out at most 2¹¹ away, so rounding
 * its quotient to the nearest integer is exact.
 */
export function upperWord(x: number, y: number, lower: number): number {
  return Math.floor((x * y - lower) / 2 ** 32 + 0.5);
}

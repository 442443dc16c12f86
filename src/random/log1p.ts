/*
 * The constants and the order of the operations below are those of fdlibm's log1p as the GNU C
 * library has it:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that
 * this notice is preserved.
 */

const LN2_UPPER = 6.9314718036912381649e-1;
const LN2_LOWER = 1.90821492927058770002e-10;

/** The coefficients of R(z) = z·(R1 + z·(R2 + … z·R7)), a Remez fit in z = s². */
const R1 = 6.66666666666673513e-1;
const R2 = 3.999999999940941908e-1;
const R3 = 2.857142874366239149e-1;
const R4 = 2.222219843214978396e-1;
const R5 = 1.818357216161805012e-1;
const R6 = 1.531383769920937332e-1;
const R7 = 1.479819860511658591e-1;

/** √2 cut to the 20 bits after the point that fdlibm compares, and halved. */
const HALF_ROOT_2 = 0x16a09e / 2 ** 21;

/** Splits a number in two halves of 26 bits when multiplied with it (Veltkamp). */
const SPLITTER = 2 ** 27 + 1;

/**
 * Computes x·y + z with one rounding, like a fused multiply-add: product and sum are computed
 * with their rounding errors, which are added last. Numbers this close to the middle of two
 * neighbours that this rounds the wrong way come up once in about 10¹⁵.
 *
 * Source: Dekker, "A floating-point technique for extending the available dtype", 1971.
 */
function fused(x: number, y: number, z: number): number {
  const xUpper = x * SPLITTER - (x * SPLITTER - x);
  const yUpper = y * SPLITTER - (y * SPLITTER - y);
  const xLower = x - xUpper;
  const yLower = y - yUpper;
  const product = x * y;
  const productError =
    xLower * yLower - (product - xUpper * yUpper - xLower * yUpper - xUpper * yLower);
  const sum = product + z;
  const zPart = sum - product;
  const sumError = product - (sum - zPart) + (z - zPart);
  return sum + (sumError + productError);
}

function remainder(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const upTo3 = fused(z, R1, z2 * fused(z, R3, R2));
  return fused(z6, fused(z, R7, R6), fused(z4, fused(z, R5, R4), upTo3));
}

/**
 * Computes ln(1 − u), for u a multiple of 2⁻⁵³ in [0, 1), as `Pcg64.nextDouble` draws it.
 *
 * With 1 − u = 2ᵏ(1 + f), √½ ≤ 1 + f < √2, and s = f/(2 + f):
 * ln(1 − u) = k·ln 2 + f − (f²/2 − s·(f²/2 + R(s²))). Since 1 − u is exact, fdlibm's correction term
 * for its rounding is 0 and left out.
 *
 * `Math.log1p` won't do: its last bit depends on the JavaScript engine, and V8's differs from the C
 * library's, and so from NumPy's, for 7 arguments in 10,000. The C library's own last bit depends on
 * the processor: these are the bits of those with fused multiply-add, nearly all of today's. Either
 * difference shows in about one of 10⁸ normal numbers.
 */
export function logOneMinus(u: number): number {
  if (u < 2 ** -29) return -u - u * u * 0.5;
  let k = 0;
  let scaled = 1 - u;
  while (scaled < HALF_ROOT_2) {
    scaled *= 2;
    k -= 1;
  }
  const f = scaled - 1;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  const correction = s * (halfSquare + remainder(s * s));
  if (k === 0) return f - (halfSquare - correction);
  return k * LN2_UPPER - (halfSquare - (correction + k * LN2_LOWER) - f);
}

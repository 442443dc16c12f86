import { logOneMinus } from './log1p';
import type { Pcg64 } from './pcg64';
import { F, K, W } from './ziggurat-tables';

/** r, the start of the tail, and 1/r. */
const R = 3.6541528853610088;
const INVERSE_R = 0.27366123732975828;

/**
 * Draws from the tail beyond r: x = −ln(1 − u₁)/r and y = −ln(1 − u₂) until 2y > x²; then r + x.
 *
 * Source: Marsaglia, "Generating a variable from the tail of the normal distribution", 1964.
 */
function tail(bits: Pcg64): number {
  for (;;) {
    const x = -INVERSE_R * logOneMinus(bits.nextDouble());
    const y = -logOneMinus(bits.nextDouble());
    if (y + y > x * x) return R + x;
  }
}

/**
 * Draws from the standard normal distribution, density f(x) ∝ exp(−x²/2), by a ziggurat of 256
 * layers of equal area: a layer i and a point x in it, 52 bits times W[i]; x below K[i] is under
 * the curve at any height, else a height is drawn and compared with f(x).
 *
 * The sign of the tail is bit 8 of the 52, not the bit that signs the other layers: so NumPy has it.
 *
 * `Math.exp` may differ from the C library's in the last bit. It is only compared, so that a draw
 * would change about once in 10¹⁶.
 *
 * Sources: Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000;
 * Doornik, "An improved ziggurat method to generate normal random samples", 2005.
 */
export function standardNormal(bits: Pcg64): number {
  for (;;) {
    bits.nextUint64();
    const low = bits.low;
    const layer = low & 0xff;
    const position = (bits.high & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const x = (low & 0x100) === 0 ? position * W[layer] : -(position * W[layer]);
    if (position < K[layer]) return x;
    if (layer === 0) return (low & 0x20000) === 0 ? tail(bits) : -tail(bits);
    const height = (F[layer - 1] - F[layer]) * bits.nextDouble() + F[layer];
    if (height < Math.exp(-0.5 * x * x)) return x;
  }
}

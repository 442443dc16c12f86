/** Exact arithmetic on doubles: each is a whole number of 2⁻¹⁰⁷⁴. */

/** The largest number of binary digits after the point of a double. */
const PLACES = 1074n;

/** x · 2¹⁰⁷⁴. */
function exactly(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & (2n ** 52n - 1n);
  const size = exponent === 0n ? fraction : (fraction + 2n ** 52n) << (exponent - 1n);
  return bits >> 63n === 0n ? size : -size;
}

/** p/q as a double, with an error of about a unit in the last place. */
function quotient(p: bigint, q: bigint): number {
  if (p < 0n) return -quotient(-p, q);
  if (p === 0n) return 0;
  const length = (n: bigint): number => n.toString(2).length;
  // 64 digits of the quotient, then its exponent in two steps, so that neither overflows.
  const shift = 64 - (length(p) - length(q));
  const digits = shift >= 0 ? (p << BigInt(shift)) / q : p / (q << BigInt(-shift));
  const half = Math.trunc(-shift / 2);
  return Number(digits) * 2 ** half * 2 ** (-shift - half);
}

function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Mean and population standard deviation of doubles, each rounded once or twice. */
export function exactMoments(values: Iterable<number>): { mean: number; deviation: number } {
  let n = 0n;
  let sum = 0n;
  let squares = 0n;
  for (const value of values) {
    const x = exactly(value);
    n++;
    sum += x;
    squares += x * x;
  }
  // σ = √(n Σx² − (Σx)²) / n, with 64 digits more than an integer root has.
  const root = squareRoot((n * squares - sum * sum) << 128n);
  return {
    mean: quotient(sum, n << PLACES),
    deviation: quotient(root, n << (PLACES + 64n)),
  };
}

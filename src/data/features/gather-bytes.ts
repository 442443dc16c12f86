import type { Affine, Floats } from './kind';

/** The number of features that are copied at a time. */
const WIDTH = 1024;

// Copies of parts of two rows, before and after, and of slope and intercept. V8 knows the length and
// the type of a module's arrays, and need not tell dtypes apart in the loops.
const slopes = new Float64Array(WIDTH);
const intercepts = new Float64Array(WIDTH);
const bytes0 = new Uint8Array(WIDTH);
const bytes1 = new Uint8Array(WIDTH);
const narrow0 = new Float32Array(WIDTH);
const narrow1 = new Float32Array(WIDTH);
const wide0 = new Float64Array(WIDTH);
const wide1 = new Float64Array(WIDTH);

/** X[i] ← slope · bytes[rows[first + i]] + intercept for i < count. */
export function gatherBytes(
  bytes: Uint8Array,
  features: number,
  { slope, intercept }: Affine,
  rows: Uint32Array,
  first: number,
  count: number,
  X: Floats,
): void {
  const isNarrow = X instanceof Float32Array;
  for (let j = 0; j < features; j += WIDTH) {
    const width = Math.min(WIDTH, features - j);
    slopes.set(slope.subarray(j, j + width));
    intercepts.set(intercept.subarray(j, j + width));
    for (let i = 0; i < count; i += 2) {
      // Of an odd number of rows, the last is computed twice.
      const next = Math.min(i + 1, count - 1);
      const from0 = rows[first + i] * features + j;
      const from1 = rows[first + next] * features + j;
      bytes0.set(bytes.subarray(from0, from0 + width));
      bytes1.set(bytes.subarray(from1, from1 + width));
      if (isNarrow) standardiseNarrow(width);
      else standardiseWide(width);
      X.set((isNarrow ? narrow0 : wide0).subarray(0, width), i * features + j);
      X.set((isNarrow ? narrow1 : wide1).subarray(0, width), next * features + j);
    }
  }
}

function standardiseNarrow(width: number): void {
  for (let j = 0; j < width; j++) {
    narrow0[j] = bytes0[j] * slopes[j] + intercepts[j];
    narrow1[j] = bytes1[j] * slopes[j] + intercepts[j];
  }
}

function standardiseWide(width: number): void {
  for (let j = 0; j < width; j++) {
    wide0[j] = bytes0[j] * slopes[j] + intercepts[j];
    wide1[j] = bytes1[j] * slopes[j] + intercepts[j];
  }
}

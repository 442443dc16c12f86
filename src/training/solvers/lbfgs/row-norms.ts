import type { Samples } from '../../../data';

/** By the samples and the first of them: a path over λ needs them again and again. */
const known = new WeakMap<Samples, Map<number, Float64Array>>();

/** Returns ‖x‖ of the samples `first` … `first + count − 1`, rounded up. */
export function normsOf(samples: Samples, first: number, count: number): Float64Array {
  const ofSamples = known.get(samples) ?? new Map<number, Float64Array>();
  known.set(samples, ofSamples);
  let norms = ofSamples.get(first);
  if (norms?.length !== count) {
    norms = storedNorms(samples, first, count) ?? gatheredNorms(samples, first, count);
    for (let i = 0; i < count; i++) norms[i] = Math.sqrt(norms[i]) * (1 + 1e-6);
    ofSamples.set(first, norms);
  }
  return norms;
}

/** Returns ‖x‖² of samples as they lie in memory; null of numbers that aren't standardised there. */
function storedNorms(samples: Samples, first: number, count: number): Float64Array | null {
  const stored = samples.stored?.('float64');
  if (stored?.mean !== null) return null;
  const { X, slope, intercept } = stored;
  const d = samples.features;
  const norms = new Float64Array(count);
  for (let i = 0, at = first * d; i < count; i++) {
    let sum = 0;
    if (slope === null || intercept === null) {
      for (let j = 0; j < d; j++, at++) sum += X[at] * X[at];
    } else {
      for (let j = 0; j < d; j++, at++) {
        const x = slope[j] * X[at] + intercept[j];
        sum += x * x;
      }
    }
    norms[i] = sum;
  }
  return norms;
}

/** Rows gathered at once. */
const TOGETHER = 128;

/** Returns ‖x‖² of samples. */
function gatheredNorms(samples: Samples, first: number, count: number): Float64Array {
  const d = samples.features;
  const X = new Float64Array(Math.min(count, TOGETHER) * d);
  const y = new Uint16Array(TOGETHER);
  const norms = new Float64Array(count);
  for (let from = 0; from < count; from += TOGETHER) {
    const rows = Math.min(TOGETHER, count - from);
    samples.gather(samples.inOrder, first + from, rows, X, y);
    for (let i = 0; i < rows; i++) {
      for (let at = i * d; at < (i + 1) * d; at++) norms[from + i] += X[at] * X[at];
    }
  }
  return norms;
}

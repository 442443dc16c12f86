import { eigensystem } from '../algebra';
import type { Generator } from '../random';
import type { Task } from '../tasks';
import type { Pictures } from './pictures';
import { drawPatch, mirrorPatch } from './sampling';
import type { PatchSettings } from './settings';

/** Patches that mean and covariance are estimated from, and how many of each picture at most. */
const SAMPLED = 150_000;
const OF_PICTURE = 500;

const BETWEEN_YIELDS = 256;

/** A whitening of patches: v = Wh (p − μ), with pixels from 0 to 1. */
export interface Whitening {
  /** μ: q. */
  readonly mean: Float64Array;
  /** Wh: m×q. */
  readonly matrix: Float64Array;
}

/**
 * Learns to whiten patches: their first m principal components, each divided by √(λ + ε).
 *
 * Source: Coates, Lee and Ng, "An analysis of single-layer networks in unsupervised feature learning",
 * 2011.
 */
export function* learningWhitening(
  pictures: Pictures,
  { side, components, epsilon, mirrored }: Required<PatchSettings>,
  generator: Generator,
): Task<Whitening> {
  const q = pictures.image.channels * side * side;
  const { mean, covariance } = yield* estimating(pictures, side, mirrored, generator);
  const { values, vectors } = yield* eigensystem(covariance, q);
  const matrix = new Float64Array(components * q);
  for (let k = 0; k < components; k++) {
    const gain = 1 / Math.sqrt(Math.max(0, values[k]) + epsilon);
    for (let j = 0; j < q; j++) matrix[k * q + j] = gain * vectors[k * q + j];
  }
  return { mean, matrix };
}

/** Estimates mean and covariance of patches, and of their mirrors. */
function* estimating(pictures: Pictures, side: number, mirrored: boolean, generator: Generator) {
  const q = pictures.image.channels * side * side;
  const [patch, mirror] = [new Float64Array(q), new Float64Array(q)];
  const mean = new Float64Array(q);
  const moments = new Float64Array(q * q);
  const sampled = Math.min(SAMPLED, OF_PICTURE * pictures.samples);
  const draws = mirrored ? sampled / 2 : sampled;
  for (let i = 0; i < draws; i++) {
    drawPatch(pictures, side, generator, patch);
    addMoments(patch, mean, moments);
    if (mirrored) {
      mirrorPatch(patch, side, mirror);
      addMoments(mirror, mean, moments);
    }
    if (i % BETWEEN_YIELDS === 0) yield;
  }
  for (let j = 0; j < q; j++) mean[j] /= sampled;
  const covariance = moments;
  for (let j = 0; j < q; j++) {
    for (let k = 0; k <= j; k++) {
      const value = moments[j * q + k] / sampled - mean[j] * mean[k];
      covariance[j * q + k] = covariance[k * q + j] = value;
    }
  }
  return { mean, covariance };
}

/** Adds a patch to Σ p and to the lower triangle of Σ p pᵀ. */
function addMoments(patch: Float64Array, sum: Float64Array, moments: Float64Array): void {
  const q = patch.length;
  for (let j = 0; j < q; j++) {
    const value = patch[j];
    sum[j] += value;
    for (let k = 0, at = j * q; k <= j; k++, at++) moments[at] += value * patch[k];
  }
}

/** v = Wh (p − μ). */
export function whiten({ mean, matrix }: Whitening, patch: Float64Array, out: Float64Array): void {
  const q = mean.length;
  for (let k = 0; k < out.length; k++) {
    let sum = 0;
    for (let j = 0; j < q; j++) sum += matrix[k * q + j] * (patch[j] - mean[j]);
    out[k] = sum;
  }
}

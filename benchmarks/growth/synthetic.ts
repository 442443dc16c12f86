import type { DataSet } from '../../src/data';
import type { Shape } from './points';

/** A prime, so that rows of any size repeat late. */
const BLOCK = 16_777_213;

/** The first index of labels, far from those of pixels. */
const FIRST_LABEL = 0x40000000;

/** 32 bits that look random, the same for the same index: the last steps of MurmurHash3. */
export function mix(index: number): number {
  let hash = index >>> 0;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** Samples of bytes that look random, the same for the same shape, here and in `peers/synthetic.py`. */
export function syntheticSet({
  samples,
  features,
  classes,
}: Omit<Shape, 'batchSize'>): DataSet<Uint8Array> {
  const length = samples * features;
  const block = new Uint8Array(Math.min(BLOCK, length));
  for (let i = 0; i < block.length; i++) block[i] = mix(i) >>> 24;
  const X = new Uint8Array(length);
  for (let at = 0; at < length; at += BLOCK) {
    X.set(block.subarray(0, Math.min(BLOCK, length - at)), at);
  }
  const labels: Uint8Array | Uint16Array =
    classes > 256 ? new Uint16Array(samples) : new Uint8Array(samples);
  for (let i = 0; i < samples; i++) labels[i] = mix(FIRST_LABEL + i) % classes;
  const names = Array.from({ length: classes }, (_, k) => `class ${k}`);
  return { name: 'synthetic', classes: names, samples, features, X, labels };
}

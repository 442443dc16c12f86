import path from 'node:path';
import { dataSet, loadCifar10, loadIdx, type DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';
import type { Source } from './cases';

/** Of neighbouring synthetic features. */
const CORRELATION = 0.9;
/** Over √d, the deviation of the classes' means, in units of the noise. */
const SPREAD = 0.6;

/** Loads or makes the samples of a source, not yet standardised. */
export async function loadSource(source: Source): Promise<DataSet> {
  if (source.kind === 'synthetic') return syntheticSet(source);
  if (source.kind === 'mnist') {
    const [images, labels] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'];
    return loadIdx(path.join(source.folder, images), path.join(source.folder, labels));
  }
  const files = source.files as 'data_batch_1'[];
  const { sets } = await loadCifar10({ files, from: source.folder });
  return concatenated(files.map((file) => sets[file]));
}

function concatenated(sets: readonly DataSet<Uint8Array>[]): DataSet {
  const X = new Uint8Array(sets.reduce((length, set) => length + set.X.length, 0));
  let at = 0;
  for (const set of sets) {
    X.set(set.X, at);
    at += set.X.length;
  }
  const [{ classes, features }] = sets;
  const labels = sets.flatMap((set) => [...set.labels].map((label) => classes[label]));
  return dataSet({ X, labels, features, classes, name: 'CIFAR-10' });
}

/**
 * Gaussian classes that overlap: x = mean of the class + noise, each feature like the one before.
 * `peers/optimum_data.py` draws the same numbers.
 */
function syntheticSet(source: Extract<Source, { kind: 'synthetic' }>): DataSet {
  const { samples, features: d, classes: K, seed } = source;
  const generator = defaultRng(seed);
  const means = new Float64Array(K * d);
  generator.fillStandardNormal(means);
  for (let at = 0; at < K * d; at++) means[at] *= SPREAD / Math.sqrt(d);
  const X = new Float64Array(samples * d);
  generator.fillStandardNormal(X);
  const fresh = Math.sqrt(1 - CORRELATION * CORRELATION);
  for (let i = 0; i < samples; i++) {
    for (let at = i * d + 1; at < (i + 1) * d; at++)
      X[at] = CORRELATION * X[at - 1] + fresh * X[at];
    for (let j = 0; j < d; j++) X[i * d + j] += means[(i % K) * d + j];
  }
  const labels = Array.from({ length: samples }, (_, i) => i % K);
  return dataSet({ X, labels, features: d, name: 'synthetic' });
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataSet, defaultRng, LinearClassifier, type DataSet } from '../../src';

/** As those of CIFAR-10, so that a model that isn't let go of is seen. */
export const FEATURES = 3072;
export const CLASSES = 10;

/** A model's file, and what it has to answer. */
export interface KnownModel {
  readonly file: string;
  /** What the service calls it. */
  readonly version: string;
  readonly classes: readonly string[];
  /** Of each of the rows, in the classes' order. */
  readonly probabilities: readonly number[][];
}

/** Rows of bytes to ask about. */
export function makeRows(count: number, features = FEATURES): number[][] {
  const random = defaultRng(1000);
  return Array.from({ length: count }, () =>
    Array.from({ length: features }, () => random.integers(0, 256)),
  );
}

/** Another seed is another model, with other predictions for all rows. */
export async function trainModel(
  seed: number,
  features = FEATURES,
  classes = CLASSES,
  featureNames?: readonly string[],
): Promise<LinearClassifier> {
  const classifier = new LinearClassifier({ seed, epochs: 1, batchSize: classes, eta: 0.002 });
  return classifier.fit({
    ...noise(seed, features, classes),
    ...(featureNames && { featureNames }),
  });
}

function noise(seed: number, features: number, classes: number): DataSet {
  const random = defaultRng(seed);
  const samples = 3 * classes;
  const X = Uint8Array.from({ length: samples * features }, () => random.integers(0, 256));
  const labels = Array.from({ length: samples }, (_, i) => `class ${i % classes}`);
  return dataSet({ X, labels, features });
}

/** Trains a model, saves it as `model-SEED.safetensors`, and asks it about each row by itself. */
export async function makeModel(
  folder: string,
  seed: number,
  rows: readonly number[][],
): Promise<KnownModel> {
  const file = path.join(folder, `model-${seed}.safetensors`);
  const classifier = await trainModel(seed);
  await classifier.save(file);
  return {
    file,
    version: versionOf(file),
    classes: classifier.classes.map(String),
    probabilities: rows.map((row) => [...classifier.probabilities(row)]),
  };
}

export function versionOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}

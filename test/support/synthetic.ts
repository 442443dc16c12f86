import type { DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';

/** A seeded data set with roughly separable classes. */
export function syntheticSet({
  samples = 60,
  features = 7,
  classes = 3,
  seed = 1,
}: Partial<Record<'samples' | 'features' | 'classes' | 'seed', number>> = {}): DataSet<Uint8Array> {
  const generator = defaultRng(seed);
  const labels = classes > 256 ? new Uint16Array(samples) : new Uint8Array(samples);
  for (let i = 0; i < samples; i++) labels[i] = generator.integers(0, classes);
  const X = Uint8Array.from({ length: samples * features }, (_, at) => {
    const label = labels[Math.floor(at / features)];
    const brightness = (at % features) % classes === label ? 150 : 100;
    return Math.max(0, Math.min(255, brightness + 30 * generator.standardNormal()));
  });
  return {
    name: 'synthetic',
    classes: Array.from({ length: classes }, (_, k) => `class ${k}`),
    samples,
    features,
    X,
    labels,
  };
}

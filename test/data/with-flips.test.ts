import { expect } from 'chai';
import fc from 'fast-check';
import type { DataSet, DenseFeatures, ImageShape } from '../../src/data';
import { finish } from '../../src/tasks';
import { flipping } from '../../src/data/with-flips';

function images(image: ImageShape, samples: number, Kind: typeof Uint8Array = Uint8Array) {
  const features = image.width * image.height * image.channels;
  const X = Kind.from({ length: samples * features }, (_, at) => (at * 37) % 251);
  const labels = Uint16Array.from({ length: samples }, (_, i) => i % 2);
  const set: DataSet<DenseFeatures> = {
    name: 'images',
    samples,
    features,
    classes: ['a', 'b'],
    image,
    X,
    labels,
  };
  return set;
}

const withFlips = (set: DataSet) => finish(flipping(set)) as DataSet<DenseFeatures>;

describe('flipping', () => {
  it('adds the mirror image of each, row by row and channel by channel', () => {
    const image = { width: 3, height: 2, channels: 1 } as const;
    const set = { ...images(image, 1, Uint8Array), X: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    const { X, samples, labels } = withFlips(set);
    expect([...X]).to.deep.equal([1, 2, 3, 4, 5, 6, 3, 2, 1, 6, 5, 4]);
    expect([samples, ...labels]).to.deep.equal([2, 0, 0]);
  });

  it('keeps kinds, labels and weights; sample n + i mirrors sample i', () => {
    const anyShape = fc.record({
      width: fc.integer({ min: 1, max: 5 }),
      height: fc.integer({ min: 1, max: 4 }),
      channels: fc.constantFrom<1 | 3>(1, 3),
    });
    const anyKind = fc.constantFrom(Uint8Array, Float32Array, Float64Array);
    fc.assert(
      fc.property(anyShape, fc.integer({ min: 1, max: 6 }), anyKind, (image, n, Kind) => {
        const plain = images(image, n, Kind as typeof Uint8Array);
        const set = { ...plain, weights: Float64Array.from({ length: n }, (_, i) => i + 1) };
        const before = set.X.slice();
        const { X, labels, weights, samples, ...others } = withFlips(set);
        expect(set.X).to.deep.equal(before);
        expect(samples).to.equal(2 * n);
        expect(X).to.be.instanceOf(Kind);
        expect(labels).to.deep.equal(Uint16Array.of(...set.labels, ...set.labels));
        expect(weights).to.deep.equal(Float64Array.of(...set.weights, ...set.weights));
        const { features, width } = { ...set, ...image };
        expect(others).to.deep.include({ name: 'images', features, image });
        for (let at = 0; at < n * features; at++) {
          const x = at % width;
          expect(X[at]).to.equal(before[at]);
          expect(X[n * features + at]).to.equal(before[at - x + (width - 1 - x)]);
        }
      }),
    );
  });

  it('takes a large set in several steps, to the same end', () => {
    const set = images({ width: 32, height: 32, channels: 3 }, 200, Uint8Array);
    const steps = flipping(set);
    let count = 0;
    while (steps.next().done !== true) count++;
    expect(count).to.be.greaterThan(2);
    expect(withFlips({ ...set }).X).to.deep.equal(withFlips(set).X);
  });

  it('is made once of the same data set', () => {
    const set = images({ width: 2, height: 2, channels: 1 }, 3, Float32Array as never);
    expect(withFlips(set)).to.equal(withFlips(set));
    expect(withFlips({ ...set })).to.not.equal(withFlips(set));
  });

  it('is refused for what is no image', () => {
    const set = images({ width: 2, height: 2, channels: 1 }, 3, Uint8Array);
    expect(() => withFlips({ ...set, image: undefined }))
      .to.throw(TypeError, 'images.image: expected the shape of images')
      .with.property('code', 'INVALID_ARGUMENT');
  });
});

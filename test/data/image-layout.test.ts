import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataSet, loadIdx, loadNpy, loadNpz, planesOf, type ImageShape } from '../../src';
import { batchesOf, labelledData } from '../../src/data';
import { layoutOf } from '../../src/data/npy/image-layout';
import { idx, npy, zip } from '../support/data-files';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

/** Two images of 2 rows and 4 columns in colour, as planes and as pixels. */
const IMAGE: ImageShape = { width: 4, height: 2, channels: 3 };
const PLANES = Uint8Array.from({ length: 48 }, (_, i) => i);
const PIXELS = Uint8Array.from({ length: 48 }, (_, i) => {
  const [sample, at] = [Math.floor(i / 24), i % 24];
  return sample * 24 + (at % 3) * 8 + Math.floor(at / 3);
});
const y = npy(Uint8Array.of(0, 1), [2]);

describe('the layout of images in arrays', () => {
  const folder = temporaryFolder();
  const write = (name: string, bytes: Uint8Array): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, bytes);
    return file;
  };
  const load = (X: Uint8Array | Float32Array, shape: number[], options = {}) =>
    loadNpy({ X: write('X.npy', npy(X, shape)), labels: write('y.npy', y), ...options });

  it('planesOf turns pixels into planes, of any type', () => {
    expect(planesOf(PIXELS, IMAGE)).to.deep.equal(PLANES);
    const floats = planesOf(Float32Array.from(PIXELS), IMAGE);
    expect(floats).to.deep.equal(Float32Array.from(PLANES));
    expect(planesOf(Buffer.from(PIXELS), IMAGE)).to.deep.equal(PLANES);
    expect(() => planesOf(PIXELS.subarray(1), IMAGE)).to.throw(RangeError, 'a multiple of 24');
    expect(() => planesOf([1] as never, IMAGE)).to.throw(TypeError, 'pixels');
  });

  const readings: [string, Uint8Array, number[]][] = [
    ['pixels', PIXELS, [2, 2, 4, 3]],
    ['planes', PLANES, [2, 3, 2, 4]],
  ];
  for (const [title, X, shape] of readings) {
    it(`${title} make a data set of planes, which knows its image`, async () => {
      for (const numbers of [X, Float32Array.from(X)]) {
        const set = await load(numbers, shape);
        expect(set.image).to.deep.equal(IMAGE);
        expect([...(set.X as Uint8Array)]).to.deep.equal([...PLANES]);
        expect(set.X.constructor).to.equal(numbers.constructor);
      }
      const archive = write('a.npz', zip({ 'X.npy': npy(X, shape), 'labels.npy': y }));
      expect((await loadNpz(archive)).X).to.deep.equal(PLANES);
      const images = write('images', idx(8, shape, X));
      const labels = write('labels', idx(8, [2], Uint8Array.of(0, 1)));
      expect((await loadIdx(images, labels)).X).to.deep.equal(PLANES);
    });
  }

  it('stays as it is where samples are said to be no images, or like others that are none', async () => {
    const none = await load(PIXELS, [2, 2, 4, 3], { image: null });
    expect(none.image).to.equal(undefined);
    expect(none.X).to.deep.equal(PIXELS);
    const like = await load(PIXELS, [2, 24]);
    expect((await load(PIXELS, [2, 2, 4, 3], { like })).X).to.deep.equal(PIXELS);
  });

  it('is that of like, or the image that is given', async () => {
    const like = dataSet({ X: PLANES, labels: [0, 1], image: IMAGE });
    for (const options of [{ like }, { image: IMAGE }]) {
      for (const [X, shape] of [
        [PLANES, [2, 24]],
        [PLANES, [2, 3, 8]],
        [PLANES, [2, 6, 4]],
        [PIXELS, [2, 8, 3]],
        [PIXELS, [2, 2, 12]],
      ] as const) {
        // prettier-ignore
        const set = await load(X, [...shape], options);
        expect(set.X, shape.join()).to.deep.equal(PLANES);
        expect(set.image).to.deep.equal(IMAGE);
      }
      const said = await rejection(() => load(PLANES, [2, 4, 2, 3], options), 'DATA_INVALID');
      expect(said).to.match(/expected images of the shape \(n, 3, 2, 4\) or \(n, 2, 4, 3\), got \(n, 4, 2, 3\)$/); // prettier-ignore
    }
  });

  const shapes: [number[], ImageShape | null | undefined, string][] = [
    [[3, 32, 32], undefined, 'planes 32×32×3'],
    [[32, 32, 3], undefined, 'pixels 32×32×3'],
    [[28, 28], undefined, 'planes 28×28×1'],
    [[28, 20], undefined, 'planes 20×28×1'],
    [[28, 20, 1], undefined, 'planes 20×28×1'],
    [[1, 28, 20], undefined, 'planes 20×28×1'],
    [[1, 28, 1], undefined, 'as it is'],
    [[3, 32, 1], undefined, 'as it is'],
    [[32, 32, 4], undefined, 'as it is'],
    [[2, 2, 2, 3], undefined, 'as it is'],
    [[784], undefined, 'as it is'],
    [[3, 32, 3], { width: 3, height: 32, channels: 3 }, 'planes 3×32×3'],
    [[3, 32, 3], { width: 32, height: 3, channels: 3 }, 'pixels 32×3×3'],
    [[27], { width: 3, height: 3, channels: 3 }, 'planes 3×3×3'],
    [[28, 28, 1], { width: 28, height: 28, channels: 1 }, 'planes 28×28×1'],
    [[1, 3072, 1], { width: 32, height: 32, channels: 3 }, 'planes 32×32×3'],
    [[32, 32, 3], null, 'as it is'],
  ];
  for (const [shape, given, expected] of shapes) {
    const where = given === undefined ? 'any image' : JSON.stringify(given);
    it(`(n, ${shape.join(', ')}) is taken for ${expected}: ${where}`, () => {
      const { image, isPixels } = layoutOf('x', shape, given, true);
      const form = image && `${image.width}×${image.height}×${image.channels}`;
      expect(form ? `${isPixels ? 'pixels' : 'planes'} ${form}` : 'as it is').to.equal(expected);
    });
  }

  for (const [shape, given] of [
    [[3, 32, 3], undefined],
    [[3, 3, 3], { width: 3, height: 3, channels: 3 }],
  ] as const) {
    // prettier-ignore
    it(`(n, ${shape.join(', ')}) may be planes or pixels, which is an error`, () => {
      expect(() => layoutOf('x', shape, given, true)).to.throw(
        `x: got images of the shape (n, ${shape.join(', ')}), which may be planes or pixels`,
      );
    });
  }

  it('is compared with the image of a classifier, which evaluates and predicts', async () => {
    const classifier = { features: 24, bytes: true, image: IMAGE, classes: ['0', '1'] };
    const signal = new AbortController().signal;
    const options = {
      header: 'auto',
      array: 'X',
      note: () => undefined,
      classifier,
      signal,
    } as const;
    const labels = write('y.npy', y);
    const [single, several, archive] = [
      write('one.npy', npy(PIXELS.slice(0, 24), [2, 4, 3])),
      write('X.npy', npy(PIXELS, [2, 2, 4, 3])),
      write('a.npz', zip({ 'X.npy': npy(PIXELS, [2, 2, 4, 3]), 'labels.npy': y })),
    ];
    const predicted = async (file: string): Promise<number[]> => {
      const X: number[] = [];
      for await (const batch of batchesOf(file, options)) X.push(...(batch.X as Uint8Array));
      return X;
    };
    expect(await predicted(single)).to.deep.equal([...PLANES.subarray(0, 24)]);
    for (const file of [several, archive]) {
      expect(await predicted(file)).to.deep.equal([...PLANES]);
      const given = { ...options, labels: file === archive ? 'labels' : labels };
      const set = await labelledData(file, given, classifier, signal);
      expect(set.X).to.deep.equal(PLANES);
    }
    const turned = write('turned.npy', npy(PLANES, [2, 3, 4, 2]));
    expect(await rejection(() => predicted(turned), 'DATA_INVALID')).to.include(
      'expected images of the shape (n, 3, 2, 4) or (n, 2, 4, 3), got (n, 3, 4, 2)',
    );
  });
});

import { expect } from 'chai';
import { PNG } from 'pngjs';
import { PATCH_DEFAULTS } from '../../src/patches';
import { patchPictures, PictureUrls } from '../../src/report/pictures';

/** The first channel of a picture's pixels. */
function pixelsOf(url: string): { width: number; height: number; red: number[] } {
  const { width, height, data } = PNG.sync.read(Buffer.from(url.split(',')[1], 'base64'));
  return { width, height, red: Array.from({ length: width * height }, (_, i) => data[4 * i]) };
}

describe('pictures of patches', () => {
  // Two patches of 2×2 pixels, grey; two regions; two classes.
  const patches = Uint8Array.of(10, 20, 30, 40, 50, 60, 70, 80);
  const used = {
    ...PATCH_DEFAULTS,
    mirrored: true,
    patches: 2,
    side: 2,
    regions: 1,
    features: 8,
    groups: 1,
  };
  // Of a region: the patches, then their negatives.
  const weights = Float32Array.of(...[1, 0, 5, 0, 2, 0, -9, 0.5], ...[0, 0, 0, 1, 0, -3, 0, 1]);
  const made = patchPictures(
    { patches, weights, examples: null },
    { ...used, channels: 1 },
    new PictureUrls(),
  );

  it('add up weights over regions, and show negatives inverted', () => {
    const [first, second] = made.classes;
    expect(first.for.map(({ weight }) => weight)).to.deep.equal([3, 0.5, 0, -4]);
    expect(first.for.map(({ isNegative }) => isNegative)).to.deep.equal([false, true, false, true]);
    expect(first.against[0]).to.deep.include({ weight: -4, isNegative: true });
    expect(pixelsOf(first.for[0].url).red).to.deep.equal([10, 20, 30, 40]);
    expect(pixelsOf(first.against[0].url).red).to.deep.equal([245, 235, 225, 215]);
    expect(second.for[0]).to.deep.include({ weight: 2, isNegative: true });
    expect(second.against[0]).to.deep.include({ weight: -3, isNegative: false });
  });

  it('place the patches of a dictionary beside each other', () => {
    const { url, shown, width, height } = made.dictionary;
    expect({ shown, width, height }).to.deep.equal({ shown: 2, width: 7, height: 4 });
    const { red } = pixelsOf(url);
    expect(red.slice(7, 14)).to.deep.equal([128, 10, 20, 128, 50, 60, 128]);
    expect(red.slice(14, 21)).to.deep.equal([128, 30, 40, 128, 70, 80, 128]);
  });
});

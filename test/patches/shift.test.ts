import { expect } from 'chai';
import { patchFeatures } from '../../src/patches';
import { meanShifts, shiftPicture } from '../../src/patches/shift';
import { describeEachBackend } from '../support/backends';
import { failureOf } from '../support/rejection';
import { PIXELS, SHAPE, textures } from '../support/textures';

const SMALL = { patches: 12, side: 4, components: 20, regions: 3 };

describe('a shifted picture', () => {
  const image = { width: 3, height: 2, channels: 1 } as const;
  const picture = Uint8Array.of(...[1, 2, 3], ...[4, 5, 6]);
  const shifted = (down: number, right: number): number[] => {
    const copy = new Uint8Array(6);
    shiftPicture(image, [down, right], picture, copy);
    return [...copy];
  };

  it('has its pixels elsewhere, and beyond the border what that mirrors', () => {
    expect(shifted(0, 0)).to.deep.equal([...picture]);
    expect(shifted(1, 0)).to.deep.equal([...[4, 5, 6], ...[1, 2, 3]]);
    expect(shifted(0, 1)).to.deep.equal([...[2, 1, 2], ...[5, 4, 5]]);
    expect(shifted(0, -2)).to.deep.equal([...[3, 2, 1], ...[6, 5, 4]]);
  });

  it('is one of five that features are the means over', () => {
    expect(meanShifts(0)).to.deep.equal([[0, 0]]);
    expect(meanShifts(2)).to.deep.equal([[0, 0], [-2, -2], [-2, 2], [2, -2], [2, 2]]); // prettier-ignore
  });
});

describeEachBackend('features of shifted pictures', (backend) => {
  it('are the rounded means of those of the copies', async () => {
    const set = textures(9);
    const patches = await patchFeatures(set, { ...SMALL, shift: 2, backend });
    const means = (await patches.transform(set, { backend })).X;
    const plain = patches.unshifted;
    expect(plain.settings.shift).to.equal(0);
    const copies = await Promise.all(
      meanShifts(2).map(async (shift) => {
        const X = new Uint8Array(9 * PIXELS);
        for (let at = 0; at < X.length; at += PIXELS) {
          const from = (set.X as Uint8Array).subarray(at, at + PIXELS);
          shiftPicture(SHAPE, shift, from, X.subarray(at, at + PIXELS));
        }
        return (await plain.transform({ ...set, X }, { backend })).X;
      }),
    );
    const expected = means.map((_, i) =>
      Math.round(copies.reduce((sum, own) => sum + own[i], 0) / copies.length),
    );
    expect(means).to.deep.equal(expected);
    expect(copies[0]).to.not.deep.equal(copies[1]);
  });

  it('are refused where a shift leaves nothing of a picture', async () => {
    const failure = await failureOf(patchFeatures(textures(4), { ...SMALL, shift: 10, backend }));
    expect(failure!.message).to.equal('shift: expected an integer from 0 to 9, got 10');
  });
});

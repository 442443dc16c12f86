import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { itWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import { naiveSums, randomEncoding, type PatchCase } from '../support/naive-patches';

const USUAL: PatchCase = {
  ...{ channels: 3, height: 12, width: 14, side: 6, stride: 1, components: 16, atoms: 7 },
  ...{ mirrored: true, encoding: 'hard', regions: 5 },
};

/** Shapes that leave registers, cells and panels partly filled. */
const CASES: readonly Partial<PatchCase>[] = [
  {},
  { encoding: 'rectified' },
  { mirrored: false, regions: 1 },
  { channels: 1, height: 28, width: 28, components: 20, atoms: 50, regions: 4 },
  { height: 9, width: 9, side: 3, stride: 2, components: 10, atoms: 5, regions: 8 },
  { height: 6, width: 6, side: 6, components: 5, atoms: 3, encoding: 'rectified' },
  { channels: 2, height: 17, width: 33, side: 4, stride: 3, components: 33, atoms: 100 },
  { channels: 1, height: 1, width: 40, side: 1, components: 1, atoms: 1 },
];

const COUNT = 3;

describeEachBackend('the encoder of pictures', (backend) => {
  for (const change of CASES) {
    it(`comes to the sums of the definition: ${JSON.stringify(change)}`, () => {
      const encoding = randomEncoding({ ...USUAL, ...change }, COUNT);
      const expected = naiveSums(encoding);
      backend.encodePatches(encoding);
      const worst = expected.reduce(
        (most, sum, i) => Math.max(most, Math.abs(sum - encoding.features[i])),
        0,
      );
      expect(worst).to.be.below(1e-4);
      expect(Math.max(...expected)).to.be.above(0);
    });
  }

  it('makes bytes of the roots of the sums', () => {
    const encoding = randomEncoding(USUAL, COUNT);
    backend.encodePatches(encoding);
    const sums = encoding.features as Float32Array;
    for (const scale of [20, 200]) {
      const bytes = new Uint8Array(sums.length);
      backend.encodePatches({ ...encoding, scale, features: bytes });
      const roots = Array.from(sums, (sum) =>
        Math.min(255, Math.floor(scale * Math.fround(Math.sqrt(sum)) + 0.5)),
      );
      expect([...bytes]).to.deep.equal(roots);
    }
  });

  it('refuses every argument that is wrong, and writes nothing', () => {
    const sound = randomEncoding(USUAL, COUNT);
    const short = (array: ArrayLike<number>) => Float32Array.from(array).subarray(1);
    const wrong: readonly (readonly [string, unknown])[] = [
      ...(
        ['channels', 'height', 'width', 'side', 'stride', 'components', 'atoms'] as const
      ).flatMap((name) => [0, 1.5, -1, 1e10, '1', null].map((value) => [name, value] as const)),
      ['side', 13],
      ['whitening', short(sound.whitening)],
      ['whitening', Float64Array.from(sound.whitening)],
      ['offset', short(sound.offset)],
      ['dictionary', short(sound.dictionary)],
      ['mirrored', 1],
      ['rowCells', Uint32Array.of(0, 3)],
      ['rowCells', Uint32Array.of(0, 3, 2, 7)],
      ['rowCells', Uint32Array.of(7)],
      ['columnCells', Uint32Array.of(1, 9)],
      ['rowRegions', Uint32Array.of(0, 8)],
      ['rowRegions', Uint32Array.of(2, 2)],
      ['rowRegions', Uint32Array.of(0, 1, 2)],
      ['columnRegions', new Uint32Array(0)],
      ['threshold', NaN],
      ['encoding', 'soft'],
      ['scale', Infinity],
      ['pictures', sound.pictures.subarray(1)],
      ['pictures', [...sound.pictures]],
      ['first', -1],
      ['first', 2],
      ['count', 0],
      ['count', COUNT + 1],
      ['features', short(sound.features)],
      ['features', new Float64Array(sound.features.length)],
    ];
    for (const [name, value] of wrong) {
      const encoding = { ...sound, [name]: value };
      expect(() => backend.encodePatches(encoding), `${name} ${String(value)}`).to.throw(
        /: expected /,
      );
    }
    expect(sound.features.every((value) => value === 0)).to.equal(true);
  });
});

describe('the native encoder of pictures', () => {
  itWithAddon('gives the same bits on any number of threads, however pictures are grouped', () => {
    for (const change of CASES) {
      const encoding = randomEncoding({ ...USUAL, ...change }, 5);
      const one = selectBackend({ backend: 'openblas', threads: 1 });
      one.encodePatches(encoding);
      const alone = Buffer.from(encoding.features.slice().buffer);
      const size = encoding.features.length / 5;
      for (const threads of [2, 3, 8]) {
        const backend = selectBackend({ backend: 'openblas', threads });
        encoding.features.fill(7);
        for (const [first, count] of [
          [0, 2],
          [2, 3],
        ]) {
          // prettier-ignore
          const features = encoding.features.subarray(first * size, (first + count) * size);
          backend.encodePatches({ ...encoding, first: 1 + first, count, features });
        }
        expect(Buffer.from(encoding.features.buffer).equals(alone)).to.equal(true);
      }
    }
  });
});

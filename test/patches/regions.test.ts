import { expect } from 'chai';
import { partAxis } from '../../src/patches/regions';

const pairsOf = (flat: Uint32Array): number[][] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

describe('the regions of a picture', () => {
  it('of 27 positions are those of the method: five, each of which overlaps its neighbours', () => {
    const { cells, regions } = partAxis(27, 5);
    expect([...cells]).to.deep.equal([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
    expect(pairsOf(regions)).to.deep.equal([[0, 3], [1, 5], [3, 6], [4, 8], [6, 9]]); // prettier-ignore
  });

  it('cover all positions, are symmetric, and rise', () => {
    for (let positions = 1; positions <= 60; positions++) {
      for (let wanted = 1; wanted <= 8; wanted++) {
        const { cells, regions } = partAxis(positions, wanted);
        const count = cells.length - 1;
        const sizes = Array.from({ length: count }, (_, i) => cells[i + 1] - cells[i]);
        expect(Math.min(...sizes)).to.be.above(0);
        expect(sizes).to.deep.equal([...sizes].reverse());
        const pairs = pairsOf(regions);
        expect(pairs).to.deep.equal(
          pairs.map(([from, to]) => [count - to, count - from]).reverse(),
        );
        const covered = new Set(pairs.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i))); // prettier-ignore
        expect(covered.size, `${positions} positions, ${wanted} regions`).to.equal(count);
      }
    }
  });
});

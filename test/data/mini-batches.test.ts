import { expect } from 'chai';
import fc from 'fast-check';
import { miniBatches } from '../../src/data';

describe('miniBatches', () => {
  it('cuts consecutive slices, the last one smaller', () => {
    const batches = [...miniBatches(Uint32Array.of(4, 2, 0, 3, 1), 2)].map((batch) => [...batch]);
    expect(batches).to.deep.equal([[4, 2], [0, 3], [1]]);
  });

  it('hands out every sample once, for every size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 250 }), (n, size) => {
        const order = Uint32Array.from({ length: n }, (_, i) => n - i);
        const batches = [...miniBatches(order, size)];
        expect(batches.flatMap((batch) => [...batch])).to.deep.equal([...order]);
        expect(batches.slice(0, -1).every((batch) => batch.length === size)).to.equal(true);
      }),
    );
  });
});

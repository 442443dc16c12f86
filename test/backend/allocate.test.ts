import { expect } from 'chai';
import { selectBackend, type FloatArray } from '../../src/backend';
import { describeWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import { notFloatArrays } from '../support/hostile';

const LENGTHS = [1, 2, 15, 16, 17, 30_730, 100_000];

describeEachBackend('allocate', (backend) => {
  it('gives zeros of the dtype asked for', () => {
    for (const length of LENGTHS) {
      expect(backend.allocate('float32', length)).to.deep.equal(new Float32Array(length));
      expect(backend.allocate('float64', length)).to.deep.equal(new Float64Array(length));
    }
  });
});

describeWithAddon('arrays of the OpenBLAS backend', ({ bytesPastLine }) => {
  it('begin at a cache line', () => {
    const backend = selectBackend({ backend: 'openblas' });
    for (const length of LENGTHS) {
      for (const dtype of ['float32', 'float64'] as const) {
        expect(bytesPastLine(backend.allocate(dtype, length)), `${length}`).to.equal(0);
      }
    }
  });

  it('tell how far past one they begin', () => {
    const array = selectBackend({ backend: 'openblas' }).allocate('float32', 64);
    expect([0, 1, 15, 16, 17].map((from) => bytesPastLine(array.subarray(from)))).to.deep.equal([
      0, 4, 60, 0, 4,
    ]);
  });

  for (const { label, value } of notFloatArrays) {
    it(`are nothing else: ${label}`, () => {
      expect(() => bytesPastLine(value as FloatArray)).to.throw(
        /^array: expected a Float32Array or/,
      );
    });
  }
});

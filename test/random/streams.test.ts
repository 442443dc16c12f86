import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { defaultRng, Generator, type GeneratorState } from '../../src/random';
import { logOneMinus } from '../../src/random/log1p';
import reference from '../fixtures/numpy-default-rng-streams.json';

function sha256(array: Float64Array | Uint32Array): string {
  return createHash('sha256').update(new Uint8Array(array.buffer)).digest('hex');
}

describe('long streams against NumPy', () => {
  for (const expected of reference.streams) {
    describe(`seed ${expected.seed}`, () => {
      it('draws a million normal numbers, the same to the last bit', () => {
        const out = new Float64Array(1_000_000);
        defaultRng(expected.seed).fillStandardNormal(out);
        expect(sha256(out)).to.equal(expected.normal_1e6);
      });

      it('draws a million uniform numbers, the same to the last bit', () => {
        const rng = defaultRng(expected.seed);
        const out = new Float64Array(1_000_000).map(() => rng.random());
        expect(sha256(out)).to.equal(expected.random_1e6);
      });

      it('puts 100,000 integers into the same order', () => {
        expect(sha256(defaultRng(expected.seed).permutation(100_000))).to.equal(
          expected.permutation_1e5,
        );
      });

      it('shuffles an array in place into the same order', () => {
        const floats = Float64Array.from({ length: 1000 }, (_, i) => i);
        const list = [...floats];
        defaultRng(expected.seed).shuffle(floats);
        defaultRng(expected.seed).shuffle(list);
        expect(sha256(floats)).to.equal(expected.shuffle_1000_floats);
        expect(list).to.deep.equal([...floats]);
      });

      it('draws the same integers, from ranges of 32 and of 64 bits in turn', () => {
        const rng = defaultRng(expected.seed);
        const rounds = expected.integers.map(() =>
          reference.ranges.map(([low, high]) => rng.integers(low, high)),
        );
        expect(rounds).to.deep.equal(expected.integers);
      });

      it('draws the same integers of 64 bits where some are rejected', () => {
        const rng = defaultRng(expected.seed);
        const out = new Float64Array(20_000).map(() => rng.integers(0, reference.rejecting));
        expect(sha256(out)).to.equal(expected.integers_64_bit_2e4);
      });
    });
  }
});

describe('states saved by NumPy', () => {
  for (const { state, next, end } of reference.interruptions) {
    it(`continues from ${state.state.state}, with has_uint32 ${state.has_uint32}`, () => {
      const rng = Generator.restore(state as GeneratorState);
      expect(rng.saveState()).to.deep.equal(state);
      expect([...rng.permutation(10)]).to.deep.equal(next.permutation_10);
      expect(rng.random()).to.equal(next.random);
      expect(rng.standardNormal()).to.equal(next.standard_normal);
      expect(next.integers_0_7.map(() => rng.integers(0, 7))).to.deep.equal(next.integers_0_7);
      expect(rng.saveState()).to.deep.equal(end);
    });
  }
});

describe('logOneMinus against the C library', () => {
  it('has the same bits where the computation branches', () => {
    for (const [u, expected] of reference.log_one_minus.values) {
      // Equal as numbers, since JSON may have lost the sign of ln(1 − 0) = −0.
      expect(logOneMinus(u), `u = ${u}`).to.equal(expected);
    }
  });

  it('has the same bits for 100,000 draws', () => {
    const rng = defaultRng(0);
    const out = new Float64Array(100_000).map(() => logOneMinus(rng.random()));
    expect(sha256(out)).to.equal(reference.log_one_minus.drawn_1e5);
  });
});

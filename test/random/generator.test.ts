import { expect } from 'chai';
import fc from 'fast-check';
import { defaultRng, type Generator } from '../../src/random';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('Generator', () => {
  it('fills an array as it draws one by one, a subarray of it alone', () => {
    const all = new Float64Array(12).fill(NaN);
    defaultRng(3).fillStandardNormal(all.subarray(2, 10));
    const rng = defaultRng(3);
    const drawn = Array.from({ length: 8 }, () => rng.standardNormal());
    expect([...all]).to.deep.equal([NaN, NaN, ...drawn, NaN, NaN]);
  });

  it('fills a Float32Array with the same draws, rounded', () => {
    const single = new Float32Array(1000);
    const double = new Float64Array(1000);
    defaultRng(4).fillStandardNormal(single);
    defaultRng(4).fillStandardNormal(double);
    expect([...single]).to.deep.equal([...Float32Array.from(double)]);
  });

  it('permutation: every integer once, for any seed and length', () => {
    fc.assert(
      fc.property(seeds, fc.nat(300), (seed, n) => {
        const sorted = defaultRng(seed).permutation(n).sort();
        expect([...sorted]).to.deep.equal(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it('shuffle: the same elements, for any seed and array', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.string()), (seed, array) => {
        const shuffled = [...array];
        defaultRng(seed).shuffle(shuffled);
        expect(shuffled).to.have.members(array);
      }),
    );
  });

  it('integers: within the range, for any seed and range', () => {
    const range = fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 53 - 1 }));
    fc.assert(
      fc.property(seeds, range, (seed, [low, width]) => {
        fc.pre(low < Number.MAX_SAFE_INTEGER);
        const high = Math.min(low + width, Number.MAX_SAFE_INTEGER);
        const value = defaultRng(seed).integers(low, high);
        expect(value)
          .to.satisfy(Number.isSafeInteger)
          .and.to.be.within(low, high - 1);
      }),
    );
  });

  it('integers: draws nothing if there is one integer only', () => {
    const rng = defaultRng(5);
    const before = rng.saveState();
    expect(rng.integers(-3, -2)).to.equal(-3);
    expect(rng.saveState()).to.deep.equal(before);
  });

  it('names a seed that is none', () => {
    const expected = 'seed: expected a non-negative integer, got';
    expect(() => defaultRng(-1)).to.throw(RangeError, `${expected} -1`);
    expect(() => defaultRng(1.5)).to.throw(RangeError, `${expected} 1.5`);
    expect(() => defaultRng(2 ** 53)).to.throw(RangeError, `${expected} 9007199254740992`);
    expect(() => defaultRng(NaN)).to.throw(RangeError, `${expected} NaN`);
    expect(() => defaultRng('42' as never)).to.throw(TypeError, `${expected} "42"`);
    expect(() => defaultRng(42n as never)).to.throw(TypeError, `${expected} 42n`);
  });

  const wrongCalls: [string, (rng: Generator) => unknown, RegExp][] = [
    ['n below 0', (rng) => rng.permutation(-1), /^n: expected an integer from 0 to 4294967295/],
    ['n of 2^32', (rng) => rng.permutation(2 ** 32), /^n: .* got 4294967296$/],
    ['an empty range', (rng) => rng.integers(3, 3), /^high: expected .*\b4\b.*, got 3$/],
    ['a range over 2^53', (rng) => rng.integers(-5, 2 ** 53 - 5), /^high: .* from -4 to \d+, got/],
    ['low of 2^53 - 1', (rng) => rng.integers(2 ** 53 - 1, 2 ** 53), /^low: expected/],
    ['an array of integers', (rng) => rng.fillStandardNormal([] as never), /^out: .* Array$/],
    ['a string', (rng) => rng.shuffle('abc' as never), /^array: expected an array .* "abc"$/],
    ['a DataView', (rng) => rng.shuffle(new DataView(new ArrayBuffer(8)) as never), /^array: /],
  ];
  for (const [what, call, message] of wrongCalls) {
    it(`refuses ${what}, and has drawn nothing`, () => {
      const rng = defaultRng(6);
      expect(() => call(rng)).to.throw(message);
      expect(rng.saveState()).to.deep.equal(defaultRng(6).saveState());
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import { finish } from '../../src/tasks';
import { computingMedian } from '../../src/tables/median';
import { thorough } from '../support/thorough';

/** The median as it is defined: of all numbers, sorted. */
function definition(values: Float64Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  if (n === 0) return NaN;
  if (n % 2 === 1) return sorted[(n - 1) / 2];
  const [first, second] = sorted.slice(n / 2 - 1);
  return Number.isFinite(first + second) ? (first + second) / 2 : first / 2 + second / 2;
}

describe('the median', () => {
  const finite = fc.double({ noDefaultInfinity: true });
  const few = fc.array(finite, { maxLength: 9 });
  // More than are sorted at once: of few different numbers, or of many.
  const many = fc
    .tuple(fc.integer({ min: 40_000, max: 41_000 }), fc.array(finite, { minLength: 1, maxLength: 40 }), fc.boolean())
    .map(([n, some, areMany]) =>
      Array.from({ length: n }, (_, i) => some[(i * 7) % some.length] * (areMany ? i : 1)),
    )
    .filter((values) => !values.includes(Infinity) && !values.includes(-Infinity)); // prettier-ignore

  for (const [title, lists, numRuns] of [
    ['of a few numbers', few, 200],
    ['of more numbers than are sorted at once', many, thorough(60, 12)],
  ] as const) {
    it(`is the middle one, or the mean of the middle two: ${title}`, () => {
      fc.assert(
        fc.property(lists, (list) => {
          const values = Float64Array.from(list);
          // Of zeros, either may be the middle one.
          expect(finish(computingMedian(values)) + 0).to.be.deep.equal(definition(values) + 0);
          expect(values).to.deep.equal(Float64Array.from(list));
        }),
        { numRuns },
      );
    });
  }

  it('of two whose sum overflows', () => {
    expect(finish(computingMedian(Float64Array.of(1.5e308, NaN, 1.7e308)))).to.equal(1.6e308);
  });
});

import { expect } from 'chai';
import { findingRanked } from '../../src/patches/ranked';
import { defaultRng } from '../../src/random';
import { finish } from '../../src/tasks';

describe('the number of a rank', () => {
  it('is that of all numbers sorted, equal ones counted each', () => {
    const generator = defaultRng(3);
    const numbers = Float32Array.from({ length: 150_000 }, () => generator.integers(0, 2 ** 24));
    for (let i = 0; i < 100; i++) numbers[i] = numbers[i + 100];
    const sorted = numbers.slice().sort().reverse();
    for (const rank of [1, 2, 500, 100_000, numbers.length]) {
      expect(finish(findingRanked(numbers, rank)), `rank ${rank}`).to.equal(sorted[rank - 1]);
    }
    const some = numbers.filter((_, at) => at % 3 === 0).sort();
    expect(finish(findingRanked(numbers, 20, 3))).to.equal(some.at(-20));
  });
});

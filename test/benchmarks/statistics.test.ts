import { expect } from 'chai';
import { median, medianOfRounds } from '../../benchmarks/harness/statistics';

describe('the median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([7])).to.equal(7);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([10, 1, 4, 2])).to.equal(3);
  });

  it('sorts numbers, not their texts', () => {
    expect(median([100, 9, 20])).to.equal(20);
  });

  it('leaves its argument as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).to.deep.equal([3, 1, 2]);
  });

  it('of no values is refused', () => {
    expect(() => median([])).to.throw(RangeError, /values: expected at least one/);
  });

  it('of rounds counts each round once, however many repetitions it has', () => {
    expect(medianOfRounds([[1, 1, 1, 1, 1], [3], [5]])).to.equal(3);
  });
});

import { expect } from 'chai';
import { GapTrend } from '../../src/cli/progress/gap-trend';

/** A trend after iterations of two seconds whose gap falls by a factor each time. */
function trendOf(factor: number, iterations: number, { tolerance = 1e-6, most = 1000 } = {}) {
  const trend = new GapTrend(tolerance, most);
  for (let i = 1; i <= iterations; i++) trend.see(i, factor ** (i - 1), 100 + 2 * i);
  return trend;
}

describe('the trend of the gap', () => {
  it('tells the time left by the logarithm of the gap, with the iteration that bounds it', () => {
    // 10⁻² after 3 iterations: 4 more to 10⁻⁶, and one.
    expect(trendOf(0.1, 3).secondsLeft).to.be.closeTo(10, 1e-9);
    expect(trendOf(0.1, 3, { tolerance: 1e-8 }).secondsLeft).to.be.closeTo(14, 1e-9);
    expect(trendOf(0.1, 7).secondsLeft).to.be.closeTo(2, 1e-9);
  });

  it('tells no more than the iterations that are allowed', () => {
    expect(trendOf(0.1, 3, { most: 4 }).secondsLeft).to.be.closeTo(2, 1e-9);
  });

  it('is that of the last ten iterations', () => {
    const trend = trendOf(0.9999, 20);
    for (let i = 0; i < 10; i++) trend.see(21 + i, 10 ** -i, 142 + i);
    // 10⁻⁹ already.
    expect(trend.secondsLeft).to.be.closeTo(1, 1e-9);
  });

  it('estimates nothing after fewer than three iterations, nor of a gap that does not fall', () => {
    expect(trendOf(0.1, 2).secondsLeft).to.equal(null);
    expect(trendOf(1, 5).secondsLeft).to.equal(null);
    expect(trendOf(1.1, 5).secondsLeft).to.equal(null);
  });

  it('knows how much of the way is done by the lowest gap, and nothing before the first', () => {
    const trend = trendOf(0.1, 4);
    expect(trend.fraction).to.be.closeTo(0.5, 1e-12);
    trend.see(5, 1, 110);
    expect(trend.fraction).to.be.closeTo(0.5, 1e-12);
    expect(trendOf(0.1, 9).fraction).to.equal(1);
    expect(new GapTrend(1e-6, 10).fraction).to.equal(null);
  });

  it('leaves out gaps that are 0 or not finite', () => {
    const trend = trendOf(0.1, 3);
    for (const gap of [0, NaN, Infinity]) trend.see(4, gap, 200);
    expect(trend.secondsLeft).to.be.closeTo(10, 1e-9);
  });
});

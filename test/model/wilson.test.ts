import { expect } from 'chai';
import { wilsonInterval } from '../../src/model';

describe('wilsonInterval', () => {
  // Of the usual form, (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), in Python.
  for (const [hits, trials, low, high] of [
    [29, 30, 0.8332961, 0.9940914],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
    [50, 100, 0.4038315, 0.5961685],
    [1, 1, 0.2065493, 1],
  ] as const) {
    it(`of ${hits} in ${trials} is that of the usual form`, () => {
      const interval = wilsonInterval(hits, trials);
      expect(interval.low).to.be.closeTo(low, 1e-6);
      expect(interval.high).to.be.closeTo(high, 1e-6);
    });
  }
});

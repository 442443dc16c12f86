import { expect } from 'chai';
import { scaleFilters } from '../../src/report/page/weight-scales';

/** What CSS filters make of a shade from 0 to 1. */
function shade(style: string, variable: string, value: number): number {
  const pattern = new RegExp(`--${variable}:contrast\\(([\\d.]+)\\) brightness\\(([\\d.]+)\\)`);
  const [contrast, brightness] = pattern.exec(style)!.slice(1).map(Number);
  const clip = (one: number): number => Math.min(1, Math.max(0, one));
  return clip(clip(contrast * value + (1 - contrast) / 2) * brightness);
}

describe('the scales of weights', () => {
  const epochs = [
    {
      epoch: 0,
      urls: [],
      norm: 1,
      ranges: [
        [-1, 2],
        [-4, 0.5],
      ],
    },
    {
      epoch: 5,
      urls: [],
      norm: 1,
      ranges: [
        [-8, 6],
        [1, 3],
      ],
    },
  ] as const;

  it('put a weight where it lies between −m and m, of an epoch and of all', () => {
    const styles = scaleFilters(epochs);
    const largest = { 'epoch-scale': [4, 8], 'run-scale': [8, 8] };
    for (const [variable, [...of]] of Object.entries(largest)) {
      epochs.forEach(({ ranges }, i) =>
        ranges.forEach(([low, high], k) => {
          for (const weight of [low, high, (low + high) / 2, low + 0.1 * (high - low)]) {
            const own = (weight - low) / (high - low);
            const expected = (weight + of[i]) / (2 * of[i]);
            expect(shade(styles[i][k], variable, own)).to.be.closeTo(expected, 1e-3);
          }
        }),
      );
    }
  });

  it('leave weights alone that are all equal, or not finite', () => {
    for (const range of [[0, 0] as const, [NaN, NaN] as const]) {
      const [[style]] = scaleFilters([{ epoch: 1, urls: [], norm: 1, ranges: [range] }]);
      expect(style).to.equal('--epoch-scale:none;--run-scale:none');
    }
  });
});

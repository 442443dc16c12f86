import { expect } from 'chai';
import { expectClose, UNIT_ROUNDOFF } from '../support/close';

const tolerance = 4 * UNIT_ROUNDOFF.float64;

describe('expectClose', () => {
  it('accepts what rounding explains', () => {
    expectClose([0.1 + 0.2], [0.3], [0.3], tolerance);
  });

  it('measures a sum that cancels by its terms', () => {
    expectClose([1e16 + 1 - 1e16], [1], [2e16], tolerance);
  });

  const wrong: [string, number[], number[], number[]][] = [
    ['a wrong last digit', [1 + 1e-14], [1], [1]],
    ['a wrong sign', [-1], [1], [1]],
    ['a wrong number of no scale', [1e-300], [0], [0]],
    ['NaN for a number', [NaN], [1], [1]],
    ['a number for NaN', [1], [NaN], [1]],
    ['an infinity for a number', [Infinity], [1], [1]],
    ['an infinity of the other sign', [Infinity], [-Infinity], [1]],
    ['one wrong element of many', [1, 2, 3.1], [1, 2, 3], [1, 2, 3]],
    ['an array that is too short', [1], [1, 2], [1, 2]],
  ];
  for (const [title, actual, expected, scale] of wrong) {
    it(`rejects ${title}`, () => {
      expect(() => expectClose(actual, expected, scale, tolerance)).to.throw(/element|lengths/);
    });
  }

  it('names the element, what came, what was expected and the bound', () => {
    expect(() => expectClose([1, 3], [1, 2], [1, 2], 0.25)).to.throw(
      'element 1 is 3, expected 2: off by 1, at most 0.5 (0.25 · 2)',
    );
  });
});

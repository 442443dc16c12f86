import { expect } from 'chai';
import { F, K, W } from '../../src/random/ziggurat-tables';

const density = (x: number): number => Math.exp((-x * x) / 2);

describe('the tables of the ziggurat', () => {
  const x = W.map((w) => w * 2 ** 52);
  const r = x[255];
  const area = x[0] * density(r);

  it('fᵢ = exp(−xᵢ²/2)', () => {
    expect(F[0]).to.equal(1);
    for (let i = 1; i < 256; i++) expect(F[i] / density(x[i])).to.be.closeTo(1, 1e-14);
  });

  it('layers of equal area: f(xᵢ) = v/xᵢ₊₁ + f(xᵢ₊₁)', () => {
    for (let i = 1; i < 255; i++) {
      expect(density(x[i])).to.be.closeTo(area / x[i + 1] + density(x[i + 1]), 1e-14);
    }
    expect(area / x[1] + density(x[1])).to.be.closeTo(1, 1e-13);
  });

  it('kᵢ = 2⁵² xᵢ₋₁/xᵢ, to the roundings of its making', () => {
    expect(K[0]).to.be.closeTo((2 ** 52 * r) / x[0], 5);
    expect(K[1]).to.equal(0);
    for (let i = 2; i < 256; i++) expect(K[i]).to.be.closeTo((2 ** 52 * x[i - 1]) / x[i], 2);
  });
});

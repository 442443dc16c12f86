import { expect } from 'chai';
import { lambdasInTime } from '../../src/search/path/in-time';

/** 10 … 0.0001, two to a decade. */
const LAMBDAS = Array.from({ length: 11 }, (_, i) => 10 ** (1 - i / 2));

/** Takes λ after λ, each as long as iterations in proportion to λ^−¼ would. */
function taken(time: number): number[] {
  let now = 0;
  const found: number[] = [];
  for (const lambda of lambdasInTime(LAMBDAS, LAMBDAS.length, time, () => now)) {
    now += lambda ** -0.25;
    if (now > time) break;
    found.push(lambda);
  }
  return found;
}

/** A clock that shows these times, and the last for ever. */
function clock(...times: number[]): () => number {
  return () => (times.length > 1 ? Number(times.shift()) : times[0]);
}

describe('the values of λ that a path takes in the time it has', () => {
  it('are all where the time suffices', () => {
    expect([...lambdasInTime(LAMBDAS, LAMBDAS.length, Infinity)]).to.deep.equal(LAMBDAS);
  });

  it('are fewer where it is short, to a decade one at least', () => {
    const all = LAMBDAS.reduce((sum, lambda) => sum + lambda ** -0.25, 0);
    expect(taken(1.01 * all)).to.deep.equal(LAMBDAS);
    const few = taken(0.6 * all);
    expect(few.length).to.be.within(4, 7);
    for (let i = 1; i < few.length; i++) expect(few[i - 1] / few[i]).to.be.within(3, 10.01);
    expect(few.at(-1)).to.be.below(0.0005);
    expect([...lambdasInTime(LAMBDAS, LAMBDAS.length, 1, clock(0, 2))].slice(0, 2)).to.deep.equal([
      10,
      LAMBDAS[6],
    ]);
  });

  it('is a usual one where no time is left', () => {
    const [usual, ...others] = lambdasInTime(LAMBDAS, LAMBDAS.length, 0);
    expect(others).to.deep.equal([]);
    expect(usual).to.be.closeTo(0.01, 1e-9);
    expect([...lambdasInTime([3, 1], 2, 0)]).to.deep.equal([1]);
  });
});

import { expect } from 'chai';
import { caseId, optimumSets, QUICK_SETS, TOLERANCE } from '../../benchmarks/optimum/cases';
import { loadSource } from '../../benchmarks/optimum/data';
import { fastestFits, readSweep, type SweptFit } from '../../benchmarks/optimum/peer-fits';
import { sweepWay } from '../../benchmarks/optimum/sweep';

const FIT: SweptFit = {
  solver: 'lbfgs',
  dtype: 'float64',
  tol: 1e-4,
  seconds: 1,
  iterations: 10,
  relativeGap: 1e-7,
};

/** A way of scikit-learn's whose gap goes like tol², and whose time like its logarithm. */
const way = (gapAtDefault: number, least = 0) => {
  const tried: number[] = [];
  const fitTo = (tol: number): Promise<SweptFit> => {
    tried.push(tol);
    const iterations = Math.round(-10 * Math.log(tol));
    const relativeGap = Math.max(least, gapAtDefault * (tol / 1e-4) ** 2);
    return Promise.resolve({ ...FIT, tol, seconds: iterations / 10, iterations, relativeGap });
  };
  return { tried, fitTo };
};

describe('the sweep over tolerances', () => {
  for (const gapAtDefault of [1e-12, 1e-8, 5e-7, 2e-6, 1e-3, 1]) {
    it(`finds one that just reaches the gap, from ${gapAtDefault} at the default`, async () => {
      const { fitTo, tried } = way(gapAtDefault);
      const fit = await sweepWay(1e-4, Infinity, fitTo);
      expect(fit!.relativeGap).to.be.within(TOLERANCE / 4, TOLERANCE);
      expect(tried.length).to.be.at.most(5);
    });
  }

  it('gives up where the gap is never reached, or much later than elsewhere', async () => {
    expect(await sweepWay(1e-4, Infinity, way(1e-3, 2e-6).fitTo)).to.equal(null);
    const late = way(1e-3);
    expect(await sweepWay(1e-4, 1, late.fitTo)).to.equal(null);
    expect(late.tried).to.have.length(1);
  });
});

describe('the cases of the way to the optimum', () => {
  const cases = optimumSets('folder').flatMap((set) =>
    set.lambdas.map((lambda) => ({ set, lambda })),
  );

  it('have fits of the sweep that reached the gap, if any', () => {
    const sweep = readSweep();
    expect(Object.keys(sweep.fits)).to.include.members([caseId(cases[0])]);
    expect(cases.map(caseId)).to.include.members(Object.keys(sweep.fits));
    for (const own of cases) {
      for (const { relativeGap } of fastestFits(sweep, own)) {
        expect(relativeGap, caseId(own)).to.be.at.most(TOLERANCE);
      }
    }
  });

  it('time those fits that may be the fastest', () => {
    const [own] = cases;
    const fits = [1, 1.3, 2].map((seconds) => ({ ...FIT, seconds }));
    const sweep = { version: '', fits: { [caseId(own)]: fits } };
    expect(fastestFits(sweep, own)).to.deep.equal(fits.slice(0, 2));
  });

  it('have synthetic samples of as many of each class, with features like their neighbours', async () => {
    const set = await loadSource(QUICK_SETS[0].source);
    const { labels, samples, features } = set;
    const X = set.X as Float32Array;
    expect(samples).to.equal(300);
    expect([...labels].filter((label) => label === 2)).to.have.length(100);
    const products = [...X].map((x, at) => (at % features === 0 ? 0 : x * X[at - 1]));
    const squares = [...X].map((x) => x * x);
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    expect(sum(products) / sum(squares)).to.be.within(0.6, 0.95);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { boundsOf, expectHonest, problemOf, solved } from '../support/certified';
import { dataOf, randomProblem } from '../support/random-problem';
import { thorough } from '../support/thorough';

/** The last is more than rounding errors let a cost of 10⁻⁵ reach. */
const TOLERANCES = [1e-3, 1e-6, 1e-10];

describe('the certificate of the batch solver', function () {
  this.timeout(300_000);

  it('is never violated, and nearly always as good as asked for: else it says why', async () => {
    const numRuns = thorough(1500, 60);
    let missed = 0;
    const property = fc.asyncProperty(
      randomProblem,
      fc.record({
        dtype: fc.constantFrom('float64', 'float32'),
        tolerance: fc.constantFrom(...TOLERANCES),
      }),
      async (problem, options) => {
        const set = dataOf(problem);
        const result = await solved(set, problem.settings, options);
        expectHonest(problemOf(set, problem.settings), result);
        const { relativeGap, isReached, reason } = boundsOf(result);
        expect(isReached).to.equal(relativeGap <= options.tolerance);
        if (isReached) return;
        expect(reason).to.match(/rounding errors|so many iterations/);
        if (options.dtype === 'float64' && options.tolerance >= 1e-6) missed++;
      },
    );
    await fc.assert(property, { numRuns });
    expect(missed).to.be.at.most(0.05 * numRuns);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { boundsOf, expectHonest, problemOf, solved } from '../support/certified';
import { dataOf, randomProblem } from '../support/random-problem';
import { thorough } from '../support/thorough';

/** The last is more than weights in float32 can reach, and maybe than float64 can. */
const TOLERANCES = [1e-3, 1e-6, 1e-10];

describe('the certificate of the batch solver', function () {
  this.timeout(300_000);

  it('is never violated, and as good as asked for, if rounding errors allow: else it says so', async () => {
    const numRuns = thorough(1500, 60);
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
        expect(reason).to.match(/rounding errors/);
        expect(options.tolerance, `${options.dtype}: ${reason}`).to.be.below(1e-6);
      },
    );
    await fc.assert(property, { numRuns });
  });
});

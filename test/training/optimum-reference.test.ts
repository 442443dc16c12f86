import { expect } from 'chai';

import { train } from '../../src/library';
import { boundsOf } from '../support/certified';
import { describeWithAddon } from '../support/addon';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { thorough } from '../support/thorough';
import { optima } from '../fixtures/cifar10-optimum.json';

/** Every λ in plain JavaScript takes two minutes. */
const IS_FULL = process.env.ONELAYER_FULL === '1';

/** J of 10,000 samples, added up in another order. */
const ROUNDING = 1e-12;

function reaches(backend: 'openblas' | 'js', threads: number, references: typeof optima): void {
  for (const { lambda, cost, gap, train: accuracy } of references) {
    it(`λ ${lambda}`, async () => {
      const { training } = await cifar10Assignment();
      const options = { solver: 'lbfgs', lambda, backend, threads } as const;
      const own = boundsOf(await train(training, options));
      expect(own.cost - cost).to.be.within(-gap - ROUNDING, own.gap + ROUNDING);
      expect(own.isReached, String(own.reason)).to.equal(true);
      expect(own.relativeGap).to.be.at.most(1e-6);
      expect(accuracy).to.be.within(own.accuracy.least, own.accuracy.most);
    });
  }
}

describeWithCifar10('the batch solver reaches the optimum of CIFAR-10', function () {
  this.timeout(3_600_000);
  const [first] = optima;
  describeWithAddon('with OpenBLAS, 1 thread', () =>
    reaches('openblas', 1, thorough(optima, [first])),
  );
  describeWithAddon('with OpenBLAS, 2 threads', () => reaches('openblas', 2, thorough(optima, [])));
  describe('with the JS backend', () => reaches('js', 1, IS_FULL ? optima : thorough([first], [])));
});

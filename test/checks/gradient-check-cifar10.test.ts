import { expect } from 'chai';
import { checkGradients, SCHEMES, type Scheme } from '../../src/checks';
import { Standardiser, StandardisedSet } from '../../src/data';
import { Parameters } from '../../src/model';
import { costOf, LinearModel } from '../support/linear-model';
import { defaultRng } from '../../src/random';
import { describeEachBackend } from '../support/backends';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';

/** K and d. */
const [CLASSES, FEATURES] = [10, 3072];

/** W as training draws it, and a bias that isn't 0: a penalised bias can't be seen at 0. */
function drawn(): Parameters {
  const generator = defaultRng(42);
  const parameters = Parameters.draw(CLASSES, FEATURES, 'float64', generator);
  parameters.bias.forEach((_, k) => (parameters.bias[k] = 0.01 * generator.standardNormal()));
  return parameters;
}

/** The largest error |gₐ − gₙ| that a scheme may leave. */
const LARGEST_ERROR: Readonly<Record<Scheme, number>> = { central: 1e-9, forward: 1e-6 };

describeWithCifar10('the gradient check on CIFAR-10', () => {
  let training: StandardisedSet;
  before(async () => {
    const { training: set } = await cifar10Assignment();
    training = new StandardisedSet(set, Standardiser.fit(set));
  });

  describeEachBackend("the assignment's first 20 samples", (backend) => {
    for (const scheme of SCHEMES) {
      for (const lambda of [0, 0.1, 1]) {
        it(`with λ = ${lambda}: 300 weights and all biases by ${scheme} differences`, async () => {
          const classifier = new LinearModel(drawn(), backend);
          const first = training.inOrder.subarray(0, 20);
          const cost = costOf(classifier, training, first, lambda);
          const { passed, groups } = await checkGradients(cost, { scheme, sampled: 300 });
          expect(passed).to.equal(true);
          expect(groups.map(({ checked }) => checked)).to.deep.equal([300, CLASSES]);
          for (const { largestError, belowTolerance } of groups) {
            expect(belowTolerance).to.equal(1);
            expect(largestError).to.be.lessThan(LARGEST_ERROR[scheme]);
          }
        });
      }
    }
  });
});

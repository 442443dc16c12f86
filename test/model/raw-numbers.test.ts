import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { StandardisedSet, Standardiser, type DataSet, type Samples } from '../../src/data';
import { BlockSamples } from '../../src/data/disk/block-samples';
import { LinearObjective, Metrics, Parameters, ParameterStack } from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeWithAddon } from '../support/addon';
import { syntheticSet } from '../support/synthetic';

/** With more features than a vector has, and some over. */
const shape = { samples: 40, features: 83, classes: 3 };

/** Numbers whose mean is large beside their deviation, so that slope and intercept would lose digits. */
function numbers(Kind: typeof Float32Array | typeof Float64Array): DataSet {
  const set = syntheticSet(shape);
  return { ...set, X: (Kind as typeof Float64Array).from(set.X, (x) => 1e5 + x / 7) };
}

describeWithAddon('fused passes over numbers that are not standardised yet', () => {
  const backend = selectBackend({ backend: 'openblas' });

  /** The results of each pass. */
  function results(samples: Samples, dtype: 'float32' | 'float64', product: 'direct' | 'openblas') {
    const { classes, features } = shape;
    const parameters = Parameters.draw(classes, features, dtype, defaultRng(1));
    const plan = { ...backend.planFor(parameters), product };
    const objective = new LinearObjective(backend, parameters, { plan });
    const sums = objective.noSums();
    const metrics = [new Metrics(classes)];
    const rows = [{ samples, numbers: samples.inOrder, first: 3, count: 30 }];
    objective.add(sums, parameters, rows, metrics);
    const gradients = new ParameterStack(1, classes, features, dtype, backend);
    objective.gradient(gradients, parameters, samples, samples.inOrder);
    const S = backend.allocate(dtype, 30 * classes);
    objective.scores(S, parameters, samples, 5, 30);
    const { cost } = objective.cost(parameters, samples, samples.inOrder);
    return { sums: sums.gradients.values, losses: sums.losses, metrics, gradients, S, cost };
  }

  for (const Kind of [Float32Array, Float64Array]) {
    for (const dtype of ['float32', 'float64'] as const) {
      it(`have the bits of a standardised copy: ${Kind.name}, models of ${dtype}`, () => {
        const set = numbers(Kind);
        const standardiser = Standardiser.fit(set);
        const raw = new BlockSamples(
          set.X as Float32Array,
          set.features,
          { rows: set.samples, labels: set.labels, weights: null },
          standardiser,
        );
        for (const product of ['direct', 'openblas'] as const) {
          const expected = results(new StandardisedSet(set, standardiser), dtype, product);
          expect(expected.cost).to.be.within(0.1, 10);
          expect(results(raw, dtype, product)).to.deep.equal(expected);
        }
      });
    }
  }
});

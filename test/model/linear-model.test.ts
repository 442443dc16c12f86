import { expect } from 'chai';
import fc from 'fast-check';
import { selectBackend } from '../../src/backend';
import { Standardiser, StandardisedSet } from '../../src/data';
import { Parameters, type Dtype } from '../../src/model';
import { LinearModel } from '../support/linear-model';
import { defaultTileRows } from '../../src/backend/tile-rows';
import { defaultRng } from '../../src/random';
import { syntheticSet } from '../support/synthetic';

/** The first samples. */
const inOrder = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

const backend = selectBackend({ backend: 'js' });

function standardised(samples: number, features: number, classes: number): StandardisedSet {
  const set = syntheticSet({ samples, features, classes });
  return new StandardisedSet(set, Standardiser.fit(set));
}

function classifierFor({ set }: StandardisedSet, dtype: Dtype = 'float64') {
  const drawn = Parameters.draw(set.classes.length, set.features, dtype, defaultRng(3));
  drawn.values.forEach((value, i) => (drawn.values[i] = 30 * value + 0.01 * i));
  return new LinearModel(drawn, backend);
}

function gradientOf(
  classifier: LinearModel,
  data: StandardisedSet,
  batch: Uint32Array,
  λ: number,
): Parameters {
  const { classes, features, dtype } = classifier.parameters;
  const gradient = new Parameters(classes, features, dtype);
  classifier.costGradient(gradient, data, batch, λ);
  return gradient;
}

describe('LinearModel', () => {
  it('has the gradient that central differences of its cost give, with and without λ', () => {
    const data = standardised(30, 6, 4);
    const classifier = classifierFor(data);
    const batch = Uint32Array.of(3, 29, 0, 17, 5);
    for (const λ of [0, 0.1, 1]) {
      const gradient = gradientOf(classifier, data, batch, λ);
      const { values } = classifier.parameters;
      values.forEach((value, i) => {
        const at = (shifted: number) => {
          values[i] = shifted;
          return classifier.evaluate(data, batch, λ).cost;
        };
        const numerical = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
        values[i] = value;
        expect(gradient.values[i]).to.be.closeTo(numerical, 1e-8);
      });
    }
  });

  it("has a mini-batch's gradient as the mean of its samples', over any number of tiles", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (size) => {
        const data = standardised(300, 5, 3);
        const classifier = classifierFor(data);
        const batch = inOrder(size);
        const whole = gradientOf(classifier, data, batch, 0);
        const mean = new Float64Array(whole.values.length);
        for (const sample of batch) {
          const one = gradientOf(classifier, data, Uint32Array.of(sample), 0);
          one.values.forEach((value, i) => (mean[i] += value / size));
        }
        whole.values.forEach((value, i) => expect(value).to.be.closeTo(mean[i], 1e-12));
      }),
      { numRuns: 20 },
    );
  });

  it('penalises the weights with 2λ W, and not the bias', () => {
    const data = standardised(10, 4, 3);
    const classifier = classifierFor(data);
    const without = gradientOf(classifier, data, inOrder(10), 0);
    const penalised = gradientOf(classifier, data, inOrder(10), 0.5);
    const { weights } = classifier.parameters;
    expect([...penalised.bias]).to.deep.equal([...without.bias]);
    weights.forEach((w, i) =>
      expect(penalised.weights[i] - without.weights[i]).to.be.closeTo(w, 1e-12),
    );
  });

  it('computes in float32 what it computes in float64, to float32 rounding', () => {
    const data = standardised(100, 20, 5);
    const wide = gradientOf(classifierFor(data), data, inOrder(100), 0.1);
    const narrow = gradientOf(classifierFor(data, 'float32'), data, inOrder(100), 0.1);
    expect(narrow.values).to.be.an.instanceOf(Float32Array);
    wide.values.forEach((value, i) =>
      expect(narrow.values[i]).to.be.closeTo(value, 1e-6 * (1 + Math.abs(value))),
    );
  });

  it('overwrites the gradient that it is given', () => {
    const data = standardised(10, 4, 3);
    const classifier = classifierFor(data);
    const fresh = gradientOf(classifier, data, inOrder(10), 0.5);
    const used = new Parameters(3, 4, 'float64');
    used.values.fill(NaN);
    classifier.costGradient(used, data, inOrder(10), 0.5);
    expect([...used.values]).to.deep.equal([...fresh.values]);
  });
});

describe('Parameters', () => {
  it('draws 0.01 · standard normal for W in row-major order, and 0 for b', () => {
    const { weights, bias } = Parameters.draw(3, 4, 'float64', defaultRng(42));
    const generator = defaultRng(42);
    expect([...weights]).to.deep.equal(
      Array.from({ length: 12 }, () => 0.01 * generator.standardNormal()),
    );
    expect([...bias]).to.deep.equal([0, 0, 0]);
  });
});

describe('defaultTileRows', () => {
  it("parts the assignment's mini-batches without a rest", () => {
    expect(defaultTileRows(3072)).to.equal(20);
  });

  it('stays within its bounds for every shape', () => {
    expect(defaultTileRows(12288)).to.equal(8);
    expect(defaultTileRows(1)).to.equal(128);
  });
});

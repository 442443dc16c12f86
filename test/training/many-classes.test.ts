import { expect } from 'chai';
import { DenseSamples, StandardisedSet, type DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';
import { DEFAULT_SETTINGS } from '../../src/training';
import { LinearModel } from '../support/linear-model';
import { trainRun } from '../support/trained';
import { describeEachBackend } from '../support/backends';

const CLASSES = 300;
const FEATURES = 64;

/** A random pattern for each class, the same in each set, and samples of it with noise. */
function patterns(samples: number, seed: number): DataSet {
  const pattern = defaultRng(0).permutation(CLASSES * FEATURES);
  const generator = defaultRng(seed);
  const labels = Uint16Array.from({ length: samples }, (_, i) => i % CLASSES);
  const X = Uint8Array.from({ length: samples * FEATURES }, (_, at) => {
    const label = labels[Math.floor(at / FEATURES)];
    const brightness = 55 + (pattern[label * FEATURES + (at % FEATURES)] % 145);
    return brightness + Math.max(-55, Math.min(55, 20 * generator.standardNormal()));
  });
  const classes = Array.from({ length: CLASSES }, (_, k) => `class ${k}`);
  return { name: 'patterns', classes, samples, features: FEATURES, X, labels };
}

describeEachBackend('more than 256 classes', (backend) => {
  const data = {
    training: patterns(3000, 1),
    validation: patterns(600, 2),
    test: patterns(600, 3),
  };
  const settings = { ...DEFAULT_SETTINGS, eta: 0.05, epochs: 8 };

  it('are kept apart in training, validation and test', async () => {
    const { record, predictions, parameters } = await trainRun(backend, data, settings);
    const last = record.history.at(-1)!;
    expect(last.train.accuracy).to.be.greaterThan(0.9);
    expect(last.validation.accuracy).to.be.greaterThan(0.9);
    expect(predictions!.predictions.map(({ label }) => label)).to.deep.equal([...data.test.labels]);
    // A label that lost its upper byte would be that of one of the first classes.
    const above = predictions!.predictions.filter(({ label }) => label > 255);
    const hits = above.filter(({ label, predicted }) => label === predicted);
    expect(hits.length / above.length).to.be.greaterThan(0.9);
    expect(parameters.classes).to.equal(CLASSES);
  });

  it('are gathered from samples of either kind', async () => {
    const { model } = await trainRun(backend, data, { ...settings, epochs: 1 });
    const { test } = data;
    const standardised = new StandardisedSet(test, model.standardiser);
    const dense = DenseSamples.of(standardised, standardised.inOrder);
    expect([...dense.y]).to.deep.equal([...test.labels]);
    const evaluate = (samples: StandardisedSet | DenseSamples) =>
      new LinearModel(model.parameters, backend).evaluate(samples, standardised.inOrder, 0);
    // Bytes are standardised in float32 where the model is, and the dense samples were in float64.
    expect(evaluate(dense).loss).to.be.closeTo(evaluate(standardised).loss, 1e-7);
    expect(evaluate(dense).accuracy).to.equal(evaluate(standardised).accuracy);
  });
});

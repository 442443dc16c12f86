import { expect } from 'chai';
import path from 'node:path';
import { LinearClassifier, train, type Rows } from '../../src/library';
import { describeEachBackend } from '../support/backends';
import { syntheticSet } from '../support/synthetic';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL } from '../support/trainings';

const SETTINGS = { epochs: 4, batchSize: 10, eta: 0.05, lambda: 0.01 } as const;

describeEachBackend('a classifier that is saved and loaded', (backend) => {
  const folder = temporaryFolder();

  for (const kind of ['bytes', 'numbers'] as const) {
    for (const dtype of ['float32', 'float64'] as const) {
      it(`predicts as before, to the bit: ${kind}, ${dtype}`, async () => {
        const { training, validation, test } = SMALL[kind];
        const options = { ...SETTINGS, backend, dtype, loss: 'binary-cross-entropy' } as const;
        const { classifier } = await train({ training, validation }, options);
        await classifier.calibrate(validation);
        const file = path.join(folder(), 'model.safetensors');
        await classifier.save(file);
        const loaded = await LinearClassifier.load(file, { backend });
        expect(loaded.probabilities(test)).to.deep.equal(classifier.probabilities(test));
        expect(await loaded.evaluate(test)).to.deep.equal(await classifier.evaluate(test));
        for (const what of [
          'classes',
          'features',
          'loss',
          'image',
          'bytes',
          'temperature',
        ] as const)
          expect(loaded[what], what).to.deep.equal(classifier[what]);
        expect(loaded.weights).to.deep.equal(classifier.weights);
        expect(loaded.standardisation).to.deep.equal(classifier.standardisation);
        expect(loaded.provenance).to.deep.equal(classifier.provenance);
      });
    }
  }

  it('tells what it was trained with and on', async () => {
    const { training, validation } = SMALL.bytes;
    const stopping = { ...SETTINGS, backend, earlyStopping: { patience: 2 } };
    const { classifier, bestEpoch } = await train({ training, validation }, stopping);
    const { onelayer, settings, data, epochs, ...others } = classifier.provenance;
    expect(onelayer).to.match(/^\d+\.\d+\.\d+/);
    expect(settings).to.include({ eta: 0.05, seed: 42, loss: 'cross-entropy' });
    expect(data)
      .to.have.nested.property('training.sha256')
      .that.matches(/^[0-9a-f]{64}$/);
    expect(data).to.have.nested.property(
      'validation.shape',
      '30 × 6 bytes (3 × 2 × 1 images) in 3 classes',
    );
    expect(epochs).to.equal(classifier.history.length);
    expect(others).to.have.property('bestEpoch', bestEpoch);
  });

  it('is fitted anew with the default settings, since it was loaded with none', async () => {
    const training = syntheticSet({ samples: 200 });
    const file = path.join(folder(), 'model.json');
    await (await new LinearClassifier({ ...SETTINGS, backend }).fit(training)).save(file);
    const loaded = await LinearClassifier.load(file, { backend });
    await loaded.fit(training);
    const same = await new LinearClassifier({ backend }).fit(training);
    expect(loaded.probabilities(training)).to.deep.equal(same.probabilities(training));
  });
});

describeEachBackend('a calibrated classifier', (backend) => {
  const { training, validation, test } = SMALL.bytes;

  it('has the same classes first, and the probabilities of s/T', async () => {
    const own = await new LinearClassifier({ ...SETTINGS, epochs: 40, backend }).fit(training);
    const [labels, scores] = [own.predict(test), own.scores(test)];
    const { temperature, before, after } = await own.calibrate(validation);
    expect(own.temperature).to.equal(temperature).and.not.to.equal(1);
    expect(own.predict(test)).to.deep.equal(labels);
    expect(own.scores(test)).to.deep.equal(scores);
    const exponentials = [...scores[5]].map((s) => Math.exp(s / temperature));
    const sum = exponentials.reduce((a, b) => a + b);
    own.probabilities(test)[5].forEach((p, k) => {
      expect(p).to.be.closeTo(exponentials[k] / sum, 1e-12);
    });
    expect(after.loss).to.be.below(before.loss);
    const { predictions, loss } = await own.evaluate(validation);
    expect(loss).to.be.closeTo(after.loss, 1e-12);
    const P = own.probabilities(validation);
    predictions.forEach(({ predicted, probability }, i) => {
      expect(probability).to.be.closeTo(P[i][predicted], 1e-5);
    });
  });

  it('comes to the same temperature when it is calibrated again', async () => {
    const own = await new LinearClassifier({ ...SETTINGS, backend }).fit(training);
    const { temperature } = await own.calibrate(validation);
    expect((await own.calibrate(validation)).temperature).to.equal(temperature);
  });

  it('of the hinge loss keeps its loss', async () => {
    const own = await new LinearClassifier({ ...SETTINGS, backend, loss: 'hinge' }).fit(training);
    const { before, after } = await own.calibrate(validation);
    expect(after.loss).to.equal(before.loss);
    expect(after.expectedError).not.to.equal(before.expectedError);
  });
});

describeEachBackend('predictions that are written where the caller says', (backend) => {
  const { training, test } = SMALL.bytes;
  const d = training.features;
  const bytes = test.X as Uint8Array;
  let classifier: LinearClassifier;
  before(async () => {
    classifier = await new LinearClassifier({ ...SETTINGS, backend }).fit(training);
  });

  it('are those that are returned', () => {
    const row = bytes.subarray(0, d);
    const into = new Float64Array(3);
    expect(classifier.scores(row, into)).to.equal(into);
    expect(into).to.deep.equal(classifier.scores(row));
    expect(classifier.probabilities(row, into)).to.equal(into);
    expect(into).to.deep.equal(classifier.probabilities(row));
    const all = new Float64Array(3 * test.samples);
    expect(classifier.scores(test, all)).to.equal(all);
    expect([...all]).to.deep.equal(classifier.scores(test).flatMap((own) => [...own]));
    classifier.probabilities(test, all);
    expect([...all]).to.deep.equal(classifier.probabilities(test).flatMap((own) => [...own]));
  });

  for (const [name, rows, into, message] of [
    ['too short', bytes.subarray(0, d), new Float64Array(2), 'into.length: expected 3, got 2'],
    ['too long', bytes.subarray(0, d), new Float64Array(4), 'into.length: expected 3, got 4'],
    ['float32', bytes.subarray(0, d), new Float32Array(3), 'into: expected a Float64Array, got'],
    ['for one row only', test, new Float64Array(3), 'into.length: expected 60, got 3'],
  ] as [string, Rows, Float64Array, string][]) {
    it(`are refused where that is ${name}`, () => {
      expect(() => classifier.scores(rows, into)).to.throw(message);
    });
  }
});

import { expect } from 'chai';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { Standardiser, type Features } from '../../src/data';
import { encodeOnnx } from '../../src/exchange/onnx/encode-onnx';
import { LinearClassifier } from '../../src/library';
import { saveModel } from '../../src/exchange';
import type { FittedModel } from '../../src/model';
import { cifar10 } from '../support/cifar10';
import { smallModel } from '../support/models';
import { temporaryFolder } from '../support/temporary-folder';

/** What ONNX Runtime makes of features, n×d. */
async function runOnnx(bytes: Uint8Array, X: Uint8Array | Float32Array, d: number) {
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const shape = [X.length / d, d];
  const features =
    X instanceof Uint8Array ? new Tensor('uint8', X, shape) : new Tensor('float32', X, shape);
  const { label, probabilities } = await session.run({ features });
  await session.release();
  return {
    labels: Array.from(label.data as BigInt64Array, Number),
    probabilities: probabilities.data as Float32Array,
    shape: probabilities.dims,
  };
}

async function expectSameAnswers(
  classifier: LinearClassifier,
  bytes: Uint8Array,
  X: Uint8Array | Float32Array,
): Promise<void> {
  const { features: d, classes } = classifier;
  const K = classes.length;
  const samples = X.length / d;
  const ours = new Float64Array(samples * K);
  classifier.probabilities({ X: X as Features, samples, features: d }, ours);
  const { labels, probabilities, shape } = await runOnnx(bytes, X, d);
  expect(shape).to.deep.equal([samples, K]);
  let largest = 0;
  ours.forEach((p, at) => (largest = Math.max(largest, Math.abs(p - probabilities[at]))));
  expect(largest).to.be.at.most(1e-5);
  const predictions = classifier.predict({ X: X as Features, samples, features: d });
  const differing = labels.filter((label, i) => classes[label] !== predictions[i]);
  // Two scores may be equal but for rounding.
  expect(differing.length).to.be.at.most(samples / 5000);
}

describe('a model as an ONNX file', () => {
  const folder = temporaryFolder();

  /** Through a file, as another program would have it. */
  async function classifierOf(model: FittedModel): Promise<LinearClassifier> {
    const file = path.join(folder(), 'model.safetensors');
    await saveModel(file, model);
    return LinearClassifier.load(file, { backend: 'js' });
  }

  it('gives the probabilities of the whole test set within 1e-5', async function () {
    this.timeout(300_000);
    const { sets } = await cifar10();
    const { data_batch_1: training, data_batch_2: validation, test_batch: test } = sets;
    const classifier = new LinearClassifier({ epochs: 5, lambda: 0.1 });
    await classifier.fit(training);
    await classifier.calibrate(validation);
    const file = path.join(folder(), 'cifar.onnx');
    await classifier.save(file);
    const { readFileSync } = await import('node:fs');
    await expectSameAnswers(classifier, readFileSync(file), test.X);
  });

  const rows = Float32Array.from({ length: 4 * 50 }, (_, i) => ((i * 37) % 101) / 25 - 1);
  const far = new Standardiser({
    mean: Float64Array.of(1e6, -2e5, 3, 4096),
    deviation: Float64Array.of(0.5, 2, 0.5, 1),
    range: 1,
  });
  const farRows = rows.map((x, i) => far.mean[i % 4] + x * far.deviation[i % 4]);
  const cases: [string, FittedModel, Float32Array][] = [
    ['numbers', smallModel(), rows],
    ['float64', smallModel({}, 'float64'), rows],
    ['features far from 0', smallModel({ standardiser: far }), farRows],
    [
      'binary cross-entropy',
      smallModel({ objective: { loss: 'binary-cross-entropy', labelSmoothing: 0 } }),
      rows,
    ],
    ['hinge', smallModel({ objective: { loss: 'hinge', labelSmoothing: 0 } }), rows],
  ];
  for (const [name, model, X] of cases) {
    it(`gives our probabilities: ${name}`, async () => {
      await expectSameAnswers(await classifierOf(model), encodeOnnx(model)[0], X);
    });
  }

  it('takes one row, and none', async () => {
    const model = smallModel();
    const bytes = encodeOnnx(model)[0];
    await expectSameAnswers(await classifierOf(model), bytes, rows.slice(0, 4));
    expect((await runOnnx(bytes, new Float32Array(0), 4)).shape).to.deep.equal([0, 3]);
  });
});

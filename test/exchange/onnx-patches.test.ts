import { expect } from 'chai';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { selectBackend } from '../../src/backend';
import { Standardiser } from '../../src/data';
import { encodeOnnx } from '../../src/exchange/onnx/encode-onnx';
import { patchFeatures, type PatchSettings } from '../../src/patches';
import { Parameters, type FittedModel } from '../../src/model';
import { predictorOf } from '../../src/library/predictor';
import { defaultRng } from '../../src/random';
import { smallModel } from '../support/models';
import { PIXELS, textures } from '../support/textures';

const backend = selectBackend({ backend: 'js' });

/** A model by patches with random weights, so that no two features can be taken for each other. */
async function modelOf(settings: PatchSettings): Promise<FittedModel> {
  const patches = await patchFeatures(textures(12), { ...settings, backend });
  const { features: F } = patches;
  const generator = defaultRng(3);
  const parameters = new Parameters(3, F, 'float32');
  for (let i = 0; i < 3 * F; i++) parameters.weights[i] = generator.standardNormal();
  const mean = Float64Array.from({ length: F }, () => generator.random());
  const deviation = new Float64Array(F).fill(Math.sqrt(F));
  const standardiser = new Standardiser({ mean, deviation, range: 255 });
  return smallModel({ parameters, standardiser, patches });
}

/** The probabilities that ONNX Runtime computes of pictures. */
async function runOnnx(model: FittedModel, X: Uint8Array): Promise<Float32Array> {
  const bytes = Buffer.concat(encodeOnnx(model));
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const features = new Tensor('uint8', X, [X.length / PIXELS, PIXELS]);
  const { probabilities } = await session.run({ features });
  await session.release();
  return probabilities.data as Float32Array;
}

describe('a model of pictures by patches as an ONNX file', () => {
  const small = { patches: 6, side: 4, components: 20, regions: 3 };
  const cases: [string, PatchSettings][] = [
    ['counts', small],
    ['sums', { ...small, encoding: 'rectified' }],
    ['without mirrors', { ...small, encoding: 'rectified', mirrored: false, threshold: 0.2 }],
    ['a stride, and one region', { ...small, encoding: 'rectified', stride: 2, regions: 1 }],
    ['regions that overlap', { ...small, encoding: 'rectified', side: 3, regions: 4 }],
    ['means over shifts', { ...small, encoding: 'rectified', shift: 3 }],
  ];
  for (const [name, settings] of cases) {
    it(`gives the probabilities that the classifier gives: ${name}`, async () => {
      const model = await modelOf(settings);
      const predictor = await predictorOf(model, { backend });
      const { X } = textures(16, 8);
      const ours = predictor.scores({ X, samples: 16, features: PIXELS });
      predictor.toProbabilities(ours);
      const theirs = await runOnnx(model, X as Uint8Array);
      const differences = ours.map((own, at) => Math.abs(own - theirs[at])).sort();
      // Sums near a half may be rounded to another byte, and a patch at the threshold may count or not.
      expect(differences[Math.floor(0.9 * differences.length)]).to.be.below(1e-6);
      expect(Math.max(...differences)).to.be.below(0.02);
    });
  }
});

import { expect } from 'chai';
import path from 'node:path';
import { selectBackend } from '../../src/backend';
import { decodeJson, encodeJson } from '../../src/exchange/json';
import { saveModel } from '../../src/exchange';
import { decodeModel, encodeModel } from '../../src/exchange/safetensors-model';
import { PatchFeatures } from '../../src/patches';
import { checksum, decodeSafetensors, encodeSafetensors, type Tensor } from '../../src/files';
import { LinearClassifier } from '../../src/library';
import type { FittedModel } from '../../src/model';
import { patchClassifier } from '../support/patch-models';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { textures } from '../support/textures';

const safetensors = (model: FittedModel): Buffer => Buffer.concat(encodeModel(model));
const json = (model: FittedModel): Buffer => Buffer.concat([...encodeJson(model)]);

type Json = Record<string, unknown>;

/** What is changed in a file, by the path to it, and the message. */
const DAMAGES: readonly [keys: string, value: unknown, message: RegExp][] = [
  ['scale', 0, /patches\.scale: expected a float32 number above 0, got 0$/],
  ['scale', 1.1, /patches\.scale: expected a float32 number above 0, got 1\.1$/],
  ['scale', undefined, /"patches\.scale": /],
  ['image', null, /"patches\.image": /],
  ['image.width', 1e9, /"patches\.image\.width": /],
  ['image.width', 3, /patches\.settings\.side: expected at most the pictures' 10×3 pixels, got 4$/],
  ['image.width', 4, /features: expected the 72 of the patches, got 216$/],
  ['image.channels', 2, /"patches\.image\.channels": /],
  ['settings.regions', 9, /patches\.settings\.regions: expected an integer from 1 to 8, got 9$/],
  ['settings.regions', 2, /features: expected the 96 of the patches, got 216$/],
  ['settings.epsilon', -1, /patches\.settings\.epsilon: expected /],
  ['settings.encoding', 'soft', /"patches\.settings\.encoding": /],
  ['settings.sides', 4, /unknown key "sides"/],
  ['settings.seed', -4, /"patches\.settings\.seed": /],
];

/** Sets a value by the path to it; undefined removes it. */
function changed(object: Json, keys: string, value: unknown): Json {
  const [key, ...rest] = keys.split('.');
  if (rest.length > 0) {
    return { ...object, [key]: changed(object[key] as Json, rest.join('.'), value) };
  }
  return { ...object, [key]: value };
}

describe('a model of pictures by patches, as a file', () => {
  const backend = selectBackend({ backend: 'js' });
  const folder = temporaryFolder();
  let classifier: LinearClassifier<string>;
  let model: FittedModel;

  before(async () => {
    ({ classifier } = await patchClassifier(backend));
    ({ model } = classifier);
  });

  for (const ending of ['safetensors', 'json']) {
    it(`is read to the same bits: ${ending}`, async () => {
      const file = path.join(folder(), `model.${ending}`);
      await classifier.save(file);
      const loaded = await LinearClassifier.load(file, { backend });
      const { patches } = loaded;
      expect(patches).to.be.an.instanceOf(PatchFeatures);
      expect(patches).to.deep.equal(model.patches);
      const pictures = textures(6, 9);
      expect(loaded.image).to.deep.equal(classifier.image);
      expect(loaded.predict(pictures)).to.deep.equal(classifier.predict(pictures));
      if (ending === 'json') return;
      expect(loaded.scores(pictures)).to.deep.equal(classifier.scores(pictures));
    });
  }

  it('says in one sentence what is wrong with what patches are described by', async () => {
    const text = JSON.parse(json(model).toString()) as Json;
    const { tensors, metadata } = decodeSafetensors(safetensors(model), 'x');
    const description = JSON.parse(metadata.model) as Json;
    for (const [keys, value, message] of DAMAGES) {
      const name = `patches.${keys}`;
      const ofJson = Buffer.from(JSON.stringify(changed(text, name, value)));
      const own = JSON.stringify(changed(description, name, value));
      const sealed = { ...metadata, model: own, sha256: checksum(own, tensors) };
      const ofTensors = Buffer.concat(encodeSafetensors({ tensors, metadata: sealed }));
      for (const failure of [
        await failureOf(decodeModel(ofTensors, 'x')),
        await failureOf(decodeJson(ofJson, 'x')),
      ]) {
        // prettier-ignore
        expect(failure, `${keys}: ${String(value)}`).to.have.property('code', 'FILE_INVALID');
        expect(failure!.message).to.match(message);
      }
    }
  });

  it('is read, or refused in one sentence, whatever else its description says', async () => {
    const text = JSON.parse(json(model).toString()) as { patches: Record<string, Json> };
    const { patches } = text;
    const keys = [
      ...['image', 'settings', 'scale', 'whitening', 'patches'],
      ...Object.keys(patches.image).map((key) => `image.${key}`),
      ...Object.keys(patches.settings).map((key) => `settings.${key}`),
    ];
    const values = [null, -1, 0, 0.5, 1, 7, 2 ** 31, 1e300, 'hard', true, [], [null], {}, [0, 256]];
    for (const key of keys) {
      for (const value of values) {
        const own = Buffer.from(JSON.stringify(changed(text, `patches.${key}`, value)));
        const failure = await failureOf(decodeJson(own, 'x'));
        if (failure !== null) expect(failure, `${key}: ${JSON.stringify(value)}`).to.have.property('code', 'FILE_INVALID'); // prettier-ignore
      }
    }
  });

  it('says in one sentence which array is missing, has another shape, or other numbers', async () => {
    const { tensors, metadata } = decodeSafetensors(safetensors(model), 'x');
    const failing = (change: Record<string, Tensor | undefined>): Promise<string> => {
      const given = Object.entries({ ...tensors, ...change }).filter(([, own]) => own);
      const all = Object.fromEntries(given) as Record<string, Tensor>;
      const sealed = { ...metadata, sha256: checksum(metadata.model, all) };
      const bytes = Buffer.concat(encodeSafetensors({ tensors: all, metadata: sealed }));
      return rejection(() => decodeModel(bytes, 'x'), 'FILE_INVALID');
    };
    const { shape, values } = tensors['patches.patches'];
    expect(await failing({ 'patches.offset': undefined })).to.equal('x: expected an array "patches.offset" of 20, got none'); // prettier-ignore
    expect(await failing({ 'patches.offset': { shape: [4], values: values.subarray(0, 4) } })).to.match(/"patches.offset" of 20, got one of 4$/); // prettier-ignore
    const other = { shape, values: values.with(3, 256) };
    expect(await failing({ 'patches.patches': other })).to.equal('x: patches.patches[3]: expected a byte, got 256'); // prettier-ignore
    const offset = tensors['patches.offset'];
    const infinite = { ...offset, values: offset.values.with(2, Infinity) };
    expect(await failing({ 'patches.offset': infinite })).to.equal('x: patches.offset[2]: expected a finite number, got Infinity'); // prettier-ignore
    expect(await failing({ 'patches.more': offset })).to.equal('x: expected no array "patches.more"'); // prettier-ignore
    const text = JSON.parse(json(model).toString()) as { patches: Json };
    text.patches.offset = [1, 2, 3];
    const message = await rejection(() => decodeJson(Buffer.from(JSON.stringify(text)), 'x'), 'FILE_INVALID'); // prettier-ignore
    expect(message).to.equal('x: expected a model as JSON: "patches.offset": expected 20 numbers, got 3'); // prettier-ignore
  });

  it("is not written if it couldn't be read", async () => {
    const file = path.join(folder(), 'model.safetensors');
    for (const [change, message] of [
      [{ featureNames: Array.from({ length: 216 }, (_, j) => `f${j}`) }, /featureNames: expected none beside patches$/], // prettier-ignore
      [{ image: { width: 72, height: 1, channels: 3 as const } }, /image: expected none/],
    ] as const) {
      const own = { ...model, ...change };
      const got = await rejection(() => saveModel(file, own), 'MODEL_INVALID');
      expect(got).to.match(message);
    }
  });
});

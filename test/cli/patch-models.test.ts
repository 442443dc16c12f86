import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { LinearClassifier, type DataSet } from '../../src';
import { selectBackend } from '../../src/backend';
import type { EvaluationRecord } from '../../src/cli/evaluate/evaluation-record';
import type { Inspection } from '../../src/cli/inspect/inspection';
import { serveHere } from '../service/service-here';
import { npy } from '../support/data-files';
import { patchClassifier } from '../support/patch-models';
import { pictureOf, writeIn } from '../support/picture-folders';
import { runHere, withoutFallback } from '../support/run-here';
import { PIXELS, textures } from '../support/textures';
import type { PredictionLine } from './prediction-line';

describe('commands with a classifier of pictures by patches', function () {
  this.timeout(60_000);
  const backend = selectBackend({ backend: 'js' });
  const pictures = textures(12, 3);
  let folder: string;
  let model: string;
  let classifier: LinearClassifier<string>;

  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    model = path.join(folder, 'model.safetensors');
    ({ classifier } = await patchClassifier(backend));
    await classifier.save(model);
    for (let i = 0; i < pictures.samples; i++) {
      const name = path.join('pictures', pictures.classes[pictures.labels[i]], `${i}.png`);
      writeIn(
        folder,
        name,
        await pictureOf(pictures as DataSet<Uint8Array>, i)
          .png()
          .toBuffer(),
      );
    }
    writeIn(folder, 'X.npy', npy(pictures.X as Uint8Array, [12, PIXELS]));
    writeIn(folder, 'y.npy', npy(pictures.labels as Uint8Array, [12]));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => path.join(folder, name);

  async function output(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runHere(...args, '--backend', 'js');
    expect([code, withoutFallback(stderr).replace(/^warning: the temperature.*\n/, '')]).to.deep.equal([0, '']); // prettier-ignore
    return stdout;
  }

  it('predict takes arrays and files of pictures', async () => {
    const lines = (await output('predict', model, at('X.npy'), '--json')).trimEnd().split('\n');
    const expected = classifier.topK(pictures, 2);
    lines.forEach((line, i) => {
      const { top } = JSON.parse(line) as PredictionLine;
      expect(top).to.deep.equal(expected[i]);
    });
    const file = at(path.join('pictures', pictures.classes[pictures.labels[5]], '5.png'));
    const one = JSON.parse(await output('predict', model, file, '--json')) as PredictionLine;
    expect(one.label).to.equal(expected[5][0].label);
    const text = await output('predict', model, file, '--explain');
    expect(text).to.match(/\n(negative of )?patch \d+ +[+-]\d/);
  });

  it('evaluate takes folders and arrays of pictures', async () => {
    const { accuracy, loss } = await classifier.evaluate(pictures);
    const ofFolder = JSON.parse(await output('evaluate', model, at('pictures'), '--json')) as EvaluationRecord; // prettier-ignore
    expect(ofFolder).to.include({ accuracy, samples: 12 });
    expect(ofFolder.loss).to.be.closeTo(loss, 1e-9);
    const args = ['evaluate', model, at('X.npy'), '--labels', at('y.npy'), '--json'];
    expect(JSON.parse(await output(...args))).to.include({ accuracy, loss });
  });

  it('export writes the patches, and calibrates on pictures', async () => {
    const file = at('calibrated.json');
    await output('export', model, file, '--calibrate-on', at('pictures'));
    const loaded = await LinearClassifier.load(file, { backend });
    expect(loaded.temperature).to.not.equal(1);
    expect(loaded.patches).to.deep.equal(classifier.patches);
  });

  it('inspect shows what makes the features', async () => {
    const { stdout } = await runHere('inspect', model);
    expect(stdout).to.include('330 bytes: colour images of 11×10\n');
    expect(stdout).to.include('12 of 4×4 pixels and their mirrors, similarities above 0.9 counted\n            in 9 regions: 216 features\n'); // prettier-ignore
    expect(stdout).to.match(
      /weights .*\((negative of )?patch \d+ in region [0-8] of (dots|stripes)\)/,
    );
    const found = JSON.parse((await runHere('inspect', model, '--json')).stdout) as Inspection;
    expect(found.patches).to.deep.include({ patches: 12, side: 4, features: 216 });
    const { weights } = classifier;
    expect(found.weights.largest.weight).to.equal(Math.max(...weights));
    expect(found.weights.classes[1].largest).to.equal(Math.max(...weights.slice(216)));
  });

  it('serve answers to pictures in JSON and in bytes, many at a time', async () => {
    const service = await serveHere(model, { backend, rows: 4 });
    try {
      const expected = classifier.topK(pictures, 2);
      const X = pictures.X as Uint8Array<ArrayBuffer>;
      const rowOf = (i: number) => X.slice(i * PIXELS, (i + 1) * PIXELS);
      const headers = { 'content-type': 'application/octet-stream' };
      const answers = Array.from({ length: 12 }, (_, i) =>
        i % 2 === 0
          ? service.predict({ row: Array.from(rowOf(i)), k: 2 })
          : fetch(`${service.url}/predict?k=2`, { method: 'POST', headers, body: rowOf(i) }),
      );
      for (const [i, answer] of answers.entries()) {
        const { predictions } = (await (await answer).json()) as { predictions: unknown[] };
        expect(predictions[0]).to.deep.equal(expected[i]);
      }
      const wrong = await service.predict({ row: Array.from(rowOf(0)).with(3, 300) });
      expect(wrong.status).to.equal(400);
      expect(await wrong.json()).to.have.property('message').that.matches(/row\[3\]: expected a byte of a picture, 0 to 255, got 300/); // prettier-ignore
    } finally {
      await service.stop();
    }
  });
});

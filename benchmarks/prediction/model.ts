import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Standardiser } from '../../src/data';
import { saveModel } from '../../src/exchange';
import { CROSS_ENTROPY, Parameters } from '../../src/model';
import { defaultRng } from '../../src/random';
import { syntheticSet } from '../growth/synthetic';

/** K and d. */
export interface ModelShape {
  readonly classes: number;
  readonly features: number;
}

/** The files of a model of bytes, one for us and one for ONNX Runtime, in a folder of their own. */
export interface ModelFiles {
  readonly safetensors: string;
  readonly onnx: string;
  remove(): void;
}

/** Writes a model with random weights as large as learnt ones. */
export async function writeModel({ classes: K, features: d }: ModelShape): Promise<ModelFiles> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-bench-'));
  const set = syntheticSet({ samples: 100, features: d, classes: K });
  const model = {
    classes: set.classes,
    parameters: Parameters.draw(K, d, 'float32', defaultRng(42)),
    featureNames: null,
    preparation: null,
    patches: null,
    standardiser: Standardiser.fit(set),
    objective: CROSS_ENTROPY,
    lambda: 0,
    temperature: 1,
    image: null,
    provenance: {},
  };
  const [safetensors, onnx] = ['safetensors', 'onnx'].map((ending) =>
    path.join(folder, `model.${ending}`),
  );
  for (const file of [safetensors, onnx]) await saveModel(file, model);
  return { safetensors, onnx, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

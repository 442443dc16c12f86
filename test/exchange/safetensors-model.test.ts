import { expect } from 'chai';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeModel, encodeModel } from '../../src/exchange/safetensors-model';
import { decodeSafetensors } from '../../src/files';
import { itUnless } from '../support/it-unless';
import { anyModel, smallModel } from '../support/models';
import { temporaryFolder } from '../support/temporary-folder';

const PYTHON = process.env.ONELAYER_TEST_PYTHON ?? 'python3';

/** Why the reference implementation can't be asked; null if it can. */
function reasonAgainstPython(): string | null {
  try {
    execFileSync(PYTHON, ['-c', 'import safetensors, numpy'], { stdio: 'ignore' });
    return null;
  } catch {
    return `needs Python with safetensors: ${PYTHON}, or what ONELAYER_TEST_PYTHON names`;
  }
}

describe('a model as a safetensors file', () => {
  const folder = temporaryFolder();

  it('is read as it was written, whatever it is', () =>
    fc.assert(
      fc.asyncProperty(anyModel, async (model) => {
        const read = await decodeModel(Buffer.concat(encodeModel(model)), 'x.safetensors');
        expect(read).to.deep.equal(model);
      }),
    ));

  it('is the same bytes for the same model', () => {
    expect(encodeModel(smallModel())).to.deep.equal(encodeModel(smallModel()));
  });

  it('has the arrays and names that PyTorch has, and what standardises', () => {
    const { tensors, metadata } = decodeSafetensors(
      Buffer.concat(encodeModel(smallModel())),
      'x.safetensors',
    );
    const { parameters, standardiser } = smallModel();
    expect(tensors).to.deep.equal({
      mean: { shape: [4], values: standardiser.mean },
      deviation: { shape: [4], values: standardiser.deviation },
      weight: { shape: [3, 4], values: parameters.weights },
      bias: { shape: [3], values: parameters.bias },
    });
    expect(metadata.format).to.equal('onelayer model');
    expect(JSON.parse(metadata.model)).to.deep.include({
      classes: ['ant', 'bee', 'cat'],
      provenance: { onelayer: '0.1.0', settings: { eta: 0.5, schedule: null } },
    });
  });

  itUnless(reasonAgainstPython(), 'is read by the reference implementation', () => {
    for (const precision of ['float32', 'float64'] as const) {
      const file = path.join(folder(), 'model.safetensors');
      writeFileSync(file, Buffer.concat(encodeModel(smallModel({}, precision))));
      const script = path.join(__dirname, '../fixtures/safetensors/read.py');
      const read: unknown = JSON.parse(execFileSync(PYTHON, [script, file], { encoding: 'utf8' }));
      const { tensors, metadata } = decodeSafetensors(readFileSync(file), file);
      expect(read).to.deep.equal({
        metadata,
        tensors: Object.fromEntries(
          Object.entries(tensors).map(([name, { shape, values }]) => [
            name,
            {
              shape,
              dtype: values instanceof Float32Array ? 'float32' : 'float64',
              values: [...values],
            },
          ]),
        ),
      });
    }
    return Promise.resolve();
  });
});

import { expect } from 'chai';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { MODEL_ENDINGS, saveModel } from '../../src/exchange';
import { failureOf, rejection } from '../support/rejection';
import { smallModel } from '../support/models';
import { temporaryFolder } from '../support/temporary-folder';

describe('a model that is saved', () => {
  const folder = temporaryFolder();

  for (const ending of MODEL_ENDINGS) {
    it(`leaves what was there where it can't be written: ${ending}`, async () => {
      const at = path.join(folder(), `model${ending}`);
      mkdirSync(at);
      await rejection(() => saveModel(at, smallModel()), 'NOT_WRITABLE');
      expect(existsSync(at)).to.equal(true);
    });
  }

  for (const name of ['model', 'model.pkl', 'model.safetensors.bak', '']) {
    it(`is refused under a name that names no format: ${JSON.stringify(name)}`, async () => {
      const error = await failureOf(saveModel(name && path.join(folder(), name), smallModel()));
      expect(error).to.be.instanceOf(RangeError);
      expect(error?.message).to.match(/^file: expected /);
    });
  }
});

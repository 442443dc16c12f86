import { expect } from 'chai';
import { decodeSafetensors } from '../../src/files';
import fixture from '../fixtures/safetensors-files.json';

describe('files that the reference implementation of safetensors wrote', () => {
  for (const { name, file, metadata, tensors } of fixture.files) {
    it(`are read: ${name}`, () => {
      const read = decodeSafetensors(Buffer.from(file, 'base64'), 'x.safetensors');
      expect(read.metadata).to.deep.equal(metadata);
      expect(Object.keys(read.tensors).sort()).to.deep.equal(Object.keys(tensors).sort());
      for (const [key, { shape, dtype, values }] of Object.entries(tensors)) {
        const own = read.tensors[key];
        expect(own.shape).to.deep.equal(shape);
        expect(own.values).to.be.instanceOf(dtype === 'float32' ? Float32Array : Float64Array);
        expect([...own.values]).to.deep.equal(values);
      }
    });
  }
});

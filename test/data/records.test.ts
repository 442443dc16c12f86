import { expect } from 'chai';
import fc from 'fast-check';
import { CIFAR10_CLASSES, type DataSet } from '../../src/data';
import { partOf } from '../../src/data/part-of';
import {
  FEATURES,
  blankImages,
  packRecords,
  readRecords,
  RECORD_BYTES,
  roomForFile,
} from '../../src/data/cifar10/formats/records';
import { OnelayerError } from '../../src/errors';
import { binaryOf, imagesOf, labelsOf, SAMPLES } from '../support/tiny-cifar10';

function parseRecords(bytes: Uint8Array, name: string, samples: number): DataSet<Uint8Array> {
  const set = blankImages(name, samples);
  readRecords(set, bytes);
  return set;
}

describe('records of a .bin file', () => {
  const bytes = binaryOf('test_batch');

  it('are a label and 3,072 pixels each', () => {
    const set = parseRecords(bytes, 'test_batch', SAMPLES);
    expect(set).to.include({ name: 'test_batch', samples: SAMPLES, features: FEATURES });
    expect(set.classes).to.deep.equal([...CIFAR10_CLASSES]);
    expect([...set.labels]).to.deep.equal(labelsOf('test_batch'));
    expect(Buffer.compare(set.X, imagesOf('test_batch'))).to.equal(0);
  });

  it('are read out of a larger buffer', () => {
    const larger = new Uint8Array(bytes.length + 5);
    larger.set(bytes, 3);
    const set = parseRecords(larger.subarray(3, 3 + bytes.length), 'test_batch', SAMPLES);
    expect(Buffer.compare(set.X, imagesOf('test_batch'))).to.equal(0);
  });

  it('are read where the pixels are to be, one file after another', () => {
    const all = blankImages('both', 2 * SAMPLES);
    const sets = [0, 1].map((i) => partOf(all, `set ${i}`, i * SAMPLES, SAMPLES));
    (['data_batch_1', 'test_batch'] as const).forEach((name, i) => {
      const room = roomForFile(sets[i]);
      room.set(binaryOf(name));
      readRecords(sets[i], room);
    });
    expect([...sets[0].labels]).to.deep.equal(labelsOf('data_batch_1'));
    expect([...sets[1].labels]).to.deep.equal(labelsOf('test_batch'));
    const pixels = Buffer.concat([imagesOf('data_batch_1'), imagesOf('test_batch')]);
    expect(Buffer.compare(all.X, pixels)).to.equal(0);
  });

  const sizes: [number, RegExp][] = [
    [0, /expected 12292 bytes \(4 records of 3073\), got 0: the file is truncated/],
    [bytes.length - 1, /got 12291: the file is truncated/],
    [bytes.length + 1, /got 12293: the file is oversized/],
    [bytes.length + RECORD_BYTES, /got 15365: the file is oversized/],
  ];
  for (const [size, message] of sizes) {
    it(`of ${size} bytes are an error that says the size`, () => {
      const wrong = new Uint8Array(size);
      wrong.set(bytes.subarray(0, size));
      expect(() => parseRecords(wrong, 'test_batch', SAMPLES)).to.throw(OnelayerError, message);
    });
  }

  it('with a label above 9 are an error that names the record', () => {
    const property = fc.property(
      fc.integer({ min: 0, max: SAMPLES - 1 }),
      fc.integer({ min: 10, max: 255 }),
      (record, label) => {
        const wrong = bytes.slice();
        wrong[record * RECORD_BYTES] = label;
        const message = `test_batch: expected a label from 0 to 9 in record ${record}, got ${label}`;
        expect(() => parseRecords(wrong, 'test_batch', SAMPLES)).to.throw(OnelayerError, message);
      },
    );
    fc.assert(property, { numRuns: 20 });
  });

  it('are packed and parsed back unchanged', () => {
    const record = fc.record({
      label: fc.integer({ min: 0, max: 9 }),
      image: fc.uint8Array({ minLength: FEATURES, maxLength: FEATURES }),
    });
    const property = fc.property(fc.array(record, { maxLength: 3 }), (records) => {
      const labels = records.map(({ label }) => label);
      const pixels = Buffer.concat(records.map(({ image }) => image));
      const set = parseRecords(packRecords(labels, pixels), 'any', records.length);
      expect([...set.labels]).to.deep.equal(labels);
      expect(Buffer.compare(set.X, pixels)).to.equal(0);
    });
    fc.assert(property, { numRuns: 20 });
  });
});

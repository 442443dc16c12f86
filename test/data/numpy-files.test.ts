import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { assertDataSet, encodeNpy } from '../../src/data';
import { loadNpy, loadNpz, readNpy } from '../../src';
import fixture from '../fixtures/numpy-files.json';
import { npy, npyHeader, npyOf, zip } from '../support/data-files';
import { leastLateness } from '../support/lateness';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

describe('files of NumPy', () => {
  const folder = temporaryFolder();
  const write = (name: string, bytes: Uint8Array): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, bytes);
    return file;
  };

  for (const { name, npy, shape, values } of fixture.numbers) {
    it(`readNpy: ${name}`, async () => {
      const array = await readNpy(write('a.npy', bytesOf(npy)));
      expect(array.shape).to.deep.equal(shape);
      const kinds = { u1: Uint8Array, by: Uint8Array, cu: Float32Array, f4: Float32Array };
      const code = name.replace(/^[<>]/, '').slice(0, 2) as keyof typeof kinds;
      const Kind = kinds[code] ?? Float64Array; // eslint-disable-line @typescript-eslint/no-unnecessary-condition
      expect(array.data).to.deep.equal(Kind.from(values));
    });
  }

  for (const code of ['u1', '<f4', '<f8']) {
    it(`writes the bytes that NumPy writes: ${code}`, () => {
      const { npy, shape, values } = fixture.numbers.find(({ name }) => name === `${code} C`)!;
      const Kind = { u1: Uint8Array, '<f4': Float32Array, '<f8': Float64Array }[code]!;
      expect(Buffer.concat(encodeNpy(Kind.from(values), shape))).to.deep.equal(bytesOf(npy));
    });
  }

  it('reads what it wrote, of any shape', async () => {
    for (const shape of [[], [0, 3], [7], [2, 3, 4], [1, 2 ** 20]]) {
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1.5);
      const file = write('a.npy', Buffer.concat(encodeNpy(data, shape)));
      expect(await readNpy(file)).to.deep.equal({ data, shape });
    }
  });

  it('reads all versions of the format', async () => {
    for (const version of fixture.versions) {
      const { data } = await readNpy(write('a.npy', bytesOf(version)));
      expect(data).to.deep.equal(Float32Array.from({ length: 12 }, (_, i) => i));
    }
  });

  it('reads an array of several steps in the order of Fortran', async () => {
    const [n, d] = [1237, 41];
    const columns = new Float64Array(n * d);
    for (let j = 0; j < d; j++) for (let i = 0; i < n; i++) columns[j * n + i] = i * d + j;
    const bytes = npyOf(npyHeader('<f8', [n, d], true), new Uint8Array(columns.buffer));
    const { data } = await readNpy(write('a.npy', bytes));
    expect(data.every((x, i) => x === i)).to.equal(true);
  });

  describe('make a data set', () => {
    const X = Uint8Array.from({ length: 12 }, (_, i) => i);

    for (const [descr, text] of Object.entries(fixture.texts)) {
      it(`with labels ${descr}`, async () => {
        const labels = write('y.npy', bytesOf(text));
        const set = await loadNpy({ X: write('X.npy', npy(X, [3, 4])), labels });
        const names = descr === 'S' ? ['', 'cat', 'dog'] : ['cat', 'dog😀', 'Ünï'];
        expect(set.classes).to.deep.equal(names);
        expect([...set.labels]).to.deep.equal(descr === 'S' ? [1, 0, 2] : [0, 2, 1]);
        expect(set).to.deep.include({ name: 'X', X, features: 4 });
        assertDataSet('set', set);
      });
    }

    it('of images, with labels (n, 1) of int64', async () => {
      const labels = npyOf(npyHeader('<i8', [3, 1]), new Uint8Array(BigInt64Array.of(7n, 900n, 7n).buffer)); // prettier-ignore
      const files = { X: write('X.npy', npy(X, [3, 2, 2])), labels: write('y.npy', labels) };
      const set = await loadNpy({ ...files, name: 'mine' });
      expect(set.image).to.deep.equal({ width: 2, height: 2, channels: 1 });
      expect(set).to.deep.include({ name: 'mine', features: 4, classes: ['7', '900'] });
      expect([...set.labels]).to.deep.equal([0, 1, 0]);
      const like = await loadNpy({ ...files, like: set });
      expect([...like.labels]).to.deep.equal([0, 1, 0]);
    });

    for (const [kind, archive] of Object.entries(fixture.npz)) {
      it(`out of a ${kind} .npz file`, async () => {
        const set = await loadNpz(write('some.npz', bytesOf(archive)));
        expect(set).to.deep.include({ name: 'some', samples: 3, features: 4 });
        expect(set.X).to.deep.equal(Float32Array.from({ length: 12 }, (_, i) => i));
        expect(set.classes).to.deep.equal(['cat', 'dog😀', 'Ünï']);
      });
    }
  });

  it('read labels that are texts of the shape (n, 1)', async () => {
    const texts = npyOf(npyHeader('|S1', [3, 1]), Buffer.from('bab'));
    const X = write('X.npy', npy(new Float64Array(6), [3, 2]));
    const { labels } = await loadNpy({ X, labels: write('y.npy', texts) });
    expect([...labels]).to.deep.equal([1, 0, 1]);
  });

  it('look at shapes and labels before anything large is made', async () => {
    const X = npy(new Uint8Array(2 ** 24), [2 ** 14, 2 ** 10]);
    for (const [labels, message] of [
      [
        npy(Uint8Array.of(0, 1, 0), [3]),
        /expected labels of the shape \(16384,\), .*, got \(3,\)$/,
      ],
      [npy(Float64Array.of(0.5, 1), [2]), /labels\[0\]: expected an integer, got 0\.5$/],
    ] as const) {
      const file = write('big.npz', zip({ 'X.npy': X, 'labels.npy': labels }));
      const before = process.memoryUsage().arrayBuffers;
      expect(await rejection(() => loadNpz(file), 'DATA_INVALID')).to.match(message);
      expect(process.memoryUsage().arrayBuffers - before).to.be.below(2 ** 23);
    }
  });

  it('does not hold up the event loop', async () => {
    const n = 4_000_000;
    const file = write('big.npy', npy(new Float64Array(n).fill(1), [n / 100, 100]));
    const labels = write('y.npy', npy(Uint8Array.from({ length: n / 100 }, (_, i) => i % 7), [n / 100])); // prettier-ignore
    // Some 10 ms on a quiet machine; at once, it would be the whole time, some 150 ms.
    expect(await leastLateness(() => loadNpy({ X: file, labels }), 50)).to.be.below(100);
  });

  it('are refused, with the caller blamed for options alone', async () => {
    for (const options of [{ X: '' }, { Y: 1 }, { classes: ['a', 'a'] }, { like: 3 }]) {
      const failure = await loadNpy({ X: 'x', labels: 'y', ...options } as never).catch((e: unknown) => e); // prettier-ignore
      expect(failure).to.have.property('code', 'INVALID_ARGUMENT');
    }
    const missing = await rejection(() => readNpy(path.join(folder(), 'no.npy')), 'DATA_UNAVAILABLE'); // prettier-ignore
    expect(missing).to.match(/no\.npy: there is no such file$/);
  });
});

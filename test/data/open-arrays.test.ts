import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCifar10, openIdx, openNpy } from '../../src';
import { CIFAR10_CLASSES } from '../../src/data';
import { packRecords } from '../../src/data/cifar10/formats/records';
import { kindOf } from '../../src/data/features';
import { gzip, idx, npy, npyHeader, npyOf } from '../support/data-files';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();

function write(name: string, bytes: Uint8Array): string {
  const file = path.join(folder(), name);
  writeFileSync(file, bytes);
  return file;
}

const rows = (X: Awaited<ReturnType<typeof openNpy>>) =>
  kindOf(X).dense(X, X.features, 0, X.samples);

describe('arrays that stay on disk', () => {
  it('are those of one .npy file or of several', async () => {
    const numbers = Float32Array.from({ length: 18 }, (_, i) => i / 7);
    const one = write('one.npy', npy(numbers.slice(0, 12), [4, 3]));
    const other = write('other.npy', npy(numbers.slice(12), [2, 3, 1]));
    expect(rows(await openNpy(one))).to.deep.equal(numbers.slice(0, 12));
    const both = await openNpy([one, other], { blockBytes: 24 });
    expect([both.samples, both.features, both.dtype]).to.deep.equal([6, 3, 'float32']);
    expect(rows(both)).to.deep.equal(numbers);
  });

  it('are those of idx files', async () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, i) => i);
    const file = write('images', idx(0x08, [2, 2, 3], bytes));
    expect(rows(await openIdx([file, file]))).to.deep.equal(Uint8Array.of(...bytes, ...bytes));
    const packed = write('packed.gz', gzip(idx(0x08, [2, 2, 3], bytes)));
    expect(await rejection(() => openIdx(packed), 'DATA_INVALID')).to.match(/expected an idx file/);
  });

  it("are those of CIFAR-10's binary files, with their labels", async () => {
    const pixels = Uint8Array.from({ length: 3 * 3072 }, (_, i) => (i * 7) % 251);
    const first = write('a.bin', packRecords([3, 9], pixels.subarray(0, 2 * 3072)));
    const second = write('b.bin', packRecords([0], pixels.subarray(2 * 3072)));
    const set = await openCifar10([first, second]);
    expect(set).to.deep.include({ name: 'a', samples: 3, classes: CIFAR10_CLASSES });
    expect([...set.labels]).to.deep.equal([3, 9, 0]);
    expect(rows(set.X)).to.deep.equal(pixels);
    const wrong = write('c.bin', packRecords([10], pixels.subarray(0, 3072)));
    expect(await rejection(() => openCifar10(wrong), 'DATA_INVALID')).to.match(
      /got 10 of record 0/,
    );
    const short = write('d.bin', new Uint8Array(3072));
    expect(await rejection(() => openCifar10(short), 'DATA_INVALID')).to.match(/got 3072 bytes$/);
  });

  const numbers = Float64Array.of(1, 2, 3, 4);
  const FAULTS: [string, () => Uint8Array, RegExp][] = [
    ['big-endian numbers', () => npyOf(npyHeader('>f8', [2, 2]), new Uint8Array(numbers.buffer)), /got big-endian f8 of the shape \(2, 2\)$/],
    ['Fortran order', () => npyOf(npyHeader('<f8', [2, 2], true), new Uint8Array(numbers.buffer)), /in Fortran order$/],
    ['another type', () => npyOf(npyHeader('<i4', [1, 4]), new Uint8Array(16)), /got little-endian i4/],
    ['one dimension', () => npy(numbers, [4]), /of the shape \(4\)$/],
    ['fewer numbers than its header says', () => npy(numbers, [3, 2]), /it is truncated$/],
    ['more numbers than its header says', () => npy(numbers, [1, 2]), /it is too long$/],
    ['rows of another width', () => npy(numbers, [1, 4]), /expected rows of 2 f8, as in .*ok\.npy, got rows of 4 f8$/],
  ]; // prettier-ignore
  for (const [title, bytes, message] of FAULTS) {
    it(`are refused with ${title}, naming the file`, async () => {
      const files = [write('ok.npy', npy(numbers, [2, 2])), write('wrong.npy', bytes())];
      const said = await rejection(() => openNpy(files), 'DATA_INVALID');
      expect(said).to.match(message).and.include('wrong.npy: ');
    });
  }
});

import { expect } from 'chai';
import fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataSet, loadCsv, loadIdx, loadNpy, loadNpz, OnelayerError, readNpy } from '../../src';
import { loadCifar100 } from '../../src/data/cifar100/load-cifar100';
import fixture from '../fixtures/numpy-files.json';
import {
  gzip,
  idx,
  npy,
  npyHeader,
  npyOf,
  zip,
  zipOf,
  type ZippedFile,
} from '../support/data-files';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { thorough } from '../support/thorough';

const base64 = (text: string): Buffer => Buffer.from(text, 'base64');
const X = npy(Float64Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
const y = npy(Uint8Array.of(0, 1, 0), [3]);
const images = idx(0x08, [3, 2], Uint8Array.of(1, 2, 3, 4, 5, 6));
const labels = idx(0x08, [3], Uint8Array.of(0, 1, 0));
const like = dataSet({ X: [[1, 2], [3, 4]], labels: ['a', 'b'] }); // prettier-ignore

/** Changes bytes of a file. */
const patched = (bytes: Uint8Array, at: number, ...values: number[]): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy.set(values, at);
  return copy;
};
/** The last byte of the numbers of X, in an archive that holds them as they are. */
const otherBit = (archive: Buffer): Uint8Array => {
  const at = archive.indexOf('PK\x03\x04', archive.indexOf('X.npy'), 'latin1') - 1;
  return patched(archive, at, archive[at] ^ 1);
};
/** The end of an archive of more than 4 GB with so many entries. */
const zip64 = (entries: number): Buffer => {
  const end = Buffer.alloc(56 + 20 + 22);
  end.write('PK\x06\x06');
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.write('PK\x06\x07', 56);
  end.writeUInt32LE(4, 56 + 8);
  end.write('PK\x05\x06', 76);
  return end;
};
const joined = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** An archive whose first array has, or claims, something else. */
const forged = (other: Partial<ZippedFile>): Uint8Array =>
  zipOf([
    { name: 'X.npy', bytes: npy(new Float64Array(6000), [3, 2000]), ...other },
    { name: 'labels.npy', bytes: y },
  ]);
const archive = zip({ 'X.npy': X, 'labels.npy': y });

describe('bad files', () => {
  const folder = temporaryFolder();
  const write = (name: string, bytes: Uint8Array | string): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, bytes);
    return file;
  };
  type Load = (bytes: Uint8Array | string) => Promise<unknown>;
  const asX: Load = (bytes) => loadNpy({ X: write('X.npy', bytes), labels: write('y.npy', y) });
  const asY: Load = (bytes) => loadNpy({ X: write('X.npy', X), labels: write('y.npy', bytes) });
  const asNpz: Load = (bytes) => loadNpz(write('some.npz', bytes));
  const asCsv: Load = (text) => loadCsv(write('some.csv', text));
  const asImages: Load = (bytes) => loadIdx(write('images', bytes), write('labels', labels));
  const asLabels: Load = (bytes) => loadIdx(write('images', images), write('labels', bytes));

  const f8 = new Uint8Array(48);
  const table: [string, Load, Uint8Array | string, string][] = [
    ['.npy: nothing', asX, '', 'X.npy: expected 8 bytes of a NumPy header, got 0: it is truncated'],
    ['.npy: other bytes', asX, 'x,y\n1,2,3,4\n', 'X.npy: expected a NumPy array (.npy), got text'],
    ['.npy: a Parquet file', asX, Buffer.from('PAR1\x15\x04'.padEnd(60)), 'got a Parquet file: save CSV or NumPy arrays'],
    ['.npy: bfloat16', asX, npyOf(npyHeader('<V2', [3, 2]), f8), 'got elements of 2 bytes without a type that NumPy knows, as bfloat16 is saved: convert them by astype'],
    ['.npy: dates', asX, npyOf(npyHeader('<M8', [3, 2]), f8), 'expected plain numbers, got dates'],
    ['.npy: version 4', asX, patched(X, 6, 4), 'X.npy: expected version 1.0, 2.0 or 3.0 of the format, got 4.0'],
    ['.npy: a huge header', asX, joined(Buffer.from('\x93NUMPY\x02\0\xff\xff\xff\xff', 'latin1'), f8), 'X.npy: expected a header of at most 10000 bytes, got 4294967295'],
    ['.npy: a header beyond the end', asX, X.subarray(0, 40), 'bytes of a NumPy header, got 30: it is truncated'],
    ['.npy: truncated numbers', asX, X.subarray(0, -1), 'X.npy: expected 48 bytes of numbers (3×2 of f8), got 47: it is truncated'],
    ['.npy: too many numbers', asX, joined(X, f8), 'X.npy: expected 48 bytes of numbers (3×2 of f8), got 96: it is too long'],
    ['.npy: a huge shape', asX, npyOf(npyHeader('<f8', [3, 2 ** 50]), f8), 'X.npy: expected 27021597764222976 bytes of numbers'],
    ['.npy: an endless shape', asX, npyOf(npyHeader('<f8', [0, ...Array.from<number>({ length: 60 }).fill(1e15)]), f8), 'X.npy: '],
    ['.npy: a length beyond 2^53', asX, npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (9007199254740993,), }", f8), 'X.npy: expected a NumPy header with descr, fortran_order and shape; it is damaged'],
    ['.npy: objects', asX, base64(fixture.objects), 'X.npy: expected plain numbers, got Python objects, which are pickles and never loaded'],
    ['.npy: a structured type', asX, base64(fixture.structured), 'X.npy: expected plain numbers, got a structured type'],
    ['.npy: complex numbers', asX, base64(fixture.complex), 'X.npy: expected plain numbers, got complex numbers'],
    ['.npy: code in the header', asX, npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (__import__('os'),)}", f8), 'it is damaged'],
    ['.npy: a key twice', asX, npyOf("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (6,)}", f8), 'it is damaged'],
    ['.npy: one key more', asX, npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), 'x': 'y'}", f8), 'it is damaged'],
    ['.npy: a shape that is no tuple', asX, npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (6)}", f8), 'it is damaged'],
    ['.npy: a header without an end', asX, npyOf("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)", f8), 'it is damaged'],
    ['.npy: texts of no width', asY, npyOf(npyHeader('<U0', [2 ** 50]), new Uint8Array(0)), 'y.npy: expected one of the types'],
    ['.npy: a huge number of texts', asY, npyOf(npyHeader('<U9', [2 ** 50]), f8), 'bytes of texts (1125899906842624 of U9), got 48: it is truncated'],
    ['.npy: texts beyond Unicode', asY, npyOf(npyHeader('<U1', [3]), new Uint8Array(12).fill(255)), 'y.npy: text 0 is no Unicode text'],
    ['.npy: integers beyond 2^53', asX, npyOf(npyHeader('>u8', [3, 2]), new Uint8Array(48).fill(255)), 'X.npy: expected integers of at most 2^53 − 1, got a larger number 0 of 6'],
    ['.npy: a NaN feature', asX, npy(Float64Array.of(1, 2, 3, 4, NaN, 6), [3, 2]), 'X.npy with '],
    ['.npy: a NaN feature, big-endian', asX, npyOf(npyHeader('>f4', [3, 1]), Uint8Array.of(0, 0, 0, 0, 0x7f, 0xc0, 0, 0, 0, 0, 0, 0)), 'y.npy: X[1][0]: expected a finite number, got NaN'],
    ['.npy: an infinity, in the order of Fortran', asX, npyOf(npyHeader('<f4', [3, 2], true), new Uint8Array(Float32Array.of(1, 2, 3, 4, Infinity, 6).buffer)), 'X[1][1]: expected a finite number, got Infinity'],
    ['.npy: features in one dimension', asX, npy(Float64Array.of(1, 2, 3), [3]), 'X.npy: expected features of the shape (n, d) or (n, …), got (3,)'],
    ['.npy: no features', asX, npyOf(npyHeader('<f8', [3, 0]), new Uint8Array(0)), 'X.npy: expected features of the shape (n, d) or (n, …), got (3, 0)'],
    ['.npy: features that are texts', asX, base64(fixture.texts.S), 'X.npy: expected features that are numbers, got texts'],
    ['.npy: fewer labels', asY, npy(Uint8Array.of(0, 1), [2]), 'y.npy: expected labels of the shape (3,), for X of (3, 2), got (2,)'],
    ['.npy: labels one-hot', asY, npy(Uint8Array.of(0, 1, 0, 1, 0, 1), [3, 2]), 'y.npy: expected labels of the shape (n,), got (3, 2)'],
    ['.npy: labels with fractions', asY, npy(Float64Array.of(0, 1, 0.5), [3]), 'labels[2]: expected an integer, got 0.5'],
    ['.npy: one class', asY, npy(Uint8Array.of(4, 4, 4), [3]), 'labels: expected labels of at least 2 classes'],
    ['.npz: nothing', asNpz, '', 'some.npz: expected an archive of NumPy arrays (.npz), got an empty file'],
    ['.npz: a .npy file', asNpz, X, 'some.npz: expected an archive of NumPy arrays (.npz), got a NumPy array (.npy)'],
    ['.npz: without labels', asNpz, zip({ 'X.npy': X, 'Y.npy': y }), 'some.npz: expected an array labels; it has X, Y'],
    ['.npz: an array twice', asNpz, zipOf([{ name: 'X.npy', bytes: X }, { name: 'X', bytes: X }]), 'some.npz: expected one array X, got two'],
    ['.npz: truncated', asNpz, base64(fixture.npz.stored).subarray(0, 500), 'some.npz: the archive is truncated'],
    ['.npz: truncated when compressed', asNpz, archive.subarray(0, 100), 'some.npz: the archive is truncated'],
    ['.npz: a directory beyond the end', asNpz, patched(archive, archive.length - 6, 0, 0, 0, 0x10), 'some.npz: the archive is truncated'],
    ['.npz: a directory that is none', asNpz, patched(archive, archive.length - 6, 0, 0, 0, 0), 'some.npz: the archive is damaged; its directory: invalid central directory file header signature'],
    ['.npz: more arrays than any has', asNpz, joined(Buffer.from('PK\x03\x04'), zip64(2 ** 40)), 'some.npz: expected at most 65536 arrays, got 1099511627776'],
    ['.npz: a number with another bit', asNpz, otherBit(base64(fixture.npz.stored)), 'it is damaged: its CRC-32 is another'],
    ['.npz: compressed data that are none', asNpz, patched(archive, 36, 255, 255, 255), 'the compressed data are damaged'],
    ['.npz: a bomb by its declared size', asNpz, forged({ size: 2 ** 31 }), 'that unpack to 2147483648, in an archive of '],
    ['.npz: encrypted', asNpz, forged({ flags: 1 }), 'expected an array, got an encrypted one'],
    ['.npz: compressed in another way', asNpz, forged({ method: 12 }), 'expected no compression or deflate, got compression method 12'],
    ['.npz: bytes beyond the end', asNpz, forged({ packedSize: 100_000 }), 'it declares 100000 bytes that unpack to 48128'],
    ['.npz: a smaller size than it unpacks to', asNpz, forged({ size: 48_000 }), 'expected 48000 bytes of numbers (3×2000 of f8), got 47872: it is truncated'],
    ['.npz: no array', asNpz, zip({ 'X.npy': Buffer.from('hello, this is text'), 'labels.npy': y }), 'expected a NumPy array (.npy), got text'],
    ['CSV: nothing', asCsv, '', 'some.csv: expected at least one line of data, got none'],
    ['CSV: an Excel workbook', asCsv, zip({ '[Content_Types].xml': X }), 'some.csv: expected CSV, got an Excel workbook: save it as CSV'],
    ['CSV: an archive', asCsv, archive, 'some.csv: expected CSV, got a zip archive'],
    ['CSV: a Parquet file', asCsv, 'PAR1\x15\x04', 'some.csv: expected CSV, got a Parquet file'],
    ['CSV: an Arrow file', asCsv, 'ARROW1\0\0', 'some.csv: expected CSV, got an Arrow or Feather file'],
    ['CSV: an HDF5 file', asCsv, Buffer.from('\x89HDF\r\n', 'latin1'), 'some.csv: expected CSV, got an HDF5 file'],
    ['CSV: a pickle', asCsv, Buffer.from('\x80\x04\x95', 'latin1'), 'some.csv: expected CSV, got a pickle'],
    ['CSV: a picture', asCsv, Buffer.from('\x89PNG\r\n', 'latin1'), 'some.csv: expected CSV, got a PNG image'],
    ['CSV: a web page', asCsv, '<!DOCTYPE html>\n<p>not found', 'some.csv: expected CSV, got an HTML page'],
    ['CSV: JSON', asCsv, '[{"a": 1, "b": 2}]', 'some.csv: expected CSV, got JSON'],
    ['CSV: bytes', asCsv, Buffer.of(9, 0, 0, 7, 200), 'some.csv: expected CSV, got bytes of no known format'],
    ['CSV: half a character of UTF-16', asCsv, Buffer.from('1,2,a\n3,4,b\n5', 'utf16le').subarray(0, -1), 'some.csv: expected text in UTF-8 or UTF-16: it is damaged or truncated'],
    ['CSV: gzip, truncated', asCsv, gzip(Buffer.from('1,2,a\n3,4,b\n')).subarray(0, -9), 'some.csv: the compressed data are truncated'],
    ['CSV: a header alone', asCsv, 'a,b,c\n', 'some.csv: expected at least one line of data, got none'],
    ['CSV: one column', asCsv, '1\n2\n', 'some.csv: expected at least 2 columns, features and labels, got 1'],
    ['CSV: a ragged line', asCsv, 'a,b,c\n1,2,x\n\n1,2,3,y\n', 'some.csv: line 4: expected 3 cells, as in the first line, got 4'],
    ['CSV: an empty cell', asCsv, 'a,b,c\n1,2,x\n1,,y\n', 'some.csv: line 3, column 2 ("b"): expected a finite number, got an empty cell'],
    ['CSV: blanks in a cell', asCsv, '1,2,x\n1,  ,y\n', 'some.csv: line 2, column 2: expected a finite number, got an empty cell'],
    ['CSV: text among numbers', asCsv, '1,2,x\n1,abc,y\n', 'some.csv: line 2, column 2: expected a finite number, got "abc"'],
    ['CSV: text in the first line', asCsv, '1,abc,x\n1,2,y\n', 'some.csv: line 1, column 2: expected a finite number, got "abc"'],
    ['CSV: NaN', asCsv, '1,2,x\nNaN,2,y\n', 'some.csv: line 2, column 1: expected a finite number, got "NaN"'],
    ['CSV: Infinity', asCsv, '1,2,x\n1e999,2,y\n', 'some.csv: line 2, column 1: expected a finite number, got "1e999"'],
    ['CSV: hexadecimal', asCsv, '1,2,x\n0x1f,2,y\n', 'some.csv: line 2, column 1: expected a finite number, got "0x1f"'],
    ['CSV: a first line without a number', asCsv, '?,NaN,x\n1,2,a\n2,3,b\n', 'some.csv: line 1, column 1: expected a finite number, got "?"'],
    ['CSV: decimal commas', asCsv, '"1,5","2,5",x\n1,2,a\n2,3,b\n', 'some.csv: line 1, column 1: expected a finite number, got "1,5"'],
    ['CSV: labels that are no UTF-8', asCsv, Buffer.from('1,2,a\n1,2,\xe9\n1,2,\xe8\n', 'latin1'), 'some.csv: line 2, column 3: expected text in UTF-8'],
    ['CSV: no label', asCsv, '1,2,x\n1,2,\n', 'some.csv: line 2, column 3: expected a label, got an empty cell'],
    ['CSV: one class', asCsv, '1,2,x\n1,2,x\n', 'some.csv: labels: expected labels of at least 2 classes'],
    ['CSV: a quote that isn’t closed', asCsv, '1,2,x\n1,"2,y\n', 'some.csv: line 2, column 2: expected a closing quote, got the end of the file'],
    ['CSV: a quote inside a cell', asCsv, '1,2,x\n1,2"3,y\n', 'some.csv: line 2, column 2: expected a quote at the beginning of the cell alone'],
    ['CSV: numbers as header', asCsv, '4,1,label\n1,2,3\n3,4,5\n', 'some.csv: line 1, column 3: line 1 may be a header, as its label "label" occurs nowhere else: if'],
    ['CSV: no column of the name', (text) => loadCsv(write('some.csv', text), { labels: 'z' }), 'a,b\n1,2\n', 'some.csv: expected a label column "z", got "a", "b"'],
    ['CSV: two columns of the name', (text) => loadCsv(write('some.csv', text), { labels: 'a' }), 'a,b,a\n1,2,3\n', 'some.csv: expected a label column "a", got columns 1 and 3 of this name'],
    ['CSV: no column of the number', (text) => loadCsv(write('some.csv', text), { labels: 2 }), '1,2\n', 'some.csv: expected a label column from 0 to 1, got 2'],
    ['CSV: a label of no class', (text) => loadCsv(write('some.csv', text), { like }), '1,2,a\n1,2,c\n', 'some.csv: labels[1]: expected one of the classes "a", "b", got "c"'],
    ['CSV: other features than like', (text) => loadCsv(write('some.csv', text), { like }), '1,a\n1,b\n', 'some.csv: features: expected 2, as in the data set like, got 1'],
    ['idx: nothing', asImages, '', 'images: expected 4 bytes of an idx header, got 0: it is truncated'],
    ['idx: other bytes', asImages, X, 'images: expected an idx file, as of MNIST, got '],
    ['idx: labels as images', asImages, labels, 'images: expected images in from 2 to 8 dimensions, got 1'],
    ['idx: images as labels', asLabels, images, 'labels: expected labels in 1 dimensions, got 2'],
    ['idx: labels of floats', asLabels, idx(0x0d, [3], new Uint8Array(12)), 'labels: expected labels of the type u1, got f4'],
    ['idx: a huge header', asImages, idx(0x0e, [3, 2 ** 32 - 1, 2 ** 32 - 1], f8), 'images: expected 442721'],
    ['idx: truncated', asImages, images.subarray(0, -1), 'images: expected 6 bytes of numbers (3×2 of u1), got 5: it is truncated'],
    ['idx: too long', asImages, joined(images, f8), 'images: expected 6 bytes of numbers (3×2 of u1), got 54: it is too long'],
    ['idx: no images', asImages, idx(0x08, [0, 2], new Uint8Array(0)), 'images: expected images, got none'],
    ['idx: fewer labels', asLabels, idx(0x08, [2], Uint8Array.of(0, 1)), 'labels: expected labels of the shape (3,), for X of (3, 2), got (2,)'],
    ['idx.gz: truncated', asImages, gzip(images).subarray(0, -9), 'images: the compressed data are truncated'],
    ['idx.gz: damaged', asImages, patched(gzip(images), 14, 255, 255, 255), 'images: the compressed data are damaged'],
    ['idx.gz: promises too much', asImages, gzip(idx(0x08, [3, 2 ** 30], f8)), 'images: expected 3221225472 bytes of numbers'],
    ['idx.gz: too long', asImages, gzip(joined(images, f8)), 'images: expected its end after 18 bytes: it is too long'],
    ['idx.gz: numbers that are missing', asImages, gzip(images.subarray(0, -2)), 'images: expected 6 bytes of numbers, got 4: it is truncated'],
  ]; // prettier-ignore

  for (const [title, load, bytes, message] of table) {
    it(title, async () => {
      const before = process.memoryUsage().arrayBuffers;
      expect(await rejection(() => load(bytes), 'DATA_INVALID')).to.include(message);
      expect(process.memoryUsage().arrayBuffers - before).to.be.below(2 ** 25);
    });
  }

  it('that are folders', async () => {
    expect(await rejection(() => readNpy(folder()), 'DATA_INVALID')).to.include(
      ': expected a file',
    );
  });

  describe('of random bytes end in an error that explains itself, or a data set', () => {
    /** Beginnings that take a reader further than its first bytes. */
    const starts = [
      Buffer.alloc(0),
      X,
      npyOf(npyHeader('<i8', [2, 3], true), new Uint8Array(0)),
      Buffer.from("\x93NUMPY\x01\0v\0{'descr': '", 'latin1'),
      images,
      Buffer.of(0, 0, 0x0d, 3),
      base64(fixture.npz.compressed),
      base64(fixture.npz.stored),
      Buffer.from('PK\x03\x04'),
      gzip(images),
      Buffer.from('a,b,c\n1,2,x\n"'),
    ];
    const anyBytes = fc
      .tuple(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 4 }),
        fc.uint8Array({ maxLength: 80 }),
        fc.nat(3),
      )
      .map(([start, changes, more, cut]) => {
        const bytes = Buffer.concat([start, more]).subarray(
          0,
          cut === 0 ? start.length : undefined,
        );
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        return bytes;
      });
    const readers: [string, Load][] = [
      ['loadNpy, features', asX],
      ['loadNpy, labels', asY],
      ['loadNpz', asNpz],
      ['loadCsv', (bytes) => loadCsv(write('some.csv', bytes), { header: false })],
      ['loadIdx, images', asImages],
      ['loadIdx, labels', asLabels],
      [
        'loadCifar100',
        (bytes) => {
          mkdirSync(path.join(folder(), 'cifar'), { recursive: true });
          write('cifar/train.bin', bytes);
          const from = path.dirname(write('cifar/test.bin', new Uint8Array(3074)));
          return loadCifar100({ from }, { 'train.bin': 1, 'test.bin': 1 });
        },
      ],
    ];
    for (const [title, load] of readers) {
      it(title, async () => {
        await fc.assert(
          fc.asyncProperty(anyBytes, async (bytes) => {
            const before = process.memoryUsage().arrayBuffers;
            const outcome = await load(bytes).catch((error: unknown) => error);
            if (outcome instanceof Error) expect(outcome).to.be.instanceOf(OnelayerError);
            expect(process.memoryUsage().arrayBuffers - before).to.be.below(2 ** 26);
          }),
          { numRuns: thorough(200, 30) },
        );
      });
    }
  });
});

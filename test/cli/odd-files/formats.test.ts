import { gzipSync } from 'node:zlib';
import { idx, npy, npyHeader, npyOf, zip } from '../../support/data-files';
import { FORTY, testOddFiles, textOf, TREES, type OddFile } from '../../support/odd-files';

const TEXT = textOf();
const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const after = (...parts: (string | Uint8Array)[]): Buffer =>
  Buffer.concat([...parts.map((part) => Buffer.from(part)), Buffer.alloc(500)]);

const OBJECTS = TREES.map(([girth, height, tree]) => ({
  girth: Number(girth),
  height: Number(height),
  tree,
}));
const JSONL = OBJECTS.map((own) => `${JSON.stringify(own)}\n`).join('');
const withGirth = (json: string): string => JSONL.replace(/"girth":[\d.]+/, `"girth":${json}`);
const withSize = (json: string): string => JSONL.replace(/"height":[\d.]+/g, `"size":${json}`);

describe('fit reads odd JSON', function () {
  this.timeout(60_000);
  testOddFiles(
    [
      ['lines.jsonl', JSONL, FORTY],
      ['lines.csv', JSONL, FORTY],
      ['list.json', JSON.stringify(OBJECTS, null, 1), FORTY],
      ['mark.json', `\ufeff${JSON.stringify(OBJECTS)}`, FORTY],
      ['mark.jsonl', `\ufeff${JSONL}`, FORTY],
      ['utf16.jsonl', Buffer.from(`\ufeff${JSONL}`, 'utf16le'), FORTY],
      ['null.jsonl', withGirth('null'), /missing values in girth \(1\)/],
      ['a-key-misspelt.jsonl', JSONL.replace('height', 'heigth'), /missing values in heigth \(39\), height \(1\)/],
      ['booleans.jsonl', JSONL.replaceAll('"oak"', 'true').replaceAll('"elm"', 'false'), /: false 20, true 20\n/],
      ['no-label.jsonl', JSONL.replace(',"tree":"elm"', ''), /: 39 rows, 1 more without a label left out/],
    ],
    [
      ['broken.jsonl', JSONL.replace('\n', '\n{"girth":1,"tr\n'), /: line 2: expected a JSON object, got "\{\\"girth\\":1,\\"tr"$/],
      ['cut.jsonl', JSONL.slice(0, -12), /: line 40: expected a JSON object, got /],
      ['single-quotes.jsonl', JSONL.replaceAll('"', "'"), /: line 1: expected a JSON object, got "\{'girth'/],
      ['nan.jsonl', withGirth('NaN'), /: line 1: expected a JSON object, got /],
      ['too-large.jsonl', withGirth('1e400'), /: line 1, key "girth": expected a finite number, got Infinity$/],
      ['text.jsonl', withGirth('"wide"'), /: line 1, column "girth": expected a number, .* got "wide"/],
      ['nested.jsonl', withSize('{"h":1}'), /: line 1, key "size": expected a number, a text, true, false or null, got an object: write its parts as keys of their own/],
      ['list-inside.jsonl', withSize('[1,2]'), /: line 1, key "size": .* got a list: /],
      ['latin1.jsonl', Buffer.from(JSONL.replaceAll('oak', 'chêne'), 'latin1'), /: line 2: expected text in UTF-8, got /],
      ['pretty.jsonl', OBJECTS.map((own) => JSON.stringify(own, null, 2)).join('\n'), /: line 1: expected a JSON object, got "\{": write each object in a line of its own, or all in a list$/],
      ['cut.json', JSON.stringify(OBJECTS).slice(0, -20), /: line 1: expected an object, got the end of the file$/],
      ['comma-at-the-end.json', `[${JSONL.trim().replaceAll('\n', ',\n')},]`, /: line 40: expected an object, got "\]"$/],
      ['lists.json', JSON.stringify(TREES), /: line 1: expected an object or the end of the list, got /],
      ['columns.json', JSON.stringify({ girth: { 0: 1 }, tree: { 0: 'oak' } }), /: line 1, key "girth": .* with pandas by to_json\(orient="records"\)$/],
      ['number.json', '42', /: expected JSON Lines, an object on each line, or a JSON array of objects, got text$/],
      ['empty.json', '', /, got an empty file$/],
      ['empty-list.json', '[]', /: expected at least one row of data, got none$/],
      ['empty-object.json', '{}', /: expected a column of labels "tree", got none at all$/],
      ['a-table.jsonl', TEXT, /: expected JSON Lines, an object on each line, or a JSON array of objects, got text/],
    ],
  ); // prettier-ignore
});

const asCsv = (name: string, content: string | Uint8Array, got: string): OddFile => [
  `${name}.csv`,
  content,
  new RegExp(`: expected CSV, got ${got}`),
];
const damaged = hex('89504e470d0a1a0a0000');

describe('fit tells other formats', function () {
  this.timeout(60_000);
  const packed = gzipSync(TEXT);
  const flipped = Buffer.from(packed);
  flipped[100] ^= 0xff;
  testOddFiles(
    [
      ['packed.csv.gz', packed, FORTY],
      ['packed.csv', packed, FORTY],
      ['not-packed.csv.gz', TEXT, FORTY],
      ['packed-twice.csv.gz', gzipSync(packed), FORTY],
    ],
    [
      ['cut.csv.gz', packed.subarray(0, 150), /: the compressed data are truncated$/],
      ['beginning.csv.gz', packed.subarray(0, 5), /: the compressed data are truncated$/],
      ['flipped.csv.gz', flipped, /: the compressed data are damaged/],
      asCsv('workbook', zip({ '[Content_Types].xml': Buffer.from('<x/>') }), 'an Excel workbook: save it as CSV'),
      asCsv('old-workbook', after(hex('d0cf11e0a1b11ae1')), 'an old Excel workbook'),
      asCsv('archive', zip({ 'a.csv': Buffer.from(TEXT) }), 'a zip archive: unpack it'),
      asCsv('tar', after('a.csv'.padEnd(257, '\0'), 'ustar\x0000'), 'a tar archive: unpack it'),
      asCsv('rar', after(hex('526172211a0700')), 'a RAR archive: unpack it'),
      asCsv('bzip2', 'BZh91AY&SY12345678', 'a bzip2 file: unpack it'),
      asCsv('zstd', after(hex('28b52ffd')), 'a Zstandard file: unpack it'),
      asCsv('pickle', hex('80049517000000000000007d948c0161944b01732e'), 'a pickle, which is never loaded'),
      asCsv('pdf', '%PDF-1.7\n', 'a PDF file'),
      asCsv('page', '<!DOCTYPE html>\n<html>404</html>\n', 'an HTML page, as of a failed download'),
      asCsv('part-of-a-page', '<table><tr><td>1</td></tr></table>', 'an HTML page'),
      asCsv('xml', '<?xml version="1.0"?>\n<a b="c"/>\n', 'an XML file'),
      asCsv('pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n', 'a pointer of Git LFS'),
      ['weka.arff', '% trees\n@relation trees\n@attribute girth numeric\n@data\n', /got an ARFF file of Weka: save it as CSV$/],
      ['picture.csv', damaged, /: expected a CSV, JSON, .*, got an image$/],
      ['database.db', after('SQLite format 3\0'), /got an SQLite database: save its table as CSV$/],
      ['program', hex('7f454c4602010100'), /got bytes of no known format$/],
      ['table.parquet', TEXT, /: expected a Parquet file, as its name says, got text/],
      ['empty.parquet', '', /: expected a Parquet file, as its name says, got an empty file$/],
      ['cut.parquet', 'PAR1', /: expected a Parquet file, got what is damaged or truncated$/],
      ['zeros.parquet', after('PAR1'), /: expected a Parquet file, got what is damaged or truncated/],
      ['zeros-inside.parquet', Buffer.concat([after('PAR1'), Buffer.from('PAR1')]), /: expected a Parquet file, got what is damaged or truncated$/],
      ['table.arrow', TEXT, /: expected an Arrow or Feather file, as its name says, got text/],
      ['cut.arrow', 'ARROW1\0\0', /: expected an Arrow or Feather file, got what is damaged or truncated: its end is missing$/],
      ['old.feather', after('FEA1'), /: expected Feather version 2, got version 1/],
      ['stream.arrow', hex('ffffffff10000000'), /: expected an Arrow or Feather file, got what is damaged or truncated: its end is missing$/],
    ],
  ); // prettier-ignore
});

const X = npy(Float64Array.of(1, 2, 3, 4), [2, 2]);
const npz = (y: Uint8Array, own = X): Buffer => zip({ 'X.npy': own, 'y.npy': y });
const svm = (rowOf: (row: readonly string[], i: number) => string): string =>
  TREES.map((row, i) => `${row[2] === 'oak' ? 1 : 0} ${rowOf(row, i)}\n`).join('');
const safetensors = (header: object, data: Uint8Array): Buffer => {
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([size, text, data]);
};

describe('fit reads odd arrays', function () {
  this.timeout(60_000);
  const pairs = ([girth, height]: readonly string[]): string => `1:${girth} 2:${height}`;
  testOddFiles(
    [
      ['rows.svm', svm(pairs), /: 40 rows; 2 classes: 0 20, 1 20\n +2 numbers for each sample/],
      ['rows.csv', svm(pairs), /: 40 rows; 2 classes: 0 20, 1 20\n/],
      ['descending.svm', svm(([girth, height]) => `2:${height} 1:${girth}`), /: 40 rows; .*\n +2 numbers/],
      ['floats.npz', npz(npy(Float64Array.from(TREES, (_, i) => i % 2), [40]), npy(Float64Array.from({ length: 80 }, (_, i) => i % 4), [40, 2])), /: 40 rows; 2 classes: 0 20, 1 20\n/],
      ['X.npy', { 'X.npy': npy(Float64Array.from({ length: 80 }, (_, i) => i % 4), [40, 2]), 'y.txt': TREES.map((row) => `${row[2]}\n`).join('') }, /: 40 rows; 2 classes: elm 20, oak 20\n/],
    ],
    [
      ['twice.svm', svm((row, i) => (i === 5 ? '1:2 1:3' : pairs(row))), /: line 6: expected each index once, got 1 twice$/],
      ['negative.svm', '1 -1:2\n0 1:2\n', /: line 1: expected index:value, got "-1:2"$/],
      ['text.svm', '1 1:2\n0 1:x\n', /: line 2: index 1: expected a finite number, got "x"$/],
      ['nan.svm', '1 1:nan\n0 1:2\n', /: line 1: index 1: expected a finite number, got "nan"$/],
      ['no-label.svm', '1:2 2:3\n1:3 2:4\n', /: line 1: expected a label first, got none$/],
      ['labels.svm', '1,2 1:2\n0 1:2\n', /: line 1: expected one label for a sample, got several$/],
      ['huge.svm', '1 4000000000:2\n0 1:2\n', /: line 1: 4000000000 features by the index 4000000000, .*: a mistake$/],
      ['label.svm', svm(pairs), /label: expected none, since label has no columns, .* got "tree"$/, ['--label', 'tree']],
      ['objects.npz', npz(npy(Uint8Array.of(1, 2), [2]), npyOf(npyHeader('|O', [2]), Buffer.from([0x80, 4]))), /expected numbers|pickle|objects/],
      ['alone.npy', X, /: expected its labels beside it, e\.g\. in alone_labels\.npy or alone_labels\.txt; name their file \(labels\)$/],
      ['X.npy', { 'X.npy': X.subarray(0, 140), 'y.txt': '1\n2\n' }, /X\.npy.*(truncated|bytes)/],
      ['no-labels.npz', zip({ 'X.npy': X }), /: expected an array of labels, e\.g\. y; it has "X": name it$/],
      ['lengths.npz', npz(npy(Uint8Array.of(1, 2, 3), [3])), /expected labels of the shape \(2,\), for X of \(2, 2\), got \(3,\)$/],
      ['one-hot.npz', npz(npy(Uint8Array.of(1, 0, 0, 1), [2, 2])), /of labels one-hot, give numpy\.argmax\(y, axis=1\)$/],
      ['nan.npz', npz(npy(Uint8Array.of(1, 2), [2]), npy(Float64Array.of(1, NaN, 3, 4), [2, 2])), /X\[0\]\[1\]: expected a finite number, got NaN$/],
      ['quantities.npz', npz(npy(Float64Array.of(0.5, 2), [2])), /labels\[0\]: expected an integer, got 0\.5$/],
      ['none.npz', npz(npy(new Uint8Array(0), [0]), npy(new Float64Array(0), [0, 2])), /expected a positive integer, got 0$/],
      ['cut.npz', zip({ 'X.npy': X }).subarray(0, 150), /: the archive is truncated$/],
      ['offsets.safetensors', safetensors({ X: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 99] } }, Buffer.alloc(16)), /: expected a safetensors file, got "X" of 99 bytes, and 16 by its shape$/],
      ['no-labels.safetensors', safetensors({ X: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } }, Buffer.alloc(16)), /: expected its labels beside it, /],
      ['header.safetensors', hex('ffffffffffffff7f7b7d'), /: expected a safetensors file, got a header of 9223372036854775807 bytes in a file of 10$/],
      ['train-images-idx3-ubyte', idx(8, [2, 1, 2], Uint8Array.of(1, 2, 3, 4)), /: expected its labels beside it, e\.g\. in train-labels-idx1-ubyte /],
      ['pictures-idx3-ubyte', idx(8, [2, 1, 2], Uint8Array.of(1, 2, 3, 4)), /: expected its labels beside it; name their file \(labels\)$/],
    ],
    [],
  ); // prettier-ignore
});

import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCsv, type CsvOptions } from '../../src';
import { batchesOf } from '../../src/data';
import { delimiterOf, hasDecimalCommas } from '../../src/data/csv/dialect';
import { gzip, npy } from '../support/data-files';
import { temporaryFolder } from '../support/temporary-folder';

const TEXT = 'girth,height,tree\n8.3,70,Fichte\n8.6,65,Bäume\n';

describe('the first bytes of a CSV', () => {
  const folder = temporaryFolder();
  const write = (bytes: Uint8Array | string, name = 'some.csv'): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, bytes);
    return file;
  };
  const expectTrees = async (bytes: Uint8Array | string, options?: CsvOptions): Promise<void> => {
    const set = await loadCsv(write(bytes), options);
    expect(set.X).to.deep.equal(Float64Array.of(8.3, 70, 8.6, 65));
    expect(set.classes).to.deep.equal(['Bäume', 'Fichte']);
  };

  const utf16 = Buffer.from(TEXT, 'utf16le');
  const marked = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
  const encodings: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16', utf16],
    ['big-endian UTF-16', Buffer.from(utf16).swap16()],
    ['UTF-16 with a mark', marked],
    ['big-endian UTF-16 with a mark', Buffer.from(marked).swap16()],
    ['gzip', gzip(Buffer.from(TEXT))],
    ['gzip of UTF-16', gzip(marked)],
  ];
  for (const [title, bytes] of encodings) {
    it(`tell ${title}`, () => expectTrees(bytes));
  }

  const delimiters: [string, string][] = [
    ['semicolons', TEXT.replaceAll(',', ';')],
    ['tabs', TEXT.replaceAll(',', '\t')],
    ['bars', TEXT.replaceAll(',', '|')],
    ['semicolons and decimal commas', TEXT.replaceAll(',', ';').replaceAll('.', ',')],
    ['tabs and decimal commas, without a header', TEXT.slice(18).replaceAll(',', '\t').replaceAll('.', ',')], // prettier-ignore
    ['Windows line breaks and semicolons', TEXT.replaceAll(',', ';').replaceAll('\n', '\r\n')],
  ];
  for (const [title, text] of delimiters) {
    it(`tell ${title}`, () => expectTrees(text));
  }

  it('are overridden by the option delimiter', () =>
    expectTrees(TEXT.replaceAll(',', '#'), { delimiter: '#' }));

  it('leave commas that stand in a text, and semicolons in one column, alone', () => {
    expect(delimiterOf('a,b,c\n1,2,x;y\n3,4,z;w\n')).to.equal(',');
    expect(delimiterOf('a;b\n"1,5,7";x\n"2,5,8";y\n')).to.equal(';');
    expect(delimiterOf('1.234,5;2;a\n3,5;4;b\n')).to.equal(';');
    expect(delimiterOf('1\n2\n')).to.equal(',');
    expect(delimiterOf('a,b\n1,2,3\n')).to.equal(',');
  });

  it('do not take thousands, or numbers of both kinds, for decimal commas', () => {
    expect(hasDecimalCommas('1,5;2;x\n', ';')).to.equal(true);
    expect(hasDecimalCommas('1,234;2,567;x\n', ';')).to.equal(false);
    expect(hasDecimalCommas('1,234;2,5;x\n', ';')).to.equal(true);
    expect(hasDecimalCommas('1,5;2.5;x\n', ';')).to.equal(false);
  });

  it('tell what a classifier gets, packed arrays too', async () => {
    const classifier = { features: 2, bytes: false, image: null };
    const signal = new AbortController().signal;
    const options = {
      header: 'auto',
      array: 'X',
      note: () => undefined,
      classifier,
      signal,
    } as const;
    const X = npy(Float64Array.of(1.5, 2, 3, 4), [2, 2]);
    for (const file of [
      write(gzip(Buffer.from('1.5,2\n3,4\n')), 'a.csv.gz'),
      write('1,5;2\n3;4\n', 'b.csv'),
      write(gzip(X), 'c.npy.gz'),
      write(X, 'd'),
    ]) {
      const found: number[] = [];
      for await (const batch of batchesOf(file, options)) found.push(...(batch.X as Float64Array));
      expect(found, file).to.deep.equal([1.5, 2, 3, 4]);
    }
  });
});

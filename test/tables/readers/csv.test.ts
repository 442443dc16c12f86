import { expect } from 'chai';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { readTable, type TableOptions } from '../../../src/tables';
import { numberOf } from '../../../src/tables/column-builder';
import { decimalIn } from '../../../src/tables/readers/csv/decimal';
import { failureOf } from '../../support/rejection';
import { thorough } from '../../support/thorough';
import { cellsOf, tableFiles } from '../../support/table-files';

describe('readTable of CSV', () => {
  const { read, blocks, write } = tableFiles();

  const ONE = { a: [1, 3, null], b: ['x', null, 'y z'] };
  const TEXT = 'a,b\n1,x\n3,\n,y z\n';
  const utf16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
  const same: [string, string | Uint8Array, TableOptions?][] = [
    ['with a header', TEXT],
    ['without a line break at its end', TEXT.slice(0, -1)],
    ['of CRLF, with a byte order mark', `\ufeff${TEXT.replaceAll('\n', '\r\n')}`],
    ['of carriage returns alone', TEXT.replaceAll('\n', '\r')],
    ['with blank lines', `\n${TEXT.replaceAll('\n', '\n \n')}`],
    ['with blanks around its cells', TEXT.replaceAll(',', ' , ')],
    ['with quotes', '"a","b"\n"1",x\n3,""\n , "y z" \n'],
    ['of tabs', TEXT.replaceAll(',', '\t')],
    ['of semicolons, said so', TEXT.replaceAll(',', ';'), { delimiter: ';' }],
    ['in UTF-16', utf16],
    ['in UTF-16, big-endian', Buffer.from(utf16).swap16()],
    ['packed by gzip', gzipSync(TEXT)],
    ['with missing values in words', 'a,b\n1,x\n3,NA\nnan,y z\n'],
    ['with decimal commas', 'a;b\n1,0;x\n3,;\n;y z\n'.replace('3,;', '3,0;')],
    ['with the index that pandas writes', ',a,b\n0,1,x\n1,3,\n2,,y z\n'],
    ['with row names as R writes them', '"a","b"\n"1",1,"x"\n"2",3,NA\n"3",NA,"y z"\n'],
    ['with a line that tells the delimiter', `sep=;\r\n${TEXT.replaceAll(',', ';')}`],
    ['with a column left out by name', 'c,a,b\n,1,x\n,3,\n{,,y z\n', { without: ['c'] }],
    ['with a column left out by index', 'b,a,b\n,1,x\n,3,\n{,,y z\n', { without: [0] }],
    ['of which two columns are read', 'c,a,b\n,1,x\n,3,\n{,,y z\n', { only: ['a', 'b'] }],
  ];
  for (const [title, content, options] of same) {
    it(`reads a file ${title}`, async () => {
      const table = await read('t.csv', content, options);
      expect(table.rows).to.equal(3);
      expect(cellsOf(table)).to.deep.equal(ONE);
      expect(table.columns.map(({ name }) => name)).to.deep.equal(['a', 'b']);
    });
  }

  const headers: [string, string, string[], number, TableOptions?][] = [
    ['texts over numbers', 'x,y\nred,1\n', ['x', 'y'], 1],
    ['texts alone, once each', 'x,y\nred,no\nred,yes\n', ['x', 'y'], 2],
    ['texts that are there below', 'red,no\nblue,yes\nred,yes\n', ['column 1', 'column 2'], 3],
    ['numbers', '1,2\n3,4\n', ['column 1', 'column 2'], 2],
    ['a text beside numbers', 'red,2\nblue,4\n', ['column 1', 'column 2'], 2],
    ['years over numbers', 'land,1990,1991\nA,1,2\n', ['land', '1990', '1991'], 1],
    ['numbers from 0', '0,1,2\n5,3,cat\n', ['0', '1', '2'], 1],
    ['the name that is expected', '5,y\n6,a\n', ['5', 'y'], 1, { expected: ['y'] }],
    ['the counts of scikit-learn', '2,1,x,y\n1.5,0\n2.5,1\n', ['column 1', 'column 2'], 2],
    ['what is said to be one', '1,2\n3,4\n', ['1', '2'], 1, { header: true }],
    ['what is said to be none', 'x,y\n3,4\n', ['column 1', 'column 2'], 2, { header: false }],
    ['a cell without a name', 'a,,b\n1,2,3\n', ['a', 'column 2', 'b'], 1],
  ];
  for (const [title, content, names, rows, options] of headers) {
    it(`looks for a header in ${title}`, async () => {
      const table = await read('t.csv', content, options);
      expect(table.columns.map(({ name }) => name)).to.deep.equal(names);
      expect(table.rows).to.equal(rows);
    });
  }

  it('tells what it left out or took for granted', async () => {
    const notes: string[] = [];
    const note = (message: string): unknown => notes.push(message.replace(/^.*\//, ''));
    await read('t.csv', ',a\n0,1\n', { note });
    await read('t.csv', '1,2\n3,4\n', { note });
    expect(notes).to.deep.equal([
      't.csv: left out column 1, an index: it has no name in the header',
      't.csv: line 1 is taken for data, not for a header: columns are called column 1, …',
    ]);
  });

  it('keeps line breaks and doubled quotes of quoted cells, and names rows by their lines', async () => {
    const table = await read('t.csv', 'a,b\n"x ""y""\nz",1\n\nw,2\n');
    expect(cellsOf(table)).to.deep.equal({ a: ['x "y"\nz', 'w'], b: [1, 2] });
    expect([0, 1].map((row) => table.placeOf?.(row))).to.deep.equal(['line 3', 'line 5']);
  });

  it('reads thousands of columns, and rows that come in many pieces', async () => {
    const names = Array.from({ length: 5000 }, (_, j) => `c${j}`);
    const rows = Array.from({ length: 40 }, (_, i) => names.map((_, j) => i * 10000 + j));
    const table = await read('t.csv', [names, ...rows].map((row) => row.join()).join('\n'));
    expect(table.columns).to.have.length(5000);
    const { c0: first, c4999: last } = cellsOf(table);
    expect(first).to.deep.equal(rows.map((row) => row[0]));
    expect(last).to.deep.equal(rows.map((row) => row[4999]));
  });

  it('has the same cells in blocks, with their lines as they are written', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => [`${i},50`, i % 3 ? 'x' : '"a;b"']);
    const content = `n;t\n${lines.map((line) => line.join(';')).join('\n')}`;
    const all = await blocks('t.csv', content);
    const whole = cellsOf(await read('t.csv', content));
    expect(all.length).to.be.greaterThan(1);
    expect(all.map(({ first }) => first)[1]).to.equal(all[0].rows);
    for (const name of ['n', 't']) {
      expect(all.flatMap((block) => cellsOf(block)[name])).to.deep.equal(whole[name]);
    }
    expect(all.flatMap(({ written }) => written?.rows.length)).to.deep.equal(
      all.map((b) => b.rows),
    );
    expect(all[0].written?.rows.slice(0, 2)).to.deep.equal([
      ['0,50', 'a;b'],
      ['1,50', 'x'],
    ]);
    expect(all[0].written).to.deep.include({
      header: ['n', 't'],
      dialect: { delimiter: ';', hasDecimalCommas: true, hasMark: false },
    });
  });

  const faults: [string, string | Uint8Array, string, TableOptions?][] = [
    ['an empty file', '', 'expected at least one row of data, got none'],
    ['a header alone', 'a,b\n', 'expected at least one row of data, got none'],
    ['too many cells', 'a,b\n1,2\n\n1,2,3\n', 'line 4: expected 2 cells, as in the header, got 3'],
    ['too few cells', '1,2\n3\n', 'line 2: expected 2 cells, as in the first line, got 1'],
    ['two columns of one name', 'a,b,a\n1,2,3\n', 'expected each name once, got "a" in columns 1 and 3: rename one, or leave it out by its index, 2'],
    ['a column that is not there', 'a,b\n1,2\n', 'expected a column to leave out "c", got "a", "b"', { without: ['c'] }],
    ['bytes that are no UTF-8', Buffer.from('a,b\n1,caf\xe9\n', 'latin1'), 'line 2, column 2 ("b"): expected text in UTF-8, got "caf\ufffd"'],
    ['a name that is no UTF-8', Buffer.from('a,\xe9\n1,2\n', 'latin1'), 'line 1, column 2: expected a name in UTF-8, got "\ufffd"'],
    ['an open quote', 'a,b\n1,2\n1,"2\n', 'line 3, column 2: expected a closing quote, got the end of the file'],
    ['a quote inside', 'a,b\n1,2"\n', 'line 2, column 2: expected a quote at the beginning of the cell alone, got one inside: put the whole cell in quotes, and write two for each quote in it'],
    ['text after a quote', 'a,b\n1,2\n"1"x,2\n', 'line 3, column 1: expected the end of the cell after its closing quote, got more text'],
    ['infinity', 'a,b\n1,2\n3,-inf\n', 'line 3, column 2 ("b"): expected a finite number, got "-inf"'],
    ['infinity first', 'a,b\n1,inf\n3,2\n', 'line 2, column 2 ("b"): expected a finite number, got "inf"'],
    ['a number too large', 'a,b\n1,2\n3,1e999\n', 'line 3, column 2 ("b"): expected a finite number, got "1e999"'],
    ['a picture', '\x89PNG\r\n', 'expected CSV, got a PNG image'],
    ['too many cells for any table', `${',1'.repeat(2 ** 18 + 2)}\n`, 'line 1: expected at most 262144 cells, got more'],
    ['a line without an end', `a,b\n1,${'x'.repeat(2 ** 24)}`, 'line 2: expected at most 16777216 bytes, got more, as of a quote that is not closed'],
  ]; // prettier-ignore
  for (const [title, content, message, options] of faults) {
    it(`refuses ${title}`, async () => {
      const bytes = title === 'a picture' ? Buffer.from(content as string, 'latin1') : content;
      const error = await failureOf(read('t.csv', bytes, options));
      expect(error?.message.replace(/^.*\/t\.csv: /, '')).to.equal(message);
    });
  }

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const file = write('t.csv', '1,2\n'.repeat(10 ** 5 * 3));
    const reading = readTable(file, {}, controller.signal, () => controller.abort(new Error('no')));
    expect((await failureOf(reading))?.message).to.equal('no');
  });

  it('parses numbers to the bit', () => {
    const written = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(4)),
      fc.integer().map(String),
      fc.bigInt({ min: 0n, max: 10n ** 31n }).map((value) => `${value}e-${String(value).length}`),
      // The middle of two numbers, and close to it.
      fc.tuple(fc.integer({ min: 2 ** 30, max: 2 ** 31 - 1 }), fc.nat(2 ** 23), fc.constantFrom('', '01', '001'), fc.constantFrom(0, 1)).map(([a, b, more, below]) => `${(BigInt(a) * 2n ** 23n + BigInt(b)) * 2n + 1n - BigInt(below)}${more && `.${more}`}`), // prettier-ignore
      fc.stringMatching(/^[+-]?[0-9]{0,3}\.?[0-9]{0,3}([eE][+-]?[0-9]{0,2})?x?$/),
    );
    fc.assert(
      fc.property(written, (text) => {
        const bytes = Buffer.from(`(${text})`);
        const found = decimalIn(bytes, 1, bytes.length - 1, 0x2e);
        const expected = numberOf(text) ?? NaN;
        // What it leaves to others is parsed by them.
        if (!Number.isNaN(found)) expect(found).to.equal(expected);
        else if (/^\d{1,15}(\.\d)?$/.test(text)) expect(expected).to.be.NaN;
      }),
      { numRuns: thorough(200_000, 4000) },
    );
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCsv, type CsvOptions } from '../../src';
import { temporaryFolder } from '../support/temporary-folder';

describe('loadCsv', () => {
  const folder = temporaryFolder();
  const load = (text: string, options?: CsvOptions) => {
    const file = path.join(folder(), 'mine.csv');
    writeFileSync(file, text);
    return loadCsv(file, options);
  };

  const same: [string, string, CsvOptions?][] = [
    ['without a header', '1,2,cat\n3,4,dog\n5,6,cat\n'],
    ['without a line break at its end', '1,2,cat\n3,4,dog\n5,6,cat'],
    ['with a header', 'a,b,c\n1,2,cat\n3,4,dog\n5,6,cat\n'],
    ['of CRLF, with a byte order mark', '\ufeffa,b,c\r\n1,2,cat\r\n3,4,dog\r\n5,6,cat\r\n'],
    ['of line breaks of both kinds', '1,2,cat\r\n3,4,dog\n5,6,cat\r\n'],
    ['of carriage returns alone', '1,2,cat\r3,4,dog\r5,6,cat\r'],
    ['whose header has a name like a missing value', 'RI,Na,c\n1,2,cat\n3,4,dog\n5,6,cat\n'],
    ['with quotes', '"a ""x""","b\nb",c\n"1",2,"cat"\n3,"4",dog\n5,6,cat\n'],
    ['with blank lines', '\n1,2,cat\n\n3,4,dog\n\n5,6,cat\n\n'],
    ['with spaces and exponents', ' 1 , 2, cat\n+3e0,40e-1 ,dog\n5.,.6e1,cat \n'],
    ['of semicolons', '1;2;cat\n3;4;dog\n5;6;cat\n', { delimiter: ';' }],
    ['of tabs', '1\t2\tcat\n3\t4\tdog\n5\t6\tcat\n', { delimiter: '\t' }],
    ['with its labels first', 'cat,1,2\ndog,3,4\ncat,5,6\n', { labels: 0 }],
    ['with its labels by name', 'x,y,z\n1,cat,2\n3,dog,4\n5,cat,6\n', { labels: 'y' }],
    ['with a header of numbers', '0,1,2\n1,2,cat\n3,4,dog\n5,6,cat\n', { header: true }],
  ];
  for (const [title, text, options] of same) {
    it(`reads a file ${title}`, async () => {
      const set = await load(text, options);
      expect(set.X).to.deep.equal(Float64Array.of(1, 2, 3, 4, 5, 6));
      expect(set).to.deep.include({ name: 'mine', features: 2, samples: 3 });
      expect(set.classes).to.deep.equal(['cat', 'dog']);
      expect([...set.labels]).to.deep.equal([0, 1, 0]);
    });
  }

  const namings: [string, string[], CsvOptions, string[], number[]][] = [
    ['sparse integers', ['900', '3', '17'], {}, ['3', '17', '900'], [2, 0, 1]],
    ['integers that are names, like 007', ['10', '9', '007'], {}, ['007', '10', '9'], [1, 2, 0]],
    ['indices', ['1', '0', '1'], { classes: ['p', 'q'] }, ['p', 'q'], [1, 0, 1]],
    ['names that are integers', ['7', '3', '7'], { classes: ['7', '3'] }, ['7', '3'], [0, 1, 0]],
  ];
  for (const [title, labels, options, classes, indices] of namings) {
    it(`takes labels: ${title}`, async () => {
      const set = await load(labels.map((label, i) => `${i},${label}\n`).join(''), options);
      expect(set.classes).to.deep.equal(classes);
      expect([...set.labels]).to.deep.equal(indices);
    });
  }

  it('looks labels up in another data set', async () => {
    const like = await load('1,3\n2,17\n3,900\n');
    expect([...(await load('1,900\n2,900\n', { like })).labels]).to.deep.equal([2, 2]);
  });

  it('gives back what was written', async () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((d) =>
      fc.array(
        fc.record({
          x: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: d, maxLength: d }),
          // U+FFFD stands for bytes that are no text, and is refused.
          label: fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => s.trim() === s && !/^\ufeff|\ufffd/.test(s)),
        }),
        { minLength: 2, maxLength: 30 },
      ),
    ); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const labels = rows.map(({ label }) => `l${label}`);
        fc.pre(new Set(labels).size > 1);
        const quoted = labels.map((label) => `"${label.replaceAll('"', '""')}"`);
        const text = rows.map(({ x }, i) => `${x.join(',')},${quoted[i]}\r\n`).join('');
        const set = await load(text, { header: false });
        expect([...set.X]).to.deep.equal(rows.flatMap(({ x }) => x.map((value) => value + 0)));
        expect([...set.labels].map((k) => set.classes[k])).to.deep.equal(labels);
      }),
      { numRuns: 50 },
    );
  });
});

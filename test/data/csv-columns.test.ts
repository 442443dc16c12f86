import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadCsv, partOf, split, subset, type CsvOptions, type DataSet } from '../../src';
import { listenToWarnings } from '../../src/errors';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

describe('the columns of a CSV', () => {
  const folder = temporaryFolder();
  let warnings: string[] = [];
  beforeEach(() => {
    warnings = [];
    listenToWarnings((message, code) => warnings.push(`${code} ${path.basename(message)}`));
  });
  afterEach(() => listenToWarnings(null));

  const write = (text: string): string => {
    const file = path.join(folder(), 'trees.csv');
    writeFileSync(file, text);
    return file;
  };
  const load = (text: string, options?: CsvOptions) => loadCsv(write(text), options);
  const table = ({ featureNames, X, labels, classes }: DataSet) => ({
    names: featureNames,
    X: [...(X as Float64Array)],
    labels: [...labels].map((k) => classes[k]),
  });
  const TREES = { names: ['height', 'girth'], X: [1, 2, 3, 4], labels: ['oak', 'elm'] };

  describe('are named by its header:', () => {
    const same: [string, string, CsvOptions?][] = [
      ['plain', 'height,girth,tree\n1,2,oak\n3,4,elm\n'],
      ['with blanks, quotes and a byte order mark', '\ufeff height , "girth" ,tree\r\n1, "2" , oak\r\n3,4 ,"elm" \r\n'],
      ['with the labels first, by a name with a blank', 'tree ,height,girth\noak,1,2\nelm,3,4\n', { labels: 'tree' }],
      ['with the labels between', 'height,tree,girth\n1,oak,2\n3,elm,4\n', { labels: 1 }],
      ['without a column, by name', 'Id,height,girth,tree\n7,1,2,oak\n9,3,4,elm\n', { without: ['Id'] }],
      ['without a column of texts', 'height,place,girth,tree\n1,park,2,oak\n3,road,4,elm\n', { without: ['place'] }],
      ['without a column, by index', ',height,girth,tree\n0,1,2,oak\n1,3,4,elm\n', { without: [0] }],
      ['some of them alone, in an order', 'girth,Id,height,tree\n2,7,1,oak\n4,9,3,elm\n', { only: ['height', 'girth'] }],
    ]; // prettier-ignore
    for (const [title, text, options] of same) {
      it(title, async () => {
        expect(table(await load(text, options))).to.deep.equal(TREES);
        expect(warnings).to.deep.equal([]);
      });
    }

    it('and keep their names in parts', async () => {
      const text = 'a,b,c\n' + Array.from({ length: 9 }, (_, i) => `${i},${i % 4},${'xyz'[i % 3]}\n`).join(''); // prettier-ignore
      const set = await load(text, { only: ['b'] });
      const parts = [partOf(set, 'part', 1, 3), subset(set, 'subset', [2]), split(set, { test: 3 }).test]; // prettier-ignore
      for (const part of parts) expect(part.featureNames).to.deep.equal(['b']);
    });
  });

  describe('are matched by name with those of like:', () => {
    const like = (): Promise<DataSet> => load('height,girth,tree\n5,6,elm\n7,8,oak\n');
    const matched: [string, string, CsvOptions, RegExp?][] = [
      ['in another order', 'girth,height,tree\n2,1,oak\n4,3,elm\n', {}],
      ['with the labels first', 'tree,girth,height\noak,2,1\nelm,4,3\n', {}],
      ['beside one that is left out', 'Id,girth,height,tree\n7,2,1,oak\n9,4,3,elm\n', { without: ['Id'] }],
      ['beside another one', 'Id,girth,height,tree\n7,2,1,oak\n9,4,3,elm\n', {}, /^IGNORED_COLUMN trees\.csv: left out "Id": no features/],
      ['without a header, in their order', '1,2,oak\n3,4,elm\n', {}],
    ]; // prettier-ignore
    for (const [title, text, options, warning] of matched) {
      it(title, async () => {
        const set = await load(text, { like: await like(), ...options });
        expect(table(set)).to.deep.equal(TREES);
        expect(warnings).to.have.length(warning ? 1 : 0);
        if (warning) expect(warnings[0]).to.match(warning);
      });
    }

    const refused: [string, string, RegExp][] = [
      ['one is missing', 'height,Girth,tree\n1,2,oak\n', /line 1: expected a column "girth", got "Girth"$/],
      ['all columns are features', 'girth,height\n1,2\n', /expected the column of the labels to be named, or the last one, got features in all of them$/],
      ['the labels may be in several', 'tree,kind,girth,height\noak,x,1,2\n', /column of the labels to be named.*several: "tree", "kind"$/],
    ]; // prettier-ignore
    for (const [title, text, message] of refused) {
      it(`refused where ${title}`, async () => {
        const set = await like();
        expect(await rejection(() => load(text, { like: set }), 'DATA_INVALID')).to.match(message);
      });
    }
  });

  describe('have numbers for names:', () => {
    const rows = '0,1,oak\n1,1,elm\n5,2,oak\n6,3,elm\n';
    it('recognised where line 1’s label occurs nowhere else', async () => {
      for (const [header, ending] of [['0,1,tree', ''], [',0,1,tree', 'i'], ['1,2,3', '']]) {
        const lines = rows.trimEnd().split('\n').map((line, i) => (ending ? `${3 * i},` : '') + line);
        const set = await load([header, ...lines].join('\n'), ending ? { without: [0] } : {});
        expect(set.classes).to.deep.equal(['elm', 'oak']);
        expect(set.samples).to.equal(4);
        expect(set.featureNames).to.deep.equal(header === '1,2,3' ? ['1', '2'] : ['0', '1']);
      }
    }); // prettier-ignore

    it('or asked about, else taken for samples', async () => {
      const asked = await rejection(() => load(`400,410,tree\n${rows}`), 'DATA_INVALID');
      expect(asked).to.match(/line 1 may be a header, as its label "tree" occurs nowhere else: .* header: true/); // prettier-ignore
      expect((await load(`400,410,tree\n${rows}`, { header: true })).samples).to.equal(4);
      expect((await load(`400,410,tree\n${rows}`, { header: false })).samples).to.equal(5);
      expect((await load(`4,7,oak\n${rows}`)).samples).to.equal(5);
      expect((await load('1,2,oak\n3,4,elm\n')).samples).to.equal(2);
    });

    it('matched with those of like', async () => {
      const like = await load(`0,1,tree\n${rows}`);
      const set = await load('1,tree,0\n7,oak,8\n', { like });
      expect(table(set)).to.deep.equal({ names: ['0', '1'], X: [8, 7], labels: ['oak'] });
    });
  });

  describe('that number the samples are warned of:', () => {
    const lines = (of: (i: number) => string, n = 20): string =>
      Array.from({ length: n }, (_, i) => `${of(i)},${((7 * i) % 11) / 2},${i < n / 2 ? 'oak' : 'elm'}\n`).join(''); // prettier-ignore
    const warned: [string, string, RegExp | null][] = [
      ['an index that pandas wrote', `,girth,tree\n${lines(String)}`, /column 1 has no name in the header.*without: \[0\]$/],
      ['an Id from 1', `Id,girth,tree\n${lines((i) => String(i + 1))}`, /column 1 \("Id"\) numbers the samples.*without: \["Id"\]$/],
      ['consecutive numbers in any order', `x,girth,tree\n${lines((i) => String(100 + ((3 * i) % 20)))}`, /column 1 \("x"\) numbers/],
      ['different numbers called id', `id,girth,tree\n${lines((i) => String(i * i))}`, /column 1 \("id"\) numbers/],
      ['no header', lines(String), /column 1 numbers the samples.*without: \[0\]$/],
      ['different numbers of another name', `size,girth,tree\n${lines((i) => String(i * i))}`, null],
      ['few samples', `x,girth,tree\n${lines(String, 6)}`, null],
    ]; // prettier-ignore
    for (const [title, text, message] of warned) {
      it(title, async () => {
        await load(text);
        expect(warnings).to.have.length(message === null ? 0 : 1);
        if (message) expect(warnings[0]).to.match(message);
      });
    }

    it('but not if they are chosen', async () => {
      await load(`Id,girth,tree\n${lines(String)}`, { only: ['Id', 'girth'] });
      expect(warnings).to.deep.equal([]);
    });
  });

  it('of labels: integers are integers, as in other formats', async () => {
    for (const labels of [['0.0', '1.000e+00'], ['0', '1'], ['0.', '+1'], [' 0', '10e-1']]) {
      const set = await load(labels.map((label, i) => `${i},5,${label}\n`).join(''));
      expect(set.classes).to.deep.equal(['0', '1']);
      const like = await load('1,5,0\n2,5,1\n');
      expect([...(await load(`3,5,${labels[1]}\n`, { like })).labels]).to.deep.equal([1]);
      expect((await load(`3,5,${labels[1]}\n`, { classes: ['2', '1'] })).labels[0]).to.equal(1);
    }
    expect((await load('1,5,0.0\n2,5,0.5\n')).classes).to.deep.equal(['0.0', '0.5']);
  }); // prettier-ignore

  it('of labels: improbably many classes are warned of', async () => {
    const price = (i: number, n: number): string => `${i % 7},5,${(i * 1.37) % n}\n`;
    await load(Array.from({ length: 120 }, (_, i) => price(i, 500)).join(''));
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/^MANY_CLASSES trees: 120 classes for 120 samples: .*a quantity/);
    await load(Array.from({ length: 120 }, (_, i) => `${i % 7},5,tree ${i % 40}\n`).join(''));
    expect(warnings).to.have.length(1);
  });

  const refused: [string, string, CsvOptions, RegExp][] = [
    ['two features of a name', 'a, a,b\n1,2,x\n1,3,y\n', {}, /line 1: expected each name once, got "a" in columns 1 and 2: rename one, or leave it out by its index, 1$/],
    ['a column to leave out that is not there', 'a,b,c\n1,2,x\n', { without: ['d'] }, /expected a column to leave out "d", got "a", "b", "c"$/],
    ['an index beyond the columns', 'a,b,c\n1,2,x\n', { only: [3] }, /expected a column to take from 0 to 2, got 3$/],
    ['no features left', 'a,c\n1,x\n', { without: ['a'] }, /expected columns of features, got none$/],
    ['a name without a header', '1,2,x\n', { without: ['a'], header: false }, /without a header, no column has a name: got "a"$/],
    ['a column of texts', 'name,b,c\nfirst,2,x\n', {}, /line 2, column 1 \("name"\): expected a finite number, got "first": if the column is no feature, leave it out \(without\)$/],
    ['text after a quote', 'a,b\n"1"2,x\n', {}, /line 2, column 1: expected the end of the cell after its closing quote/],
    ['too many cells', `${'1,'.repeat(2 ** 18)}x\n`, {}, /line 1: expected at most 262144 cells/],
  ]; // prettier-ignore
  for (const [title, text, options, message] of refused) {
    it(`refuses ${title}`, async () => {
      expect(await rejection(() => load(text, options), 'DATA_INVALID')).to.match(message);
    });
  }

  it('refuses options that name no columns', async () => {
    for (const columns of ['Id', [''], [-1], [1.5], [null]]) {
      const failure = await load('a,b\n1,x\n', { without: columns as string[] }).catch(String);
      expect(failure).to.match(/^(Type|Range)Error: without/);
    }
  });
});

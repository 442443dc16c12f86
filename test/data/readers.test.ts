import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { batchesOf, dataSet, labelledData, STANDARD_INPUT, type RowOptions } from '../../src/data';
import type { CsvLine } from '../../src/data/csv/csv-line';
import { csvLines } from '../../src/data/csv/csv-lines';
import { bytesOf } from '../../src/data/readers/input';
import { READERS } from '../../src/data/readers/read';
import type { Reader, RowBlock } from '../../src/data/readers/reader';
import { temporaryFolder } from '../support/temporary-folder';

const { signal } = new AbortController();
const FORMAT = { label: undefined, header: 'auto', delimiter: ',', array: 'X' } as const;
const CLASSIFIER = { features: 2, bytes: false, image: null, classes: ['rose', 'tulip'] };

/** A made-up format: `MADE`, then the labels, then the features, a line each. */
const made: Reader = {
  name: '.made',
  one: 'a .made',
  endings: ['.made'],
  beginning: /^MADE/,
  rows: {
    from: 'stream',
    async *read(input): AsyncGenerator<RowBlock> {
      const [, , numbers] = Buffer.from(await bytesOf(input))
        .toString()
        .split('\n');
      const X = Float64Array.from(numbers.split(' '), Number);
      // In two blocks, of which the second has all but one sample.
      for (const block of [X.subarray(0, 2), X.subarray(2)]) yield { where: input.where, X: block };
    },
  },
  labelled: {
    from: 'stream',
    async read(input, { classifier }) {
      const [, labels, numbers] = Buffer.from(await bytesOf(input))
        .toString()
        .split('\n');
      const X = Float64Array.from(numbers.split(' '), Number);
      return dataSet({
        X,
        labels: labels.split(' '),
        classes: classifier.classes.map(String),
        name: 'made',
      });
    },
  },
};

/** Another one, without labels, that can't be read from a pipe. */
const unlabelled: Reader = {
  ...made,
  name: '.none',
  one: 'a .none',
  endings: ['.none'],
  beginning: /^NONE/,
  rows: made.rows && { ...made.rows, from: 'file' },
  labelled: undefined,
};

/** The beginning of an archive of arrays. */
const NPZ = `PK\x03\x04${'\0'.repeat(26)}X.npy`;

/** Some of the formats, so that messages that list all of them are short. */
const SOME = READERS.filter(({ name }) => ['CSV', '.npy', '.npz', 'an image'].includes(name));

const TABLE = [...SOME, made, unlabelled];

describe('the table of readers', () => {
  const folder = temporaryFolder();
  const write = (name: string, content: string): string => {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    return file;
  };
  const options = (more: Partial<RowOptions> = {}): RowOptions => ({ ...FORMAT, classifier: CLASSIFIER, note: () => undefined, signal, ...more }); // prettier-ignore

  async function batches(name: string, table = TABLE, more?: Partial<RowOptions>) {
    const found: [first: number | null, X: number[]][] = [];
    for await (const { first, X } of batchesOf(name, options(more), table)) found.push([first, [...X]]); // prettier-ignore
    return found;
  }
  const labelled = (name: string, table = TABLE) => labelledData(name, { ...FORMAT, labels: undefined }, CLASSIFIER, signal, table); // prettier-ignore
  const message = (reading: Promise<unknown>): Promise<string> =>
    reading.then(
      () => 'nothing thrown',
      (error: unknown) => (error as Error).message,
    );

  it('recognises a new format by its first bytes, or else by its ending', async () => {
    const rows = [[0, [1, 2]], [1, [3, 4]]]; // prettier-ignore
    expect(await batches(write('some.csv', 'MADE\nrose tulip\n1 2 3 4'))).to.deep.equal(rows);
    expect(await batches(write('some.MADE', 'made\nrose tulip\n1 2 3 4'))).to.deep.equal(rows);
  });

  it('reads its labels', async () => {
    const { labels, X } = await labelled(write('some', 'MADE\ntulip rose\n1 2 3 4'));
    expect([[...labels], [...(X as Float64Array)]]).to.deep.equal([[1, 0], [1, 2, 3, 4]]); // prettier-ignore
  });

  it('checks its numbers, and counts samples over its blocks', async () => {
    const file = write('some', 'MADE\n\n1 2 3 4 5 Infinity');
    expect(await message(batches(file))).to.equal(`${file}: sample 2, feature 1: expected a finite number, got Infinity`); // prettier-ignore
    expect(await message(labelled(write('x', 'MADE\nrose\n1 NaN')))).to.match(/X\[0\]\[1\]|sample 0, feature 1/); // prettier-ignore
    const many = await batches(write('many', `MADE\n\n${'1 2 '.repeat(601).trim()}`));
    expect(many.map(([first, X]) => [first, X.length])).to.deep.equal([[0, 2], [1, 512], [257, 512], [513, 176]]); // prettier-ignore
  });

  it('derives errors from what the formats can do', async () => {
    const picture = write('a.png', '');
    expect(await message(labelled(picture))).to.equal(`${picture}: expected labelled samples as CSV, .npy, .npz or .made, got an image`); // prettier-ignore
    const none = write('x', 'NONE');
    expect(await message(labelled(none))).to.match(/as CSV, \.npy, \.npz or \.made, got a \.none$/);
    const mute = TABLE.map((reader) => (reader === made ? { ...made, rows: undefined } : reader));
    expect(await message(batches(write('y', 'MADE'), mute))).to.match(/: expected CSV, \.npy, \.npz, an image or \.none, got a \.made$/); // prettier-ignore
  });

  describe('on standard input', () => {
    const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
    const give = (text: string, chunks = 1): Readable => {
      const value = Readable.from(new Array(chunks).fill(Buffer.from(text)));
      Object.defineProperty(process, 'stdin', { configurable: true, value });
      return value;
    };
    afterEach(() => Object.defineProperty(process, 'stdin', stdin));

    it('reads what can be a stream', async () => {
      give('MADE\nrose\n1 2');
      expect(await batches(STANDARD_INPUT)).to.deep.equal([[0, [1, 2]]]);
    });

    it('is closed after a fault', async () => {
      const input = give('1,much\n3,4\n5,6\n', 100);
      expect(await message(batches(STANDARD_INPUT))).to.match(/^standard input: line 1/);
      expect(input.destroyed).to.equal(true);
    });

    const refused: [string, string, 'rows' | 'labelled', string][] = [
      ['an .npz', NPZ, 'rows', 'expected CSV, .npy, an image or .made: an .npz has to be a file'],
      ['an .npz of labelled samples', NPZ, 'labelled', 'expected labelled samples as .npy or .made: an .npz has to be a file'],
      ['a labelled CSV', '1,2,rose\n', 'labelled', 'expected labelled samples as .npy or .made: CSV has to be a file'],
      ['a new format that has to be a file', 'NONE', 'rows', 'expected CSV, .npy, an image or .made: a .none has to be a file'],
    ]; // prettier-ignore
    for (const [title, text, what, expected] of refused) {
      it(`refuses ${title}, and closes it`, async () => {
        const input = give(text);
        const reading = what === 'rows' ? batches(STANDARD_INPUT) : labelled(STANDARD_INPUT);
        expect(await message(reading)).to.equal(`standard input: ${expected}`);
        expect(input.destroyed).to.equal(true);
      });
    }
  });

  it('names the first fault of a CSV, though a later one stops the parser', async () => {
    const file = write('a.csv', '1,2\n3,much\n4,"5"6\n');
    expect(await message(batches(file))).to.equal(`${file}: line 2, column 2: expected a finite number, got "much"`); // prettier-ignore
  });

  it('yields all lines of a CSV before its fault, even if nobody asks for them at once', async () => {
    const text = Readable.from([Buffer.from('1,2\n'), Buffer.from('3,4\n5,"6"7\n')]);
    const found: CsvLine[] = [];
    const reading = (async () => {
      for await (const lines of csvLines('a.csv', text, ',')) {
        found.push(...lines);
        await setTimeout(5);
      }
    })();
    expect(await message(reading)).to.match(
      /^a\.csv: line 3, column 2: expected the end of the cell after its closing quote/,
    );
    expect(found.map(({ line }) => line)).to.deep.equal([1, 2]);
  });

  it('has endings in lower case, and each once', () => {
    const endings = READERS.flatMap((reader) => reader.endings);
    expect(endings.every((ending) => /^\.[a-z0-9]+$/.test(ending))).to.equal(true);
    expect(new Set(endings).size).to.equal(endings.length);
  });
});

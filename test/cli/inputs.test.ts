import { expect } from 'chai';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import {
  batchesOf,
  labelledData,
  type ImageShape,
  type ReadingProgress,
  type RowBatch,
  type RowOptions as BatchOptions,
} from '../../src/data';
import { npy, npyHeader, npyOf } from '../support/data-files';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const COLOUR: ImageShape = { width: 4, height: 2, channels: 3 };
const { signal } = new AbortController();
const standardisation = { mean: Float64Array.of(0.5, 1), deviation: Float64Array.of(1, 1) };
const FLOWERS = { features: 2, bytes: false, image: null, standardisation };
const PICTURES = { features: 24, bytes: true, image: COLOUR, standardisation };

describe('what predict reads', () => {
  const folder = temporaryFolder();

  /** Writes a file, and reads its samples: the rows, and what was noted. */
  async function read(
    name: string,
    content: string | Uint8Array,
    options: Partial<BatchOptions> = {},
  ): Promise<{ rows: number[][]; notes: string[] }> {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    const rows: number[][] = [];
    const notes: string[] = [];
    const all: BatchOptions = {
      classifier: FLOWERS,
      label: undefined,
      header: 'auto',
      delimiter: ',',
      array: 'X',
      note: (message) => notes.push(message),
      signal,
      ...options,
    };
    for await (const { X, samples, features, first, where } of batchesOf(file, all)) {
      expect(where).to.equal(file);
      if (first !== null) expect(first).to.equal(rows.length);
      for (let i = 0; i < samples; i++) {
        rows.push([...X.subarray(i * features, (i + 1) * features)]);
      }
    }
    return { rows, notes };
  }

  const rows = async (...given: Parameters<typeof read>) => (await read(...given)).rows;

  describe('of CSV', () => {
    const two = [
      [1, 2],
      [3.5, -4e-3],
    ];
    const readable: [string, string, Partial<BatchOptions>][] = [
      ['rows alone', '1,2\n3.5,-4e-3\n', {}],
      [
        'rows with a header, quotes, blank lines and a byte order mark',
        '\ufeff"a","b"\r\n1,2\r\n\r\n"3.5",-4e-3',
        {},
      ],
      ['rows with a label by name', 'a,kind,b\n1,rose,2\n3.5,,-4e-3\n', { label: 'kind' }],
      ['rows with a label by number', 'rose,1,2\ntulip,3.5,-4e-3\n', { label: 0 }],
      ['a header that looks like data', '8,9\n1,2\n3.5,-4e-3\n', { header: true }],
      ['other delimiters', '1;2\n3.5;-4e-3\n', { delimiter: ';' }],
    ];
    for (const [title, text, options] of readable) {
      it(title, async () => expect(await rows('a.csv', text, options)).to.deep.equal(two));
    }

    it('many rows, in their order', async () => {
      const text = Array.from({ length: 5000 }, (_, i) => `${i},${-i}`).join('\n');
      const found = await rows('a.csv', text);
      expect(found).to.have.length(5000);
      expect(found.every(([a, b], i) => a === i && b === -i)).to.equal(true);
    });

    const refused: [string, string, Partial<BatchOptions>, RegExp][] = [
      ['nothing', '', {}, /a\.csv: expected at least one line of data, got none$/],
      ['a header alone', 'a,b\n', {}, /expected at least one line of data, got none$/],
      [
        'a label that is not named',
        '1,2,rose\n',
        {},
        /line 1: expected 2 cells.* got 3: name the column .* --label$/,
      ],
      ['too few cells', '1\n', {}, /line 1: expected 2 cells.* got 1$/],
      [
        'a line with more cells',
        '1,2\n1,2,3\n',
        {},
        /line 2: expected 2 cells, as in the first line, got 3$/,
      ],
      [
        'a text among numbers',
        '1,2\n3,much\n',
        {},
        /line 2, column 2: expected a finite number, got "much"$/,
      ],
      ['an empty cell', '1,2\n,2\n', {}, /line 2, column 1: .* got an empty cell$/],
      ['missing values for a header', 'NaN,?\n1,2\n', {}, /line 1, column 1: .* got "NaN"$/],
      ['a quote that is not closed', '1,"2\n', {}, /line 1, column 2: expected a closing quote/],
      [
        'a column that is not there',
        'a,b,c\n1,2,3\n',
        { label: 'd' },
        /expected a label column "d", got "a", "b", "c"$/,
      ],
    ];
    for (const [title, text, options, message] of refused) {
      it(`refuses ${title}`, async () => {
        const failure = await rows('a.csv', text, options).catch((error: unknown) => error);
        expect(failure).to.be.an('error').with.property('code', 'DATA_INVALID');
        expect((failure as Error).message)
          .to.match(message)
          .and.include(folder());
      });
    }
  });

  describe('of NumPy', () => {
    it('one sample, several, and those of more dimensions', async () => {
      expect(await rows('X', npy(Float64Array.of(1, 2), [2]))).to.deep.equal([[1, 2]]);
      expect(await rows('X', npy(Float32Array.of(1, 2, 3, 4), [2, 2]))).to.deep.equal([[1, 2], [3, 4]]); // prettier-ignore
      expect(await rows('X', npy(Float64Array.of(1, 2, 3, 4), [2, 1, 2]))).to.have.length(2);
    });

    it('bytes as what they are to the classifier', async () => {
      const bytes = npy(Uint8Array.of(1, 255), [1, 2]);
      expect(await rows('X', bytes)).to.deep.equal([[1, 255]]);
      expect(await rows('X', bytes, { classifier: { ...FLOWERS, bytes: true } })).to.deep.equal([[1, 255]]); // prettier-ignore
    });

    const refused: [string, Buffer, boolean, RegExp][] = [
      [
        'another number of features',
        npy(Float64Array.of(1, 2, 3), [1, 3]),
        false,
        /expected \(n, 2\).* got the shape \(1, 3\)$/,
      ],
      [
        'texts',
        npyOf(npyHeader('|S2', [2]), Buffer.from('abcd')),
        false,
        /expected numbers, got texts$/,
      ],
      [
        'what is not finite',
        npy(Float64Array.of(1, 2, 3, NaN), [2, 2]),
        false,
        /sample 1, feature 1: expected a finite number, got NaN$/,
      ],
      [
        'numbers where the classifier reads bytes',
        npy(Float64Array.of(0.5, 1), [2]),
        true,
        /sample 0, feature 0: expected a byte.* got 0\.5$/,
      ],
      ['a truncated file', npy(Float64Array.of(1, 2), [2]).subarray(0, -1), false, /truncated/],
    ];
    for (const [title, content, bytes, message] of refused) {
      it(`refuses ${title}`, async () => {
        const options = { classifier: { ...FLOWERS, bytes } };
        const failure = await rows('X.npy', content, options).catch((error: unknown) => error);
        expect(failure).to.be.an('error').with.property('code', 'DATA_INVALID');
        expect((failure as Error).message).to.match(message);
      });
    }
  });

  describe('of images', () => {
    const classifier = PICTURES;
    const pixels = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
    const picture = sharp(pixels, { raw: { width: 4, height: 2, channels: 3 } });
    const planes = [0, 1, 2].flatMap((c) => Array.from({ length: 8 }, (_, i) => 10 * (3 * i + c)));

    it('a PNG of the classifier’s size, as planes, whatever it is called', async () => {
      const content = await picture.clone().png().toBuffer();
      const found = await read('picture', content, { classifier });
      expect(found).to.deep.equal({ rows: [planes], notes: [] });
    });

    it('a JPEG of another size, with a note', async () => {
      const content = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fa0' } }).jpeg().toBuffer(); // prettier-ignore
      const found = await read('big.jpg', content, { classifier });
      expect(found.notes).to.deep.equal([`${path.join(folder(), 'big.jpg')}: 64×64 pixels, scaled to 4×2`]); // prettier-ignore
      expect(found.rows[0][0]).to.be.closeTo(255, 3);
      expect(found.rows[0][8]).to.be.closeTo(170, 3);
      expect(found.rows[0][16]).to.be.closeTo(0, 3);
    });

    it('a folder, with its sub-folders', async () => {
      const pets = path.join(folder(), 'pets');
      mkdirSync(path.join(pets, 'cats'), { recursive: true });
      const all = {
        classifier,
        header: 'auto',
        array: 'X',
        note: () => undefined,
        signal,
      } as const;
      const batches = async (): Promise<RowBatch[]> => {
        const found: RowBatch[] = [];
        for await (const batch of batchesOf(pets, all)) found.push(batch);
        return found;
      };
      expect(await rejection(batches, 'DATA_INVALID')).to.equal(
        `${pets}: expected pictures, got none`,
      );
      const content = await picture.clone().png().toBuffer();
      for (const name of ['b.png', 'cats/a.png', 'notes.txt']) {
        writeFileSync(path.join(pets, name), content);
      }
      const found = await batches();
      expect(found.map(({ where }) => path.relative(pets, where))).to.deep.equal([
        'b.png',
        path.join('cats', 'a.png'),
      ]);
      expect(found.map(({ X }) => [...(X as Uint8Array)])).to.deep.equal([planes, planes]);
    });

    it('grey for colour, colour for grey, and white where there is nothing', async () => {
      const create = { width: 4, height: 2, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const; // prettier-ignore
      const clear = await sharp({ create }).png().toBuffer();
      expect(new Set((await rows('clear.png', clear, { classifier }))[0])).to.deep.equal(new Set([255])); // prettier-ignore
      const grey = { ...PICTURES, features: 8, image: { ...COLOUR, channels: 1 as const } };
      const found = await rows('p.png', await picture.clone().png().toBuffer(), {
        classifier: grey,
      });
      expect(found[0]).to.have.length(8);
      const fromGrey = await sharp(pixels.subarray(0, 8), { raw: { width: 4, height: 2, channels: 1 } }).png().toBuffer(); // prettier-ignore
      const [row] = await rows('g.png', fromGrey, { classifier });
      expect(row.slice(0, 8)).to.deep.equal([...pixels.subarray(0, 8)]);
      expect(row.slice(8, 16)).to.deep.equal(row.slice(0, 8));
    });

    it('refuses a damaged one, and a classifier of other features', async () => {
      const whole = await picture.clone().png().toBuffer();
      for (const [name, content, given, message] of [
        ['a.png', whole.subarray(0, 40), classifier, /a\.png: expected an image: /],
        ['b.png', 'no picture', classifier, /b\.png: expected an image: /],
        [
          'c.png',
          whole,
          FLOWERS,
          /c\.png: the classifier was trained on 2 numbers, not on pixels' bytes/,
        ],
      ] as const) {
        const failure = await rows(name, content, { classifier: given }).catch(
          (error: unknown) => error,
        );
        expect(failure).to.be.an('error').with.property('code', 'DATA_INVALID');
        expect((failure as Error).message).to.match(message);
      }
    });
  });

  it('refuses a file that is not there, and a folder', async () => {
    const options = { classifier: FLOWERS, label: undefined, header: 'auto', delimiter: ',', array: 'X', note: () => undefined, signal } as const; // prettier-ignore
    const failure = (file: string): Promise<unknown> =>
      batchesOf(file, options)
        .next()
        .catch((error: unknown) => error);
    expect(String(await failure(path.join(folder(), 'no')))).to.match(/no: there is no such file/);
    expect(String(await failure(folder()))).to.include('not on pixels');
  });
});

describe('what evaluate reads', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const options = { label: undefined, labels: undefined, array: 'X', header: 'auto', delimiter: ',' } as const; // prettier-ignore
  const load = (file: string, classes: string[], more: object = {}) =>
    labelledData(
      at(file),
      { ...options, ...more },
      { classes, features: 2, bytes: false, image: null },
      signal,
    );

  it('labels of a CSV by name, of one class alone too', async () => {
    writeFileSync(at('a.csv'), '1,2,tulip\n3,4,tulip\n');
    const { labels, classes } = await load('a.csv', ['rose', 'tulip']);
    expect([[...labels], classes]).to.deep.equal([
      [1, 1],
      ['rose', 'tulip'],
    ]);
  });

  it('integers as names where the classes are integers, else as indices', async () => {
    writeFileSync(at('X.npy'), npy(Float64Array.of(1, 2, 3, 4), [2, 2]));
    writeFileSync(at('y.npy'), npy(Uint8Array.of(1, 2), [2]));
    const labels = async (...classes: string[]) => [
      ...(await load('X.npy', classes, { labels: at('y.npy') })).labels,
    ];
    expect(await labels('1', '2', '3')).to.deep.equal([0, 1]);
    expect(await labels('rose', 'tulip', 'lily')).to.deep.equal([1, 2]);
  });

  it('pictures of a folder by class, in the shape of the classifier', async () => {
    const content = await sharp({ create: { width: 9, height: 6, channels: 3, background: '#f00' } }).png().toBuffer(); // prettier-ignore
    mkdirSync(at('pets/dog'), { recursive: true });
    writeFileSync(at('pets/dog/1.png'), content);
    const image = { width: 2, height: 1, channels: 3 } as const;
    const shape = { features: 6, bytes: true, image, classes: ['cat', 'dog'] };
    const set = await labelledData(at('pets'), options, shape, signal);
    expect([[...(set.X as Uint8Array)], [...set.labels]]).to.deep.equal([[255, 255, 0, 0, 0, 0], [1]]); // prettier-ignore
    const numbers = load('pets', ['cat', 'dog']).catch((error: unknown) => error);
    expect(String(await numbers)).to.match(/pets: the classifier was trained on 2 numbers/);
  });

  it('and tells how far it is, until a signal stops it', async () => {
    writeFileSync(at('a.csv'), '1,2,tulip\n'.repeat(30_000));
    writeFileSync(at('a.svm'), '1 1:2 2:3\n'.repeat(30_000));
    for (const file of ['a.csv', 'a.svm']) {
      const seen: ReadingProgress[] = [];
      const onProgress = (now: ReadingProgress): void => void seen.push(now);
      await load(file, ['1', 'tulip'], { onProgress });
      const total = statSync(at(file)).size;
      expect(seen, file).to.have.length.above(1);
      expect(seen.at(-1)).to.deep.equal({ where: at(file), unit: 'byte', done: total, total });
      const controller = new AbortController();
      const reason = new Error('enough');
      const shape = { classes: ['1', 'tulip'], features: 2, bytes: false, image: null };
      const stopping = { ...options, onProgress: () => controller.abort(reason) };
      const stopped = labelledData(at(file), stopping, shape, controller.signal);
      expect(await stopped.catch((error: unknown) => error)).to.equal(reason);
    }
  });

  it('refuses classes that the classifier lacks, missing labels, and images', async () => {
    writeFileSync(at('a.csv'), '1,2,lily\n');
    writeFileSync(at('X.npy'), npy(Float64Array.of(1, 2, 3, 4), [2, 2]));
    writeFileSync(at('a.png'), '');
    const failure = (file: string): Promise<unknown> =>
      load(file, ['rose', 'tulip']).catch((error: unknown) => error);
    expect(String(await failure('a.csv'))).to.match(/a\.csv: .*"rose", "tulip".* got "lily"/);
    expect(String(await failure('X.npy'))).to.match(
      /X\.npy: expected its labels beside it, e\.g\. in y\.npy/,
    );
    expect(String(await failure('a.png'))).to.match(/a\.png: expected labelled samples/);
  });
});

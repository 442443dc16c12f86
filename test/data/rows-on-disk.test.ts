import { expect } from 'chai';
import fc from 'fast-check';
import { renameSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  dataSet,
  openRows,
  partOf,
  sourcing,
  Standardiser,
  subset,
  type DataSet,
  type DenseFeatures,
} from '../../src/data';
import { slicesOf } from '../../src/data/row-source';
import { kindOf } from '../../src/data/features';
import { defaultRng } from '../../src/random';
import { TaskRunner } from '../../src/tasks';
import { putOnDisk } from '../support/on-disk';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder();
const generator = defaultRng(5);

function setOf(Kind: new (length: number) => DenseFeatures, samples = 50, features = 3): DataSet {
  const X = new Kind(samples * features);
  for (let i = 0; i < X.length; i++) X[i] = 100 + 20 * generator.standardNormal();
  const labels = Uint8Array.from({ length: samples }, (_, i) => i % 2);
  return { name: 'set', samples, features, classes: ['a', 'b'], X, labels };
}

const KINDS = [Uint8Array, Float32Array, Float64Array];

/** All rows of a set as a source hands them out, standardised. */
async function rowsSeen(set: DataSet, standardiser: Standardiser, batchSize = 1) {
  const seen = { standardiser, weights: null, dtype: 'float64', batchSize } as const;
  const source = await new TaskRunner().run(sourcing(set, seen));
  const X: number[] = [];
  const y: number[] = [];
  for (const part of slicesOf(source, 4)) {
    if (part instanceof Promise) {
      await part;
      continue;
    }
    const { samples, numbers, first, count } = part;
    const into = new Float64Array(count * set.features);
    const labels = new Uint16Array(count);
    samples.gather(numbers, first, count, into, labels);
    X.push(...into);
    y.push(...labels);
  }
  return { X, y, blocks: source.blocks.map(({ rows }) => rows) };
}

describe('rows on disk', () => {
  for (const Kind of KINDS) {
    it(`of a ${Kind.name} are the rows in memory, whatever the files and blocks`, async () => {
      const set = setOf(Kind);
      const standardiser = Standardiser.fit(set);
      const inMemory = await rowsSeen(set, standardiser);
      for (const options of [{}, { files: 3 }, { files: 2, gap: 5 }, { files: 4, blockRows: 7 }]) {
        const onDisk = await putOnDisk(folder(), set, options);
        const fitted = await new TaskRunner().run(Standardiser.fitting(onDisk));
        expect(fitted, 'moments').to.deep.equal(standardiser);
        const { blocks, ...rows } = await rowsSeen(onDisk, fitted);
        expect(rows).to.deep.equal({ X: inMemory.X, y: inMemory.y });
        expect(blocks).to.have.lengthOf('blockRows' in options ? 8 : 1);
      }
    });
  }

  it('are read one by one too, and any of them in any order', async () => {
    const set = setOf(Float32Array, 40);
    const onDisk = await putOnDisk(folder(), set, { files: 3, blockRows: 9 });
    const kind = kindOf(onDisk.X);
    const memory = kindOf(set.X);
    fc.assert(
      fc.property(fc.array(fc.nat(39), { minLength: 1, maxLength: 60 }), fc.nat(30), (all, i) => {
        const [some, other] = [subset(onDisk, 'some', all), subset(set, 'some', all)];
        const last = all.length - 1;
        expect(kind.row(some.X, 3, last)).to.deep.equal(memory.row(other.X, 3, last));
        const part = partOf(partOf(onDisk, 'part', i, 10), 'of it', 1, 9);
        expect(kind.dense(part.X, 3, 0, 9)).to.deep.equal(memory.dense(set.X, 3, i + 1, i + 10));
        expect([...part.labels]).to.deep.equal([...set.labels.subarray(i + 1, i + 10)]);
      }),
      { numRuns: 40 },
    );
    const numbers = Array.from({ length: 30 }, (_, i) => (i * 7) % 40);
    const standardiser = Standardiser.fit(set);
    const taken = await rowsSeen(subset(onDisk, 'some', numbers), standardiser);
    expect(taken.blocks).to.have.lengthOf(4);
    expect(taken.X).to.deep.equal((await rowsSeen(subset(set, 'some', numbers), standardiser)).X);
  });

  it('have blocks of a mini-batch at least, of nearly the same size', async () => {
    const onDisk = await putOnDisk(folder(), setOf(Uint8Array), { blockRows: 9 });
    const { blocks } = await rowsSeen(onDisk, Standardiser.none(onDisk), 20);
    expect(blocks).to.deep.equal([25, 25]);
  });

  it('make a data set with labels, whose numbers are found to be finite', async () => {
    const { X, labels } = await putOnDisk(folder(), setOf(Uint8Array));
    const set = dataSet({ X, labels: [...labels] });
    expect([set.samples, set.features, set.classes]).to.deep.equal([50, 3, ['0', '1']]);
    expect(() => dataSet({ X, labels: [0, 1] })).to.throw(
      RangeError,
      'X.samples: expected 2, got 50',
    );
  });

  const CHANGES: [string, (file: string) => void, RegExp][] = [
    ['shorter', (file) => truncateSync(file, 100), /expected the file as it was opened, of 150 bytes, .* got 100 bytes/], // prettier-ignore
    ['written again', (file) => utimesSync(file, 1, 1), /expected the file as it was opened.*1970-01-01T00:00:01.000Z$/], // prettier-ignore
    ['gone', (file) => unlinkSync(file), /there is no such file$/],
    ['another one', (file) => {
      writeFileSync(`${file} new`, 'x');
      renameSync(`${file} new`, file);
    }, /got 1 bytes/], // prettier-ignore
  ];
  for (const [title, change, message] of CHANGES) {
    it(`whose file is ${title} are refused by one error that names it`, async () => {
      const onDisk = await putOnDisk(folder(), setOf(Uint8Array));
      const file = path.join(folder(), 'set 0.rows');
      change(file);
      const code = title === 'gone' ? 'DATA_UNAVAILABLE' : 'DATA_INVALID';
      const said = await rejection(() => rowsSeen(onDisk, Standardiser.none(onDisk)), code);
      expect(said).to.match(message).and.include(`${file}: `);
    });
  }

  it('that are more than a file has are refused when it is opened', async () => {
    const file = path.join(folder(), 'short.rows');
    writeFileSync(file, new Uint8Array(11));
    const files = [{ path: file, rows: 4 }];
    const opening = (more: object) => openRows({ files, dtype: 'uint8', features: 3, ...more });
    expect(await rejection(() => opening({}), 'DATA_INVALID')).to.equal(
      `${file}: expected 12 bytes, for 4 rows, got 11: it is truncated`,
    );
    expect(await rejection(() => opening({ files: [{ path: folder(), rows: 1 }] }), 'DATA_INVALID')).to.equal(`${folder()}: expected a file`); // prettier-ignore
    for (const [more, message] of [
      [{ files: [] }, /^files: expected/],
      [{ dtype: 'int8' }, /^dtype: expected/],
      [{ features: 0 }, /^features: expected/],
      [{ blockBytes: 0.5 }, /^blockBytes: expected/],
      [{ files: [{ path: file, rows: 1, stride: 2 }] }, /^files\[0\].stride: expected/],
      [{ extra: 1 }, /extra/],
    ] as const) {
      const error = await opening(more).then(() => null, (reason: unknown) => reason as Error); // prettier-ignore
      expect(error?.message).to.match(message);
    }
  });
});

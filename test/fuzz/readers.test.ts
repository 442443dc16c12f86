import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  loadCsv,
  loadIdx,
  loadNpy,
  loadNpz,
  loadSafetensors,
  loadSvmlight,
  readNpy,
} from '../../src/data';
import { OnelayerError } from '../../src/errors';
import { readModel } from '../../src/exchange';
import { encodeJson } from '../../src/exchange/json';
import { encodeModel } from '../../src/exchange/safetensors-model';
import { LinearClassifier, train } from '../../src/library';
import { readTable } from '../../src/tables';
import { readCheckpoint, writeCheckpoint } from '../../src/training';
import fixture from '../fixtures/numpy-files.json';
import tableFixture from '../fixtures/table-files.json';
import { tensors } from '../support/data-files';
import { smallModel } from '../support/models';
import { temporaryFolder } from '../support/temporary-folder';
import { thorough } from '../support/thorough';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';
import { forgedFrom } from './mutations';

/** Nothing that a file of some kilobytes says takes longer, or more memory. */
const MOST_MS = 5000;
const MOST_BYTES = 2 ** 26;

type Read = (file: string) => Promise<unknown>;

const base64 = (text: string): Buffer => Buffer.from(text, 'base64');

const idx = (...dimensions: number[]): Buffer => {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([
    header,
    Buffer.alloc(
      dimensions.reduce((a, b) => a * b, 1),
      1,
    ),
  ]);
};

async function checkpoint(folder: string): Promise<Buffer> {
  const { training, validation } = SMALL.bytes;
  const options = { ...SMALL_SETTINGS, epochs: 2, momentum: 0.9, backend: 'js' } as const;
  const file = path.join(folder, 'seed.ckpt');
  await writeCheckpoint(file, await (await train({ training, validation }, options)).snapshot());
  return readFileSync(file);
}

const models = [
  Buffer.concat(encodeModel(smallModel())),
  Buffer.concat(encodeModel(smallModel({}, 'float64'))),
];

const arrays = fixture.numbers.slice(0, 8).map(({ npy }) => base64(npy));

const TEXTS = [
  ',a,b\n0,1,x\n1,,"y ""z"""\n',
  '{"a":1,"b":"x"}\n{"a":null,"c":true}\n',
  '[{"a":1,"b":"x"},\n{"a":null,"c":true}]',
];

const tables = (...names: string[]): Buffer[] =>
  tableFixture.files.flatMap(({ name, content }) => (names.includes(name) ? base64(content) : []));

const table: Read = (file) => readTable(file, {}, new AbortController().signal);

const READERS: [string, (folder: string) => readonly Buffer[] | Promise<Buffer[]>, Read][] = [
  ['models', () => [...models, Buffer.concat([...encodeJson(smallModel())])], readModel],
  ['models, to predict', () => models, (file) => LinearClassifier.load(file, { backend: 'js' })],
  ['checkpoints', async (folder) => [await checkpoint(folder)], readCheckpoint],
  ['.npy', () => arrays, readNpy],
  ['.npy, as labels', () => arrays, (file) => loadNpy({ X: file, labels: file })],
  ['.npz', () => Object.values(fixture.npz).map(base64), (file) => loadNpz(file)],
  [
    'CSV',
    () => ['a,b,label\n1,2,x\n3,4,"y"\n', '1;2;3\r\n4;5;6\r\n'].map((text) => Buffer.from(text)),
    (file) => loadCsv(file),
  ],
  ['svmlight', () => ['+1 qid:1 3:0.5 7:-1e3 # a\n-1 2:1\n\n+1\n', '0 0:1\r\n1 5:2 9:3'].map((text) => Buffer.from(text)), (file) => loadSvmlight(file)], // prettier-ignore
  ['tables of text', () => TEXTS.map((text) => Buffer.from(text)), table],
  ['Parquet', () => tables('Parquet of all types', 'Parquet of data pages 2.0, in groups'), table],
  [
    'Arrow',
    () => [
      ...tables('an Arrow stream of all types', 'Feather of all types', 'Feather, lz4'),
      Buffer.from(tableToIPC(tableFromArrays({ x: Float64Array.of(1, 2) }), 'file')),
    ],
    table,
  ],
  ['safetensors', () => [tensors({ X: ['F16', [2, 2], new Uint16Array(4)], y: ['I64', [2], BigInt64Array.of(0n, 1n)] })], (file) => loadSafetensors(file)], // prettier-ignore
  ['idx', () => [idx(5, 2, 2), idx(5), gzipSync(idx(5, 2, 2))], (file) => loadIdx(file, file)],
];

/** How long each reader is tried: more finds more, e.g. `ONELAYER_FUZZ_SECONDS=300`. */
const SECONDS = Number(process.env.ONELAYER_FUZZ_SECONDS ?? thorough(1.5, 0.2));

describe('forged files', () => {
  const folder = temporaryFolder();

  for (const [title, seedsIn, read] of READERS) {
    it(`end in an error that explains itself, or in what they say: ${title}`, async function () {
      this.timeout(1000 * SECONDS + 120_000);
      const seeds = await seedsIn(folder());
      const file = path.join(folder(), 'forged');
      // The first one loads the packages.
      await expectSoundReading(read, file, seeds[0]);
      await fc.assert(
        fc.asyncProperty(forgedFrom(seeds), (bytes) => expectSoundReading(read, file, bytes)),
        { numRuns: Infinity, interruptAfterTimeLimit: 1000 * SECONDS, endOnFailure: true },
      );
    });
  }
});

async function expectSoundReading(read: Read, file: string, bytes: Uint8Array): Promise<void> {
  writeFileSync(file, bytes);
  const before = process.memoryUsage().arrayBuffers;
  const start = performance.now();
  const outcome = await read(file).catch((error: unknown) => error);
  expect(performance.now() - start, 'milliseconds').to.be.below(MOST_MS);
  expect(process.memoryUsage().arrayBuffers - before, 'bytes').to.be.below(MOST_BYTES);
  if (!(outcome instanceof Error)) return;
  expect(outcome, outcome.stack).to.be.instanceOf(OnelayerError);
  expect(outcome.message, JSON.stringify(outcome.message)).to.match(/^[^\n]{1,500}$/);
}

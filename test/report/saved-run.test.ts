import { expect } from 'chai';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { encodeNpy } from '../../src/data';
import type { ReportedRun } from '../../src/report';
import { inOrder } from '../../src/report/storage/saved-examples';
import { readSavedRun, type SavedRun } from '../../src/report/storage/saved-run';
import { finishRuns, type FinishedRuns } from '../support/finished-runs';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

/** A `.npy` file of what another program may write, its header padded as NumPy pads it. */
function npy(header: string, data: Uint8Array, headerLength?: number): Uint8Array {
  const padded = `${header.padEnd(127 - 10)}\n`;
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(headerLength ?? padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded, 'latin1'), data]);
}

const header = (type: string, shape = '(3, 48)', fortran = 'False'): string =>
  `{'descr': '${type}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`;

const bytesOf = (...array: Parameters<typeof encodeNpy>): Uint8Array =>
  Buffer.concat(encodeNpy(...array));

const floats = Float32Array.from({ length: 3 * 48 }, (_, i) => Math.sin(i));
const data = new Uint8Array(floats.buffer);

describe('readSavedRun', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), 'configuration-2', name);
  let finished: FinishedRuns;
  let run: ReportedRun;
  let file: string;

  before('train', async () => {
    finished = await finishRuns();
    [run] = finished.results.runs;
  });
  beforeEach(async () => {
    file = await finished.writeTo(folder());
  });

  const read = (): Promise<SavedRun | null> => readSavedRun(file, finished.results, run);
  const refusal = (): Promise<string> => rejection(read, 'FILE_INVALID');

  it('gives the weights and the images of the examples', async () => {
    const { weights, examples } = (await read())!;
    expect(weights)
      .to.be.instanceOf(Float32Array)
      .and.have.length(3 * 48);
    expect(Math.hypot(...weights)).to.be.closeTo(run.analysis!.weights.norm, 1e-9);
    const X = finished.test.X as Uint8Array;
    const inTurn = run.analysis!.examples.flatMap(({ hits, mistakes }) => [...hits, ...mistakes]);
    const images = inTurn.map(({ sample }) => [...X.subarray(48 * sample, 48 * (sample + 1))]);
    expect(images).to.not.be.empty;
    expect([...examples.images]).to.deep.equal(images.flat());
  });

  /** Weights of the norm that the results tell. */
  const doubles = (): Float64Array => {
    const { norm } = run.analysis!.weights;
    return Float64Array.from(floats, (value) => (value * norm) / Math.hypot(...floats));
  };

  it('gives weights of either dtype, as NumPy writes them', async () => {
    const singles = Float32Array.from(doubles());
    writeFileSync(at('weights.npy'), npy(header('<f4'), new Uint8Array(singles.buffer)));
    expect((await read())!.weights).to.deep.equal(singles);
    writeFileSync(at('weights.npy'), npy(header('<f8'), new Uint8Array(doubles().buffer)));
    expect((await read())!.weights).to.deep.equal(doubles());
  });

  it('gives weights in the order of Fortran, and big-endian ones', async () => {
    const columns = Buffer.alloc(data.length);
    const singles = Float32Array.from(doubles());
    singles.forEach((value, at) =>
      columns.writeFloatBE(value, 4 * ((at % 48) * 3 + Math.floor(at / 48))),
    );
    writeFileSync(at('weights.npy'), npy(header('>f4', '(3, 48)', 'True'), columns));
    expect((await read())!.weights).to.deep.equal(singles);
  });

  describe('gives null, and no error, where nothing was saved:', () => {
    const nothing: [string, () => void][] = [
      ['no folder', () => rmSync(path.dirname(at('weights.npy')), { recursive: true })],
      ['no weights', () => rmSync(at('weights.npy'))],
      ['no examples', () => rmSync(at('examples.npy'))],
      ['a run without a folder', () => (run = { ...run, folder: null })],
    ];
    afterEach(() => ([run] = finished.results.runs));
    for (const [title, take] of nothing) {
      it(title, async () => {
        take();
        expect(await read()).to.equal(null);
      });
    }

    it('a run that was interrupted', async () => {
      run = { ...run, analysis: null };
      expect(await read()).to.equal(null);
    });

    it('samples that are no images', async () => {
      const { results } = finished;
      expect(await readSavedRun(file, { ...results, image: null }, run)).to.equal(null);
    });
  });

  describe('refuses weights that are', () => {
    const wrong: [string, string | Uint8Array, RegExp][] = [
      ['empty', '', /got none/],
      ['a text', 'I am not an array of NumPy', /got none/],
      ['transposed', bytesOf(floats, [48, 3]), /got 48 × 3$/],
      ['of one dimension', bytesOf(floats, [144]), /got 144$/],
      ['of a dimension more', bytesOf(floats, [1, 3, 48]), /got 1 × 3 × 48$/],
      ['of another class more', bytesOf(new Float32Array(4 * 48), [4, 48]), /got 4 × 48$/],
      [
        'more numbers than their shape has',
        npy(header('<f4'), Buffer.alloc(145 * 4)),
        /got none: expected 576 bytes of numbers \(3×48 of f4\), got 580: it is too long$/,
      ],
      ['integers', npy(header('<i4'), data), /of the type i4$/],
      ['long integers', npy(header('<i8'), Buffer.concat([data, data])), /of the type i8$/],
      ['booleans', npy(header('|b1'), data.subarray(0, 144)), /of the type b1$/],
      ['Python objects', npy(header('|O'), data), /got none/],
      ['halves', npy(header('<f2'), data.subarray(0, 288)), /of the type f2$/],
      ['texts', npy(header('<U1'), data), /of the type U$/],
      ['complex numbers', npy(header('<c8'), data), /complex/],
      ['without a shape', npy("{'descr': '<f4', 'fortran_order': False}", data), /shape/],
      ['of a shape that is no number', npy(header('<f4', '(three, 48)'), data), /it is damaged$/],
      ['of a huge shape', npy(header('<f4', '(20000, 20000)'), data), /got 20000 × 20000$/],
      [
        'of an impossible shape',
        npy(header('<f4', `(3, ${'9'.repeat(30)})`), data),
        /it is damaged$/,
      ],
      ['of a negative shape', npy(header('<f4', '(-3, -48)'), data), /it is damaged$/],
      ['of a header longer than the file', npy(header('<f4'), data, 65535), /got none/],
    ];
    for (const [title, content, message] of wrong) {
      it(title, async () => {
        writeFileSync(at('weights.npy'), content);
        const start = performance.now();
        const { arrayBuffers } = process.memoryUsage();
        const told = await refusal();
        expect(process.memoryUsage().arrayBuffers - arrayBuffers).to.be.lessThan(16e6);
        expect(performance.now() - start).to.be.lessThan(1000);
        const expected = `${at('weights.npy')}: expected a NumPy array of floats of 4 or 8 bytes, 3 × 48, got `;
        expect(told.startsWith(expected), told).to.equal(true);
        expect(told).to.match(message).and.to.not.include('\n');
      });
    }

    it('of another run', async () => {
      writeFileSync(at('weights.npy'), bytesOf(floats, [3, 48]));
      expect(await refusal()).to.match(/weights\.npy: ‖W‖: expected 0\.\d+, as in results\.json/);
    });

    it('cut off anywhere', async () => {
      const whole = readFileSync(at('weights.npy'));
      for (let length = 0; length < whole.length; length++) {
        writeFileSync(at('weights.npy'), whole.subarray(0, length));
        expect(await refusal(), `${length} bytes`).to.include(at('weights.npy'));
      }
    });

    it('far too large, without reading it', async () => {
      truncateSync(at('weights.npy'), 3e9);
      expect(await refusal()).to.match(
        /weights\.npy: .* got none: expected 576 bytes of numbers .*, got 2999999872: it is too long$/,
      );
    });

    it('a folder', async () => {
      rmSync(at('weights.npy'));
      mkdirSync(at('weights.npy'));
      expect(await refusal()).to.match(/weights\.npy: .*, got none: expected a file$/);
    });

    it('bytes', async () => {
      writeFileSync(at('weights.npy'), bytesOf(new Uint8Array(144), [3, 48]));
      expect(await refusal()).to.match(
        /weights\.npy: expected a NumPy array of floats .*, got elements of the type u1$/,
      );
    });
  });

  describe('refuses examples that are', () => {
    it('floats', async () => {
      const count = inOrder(run.analysis!.examples).length;
      const values = new Float32Array(count * 48);
      writeFileSync(at('examples.npy'), bytesOf(values, [count, 48]));
      expect(await refusal()).to.match(
        /examples\.npy: expected a NumPy array of bytes, .*, got elements of the type f4$/,
      );
    });

    it('fewer than the results name', async () => {
      writeFileSync(at('examples.npy'), bytesOf(new Uint8Array(48), [1, 48]));
      const told = await refusal();
      expect(told.startsWith(`${at('examples.npy')}: expected`), told).to.equal(true);
      expect(told).to.match(/got 1 × 48$/);
    });
  });
});

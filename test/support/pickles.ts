import type { Cifar10FileName } from '../../src/data/cifar10/files';
import { FEATURES } from '../../src/data/cifar10/formats/records';
import { imagesOf, labelsOf, SAMPLES } from './tiny-cifar10';

/** Pieces of a pickle of protocol 2, as Python 2 writes it. */
export const P = {
  start: Buffer.from('\x80\x02', 'latin1'),
  raw: (text: string): Buffer => Buffer.from(text, 'latin1'),
  /** A `str` of bytes. */
  string(bytes: Uint8Array | string): Buffer {
    const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(content.length);
    const head = content.length < 256 ? Buffer.of(0x55, content.length) : P.join('T', length);
    return Buffer.concat([head, content]);
  },
  /** An integer from 0 to 65535. */
  integer: (value: number): Buffer =>
    value < 256 ? Buffer.of(0x4b, value) : Buffer.of(0x4d, value & 255, value >> 8),
  /** A long number, all its bytes 1. */
  long(size: number): Buffer {
    const length = Buffer.alloc(4);
    length.writeInt32LE(size);
    return P.join('\x8b', length, Buffer.alloc(size, 1));
  },
  /** A text of Python 3. */
  text(content: string): Buffer {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(content));
    return P.join('X', length, Buffer.from(content));
  },
  global: (module: string, name: string): Buffer => Buffer.from(`c${module}\n${name}\n`),
  join: (...parts: (Uint8Array | string)[]): Buffer =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? P.raw(part) : part))),
};

/** The parts of a pickled batch, any of which a test can replace. */
export interface BatchParts {
  readonly reconstruct: Buffer;
  readonly rows: number;
  /** By default that of the rows. */
  readonly shape?: Buffer;
  readonly dtype: string;
  readonly isFortran: boolean;
  readonly pixels: Uint8Array;
  readonly labels: readonly number[];
}

function partsOf(name: Cifar10FileName): BatchParts {
  return {
    reconstruct: P.global('numpy.core.multiarray', '_reconstruct'),
    rows: SAMPLES,
    dtype: 'u1',
    isFortran: false,
    pixels: imagesOf(name),
    labels: labelsOf(name),
  };
}

/** A batch file of the Python version, with the official opcodes except for the memo. */
export function pickledBatch(name: Cifar10FileName, wrong: Partial<BatchParts> = {}): Buffer {
  const { reconstruct, rows, dtype, isFortran, pixels, labels } = { ...partsOf(name), ...wrong };
  const shape = wrong.shape ?? P.join(P.integer(rows), P.integer(FEATURES), '\x86');
  const type = P.join(
    P.global('numpy', 'dtype'),
    P.string(dtype),
    P.integer(0),
    P.integer(1),
    '\x87R',
  );
  const typeState = P.join(
    '(',
    P.integer(3),
    P.string('|'),
    'NNN',
    P.raw('J\xff\xff\xff\xff'.repeat(2)),
    P.integer(0),
    'tb',
  );
  return P.join(
    P.start,
    '}(',
    P.join(P.string('batch_label'), P.string('training batch 1 of 5')),
    P.join(P.string('labels'), '](', ...labels.map(P.integer), 'e'),
    P.join(P.string('data'), reconstruct, P.global('numpy', 'ndarray')),
    P.join(P.integer(0), '\x85', P.string('b'), '\x87R'),
    P.join('(', P.integer(1), shape, type, typeState, isFortran ? '\x88' : '\x89'),
    P.join(P.string(pixels), 'tb'),
    P.join(P.string('filenames'), '](', P.string('a.png'), P.string('b.png'), 'e'),
    'u.',
  );
}

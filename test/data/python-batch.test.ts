import { expect } from 'chai';
import { recordsFromPickle } from '../../src/data/cifar10/formats/python-batch';
import { FEATURES } from '../../src/data/cifar10/formats/records';
import { pickledBatch, P } from '../support/pickles';
import { rejection } from '../support/rejection';
import { binaryOf, imagesOf, SAMPLES } from '../support/tiny-cifar10';

/** Bᵀ of n×3072 pixels: how an array in Fortran order lies in memory. */
function inFortranOrder(pixels: Uint8Array): Uint8Array {
  return Uint8Array.from(
    pixels,
    (_, at) => pixels[(at % SAMPLES) * FEATURES + Math.floor(at / SAMPLES)],
  );
}

describe('a batch of the Python version', () => {
  const convert = (pickle: Buffer): Uint8Array =>
    recordsFromPickle(pickle, 'py/data_batch_1', SAMPLES);

  const pixels = imagesOf('data_batch_1');
  const good: [string, Buffer][] = [
    ['as Python 2 wrote it', pickledBatch('data_batch_1')],
    [
      'with an array in Fortran order',
      pickledBatch('data_batch_1', { isFortran: true, pixels: inFortranOrder(pixels) }),
    ],
    [
      'written again with NumPy 2',
      pickledBatch('data_batch_1', {
        reconstruct: P.global('numpy._core.multiarray', '_reconstruct'),
      }),
    ],
  ];
  for (const [title, pickle] of good) {
    it(`${title} becomes the bytes of the .bin file`, () => {
      const records = convert(pickle);
      expect(Buffer.compare(records, binaryOf('data_batch_1'))).to.equal(0);
    });
  }

  const wholeBatch = pickledBatch('data_batch_1');
  const call = (module: string, name: string, ...parameters: Buffer[]): Buffer =>
    P.join(P.start, P.global(module, name), '(', ...parameters, 'tR.');
  /** One long text, kept, and calls that each make bytes of it. */
  const encodings = (count: number): Buffer => {
    const encode = P.join(P.global('_codecs', 'encode'), 'h\0', P.text('latin1'), '\x86R0');
    const text = P.join(P.text('x'.repeat(200_000)), 'q\0', '0');
    return P.join(P.start, text, ...Array<Buffer>(count).fill(encode), '].');
  };
  /** A shape of two lists, each of which has the same list twice, and so on. */
  const nested = (depth: number): Buffer =>
    pickledBatch('data_batch_1', {
      shape: P.join(']q\0', ...Array<string>(depth).fill('0h\0h\0\x86q\0')),
    });
  const bad: [string, Buffer, RegExp][] = [
    ['is empty', Buffer.alloc(0), /can't be read/],
    ['is text', Buffer.from('hello, this is not a pickle\n'), /can't be read/],
    ['is truncated', wholeBatch.subarray(0, 5000), /truncated: expected 12288 more bytes, got \d+/],
    ['ends before its end', wholeBatch.subarray(0, -1), /can't be read/],
    ['is no dict', P.join(P.start, '].'), /expected a pickled dict/],
    ['has no labels', P.join(P.start, '}.'), /'labels' to be a list of 4 integers/],
    ['has a label of 10', pickledBatch('data_batch_1', { labels: [1, 2, 3, 10] }), /'labels'/],
    ['has too few labels', pickledBatch('data_batch_1', { labels: [1, 2, 3] }), /'labels'/],
    ['has another dtype', pickledBatch('data_batch_1', { dtype: 'i1' }), /4×3072 array of uint8/],
    ['has another shape', pickledBatch('data_batch_1', { rows: 5 }), /4×3072 array of uint8/],
    [
      'has too few pixels',
      pickledBatch('data_batch_1', { pixels: pixels.subarray(1) }),
      /4×3072 array of uint8/,
    ],
    ['runs a command', call('os', 'system', P.string('touch /tmp/x')), /asks for os.system/],
    ['runs Python 2’s command', call('posix', 'system', P.string('id')), /asks for posix.system/],
    ['evaluates code', call('__builtin__', 'eval', P.string('1')), /asks for __builtin__.eval/],
    [
      'asks for a global by stack',
      P.join(P.start, P.string('os'), P.string('system'), '\x93.'),
      /os.system/,
    ],
    ['makes an instance', P.join(P.start, '(ios\nsystem\n.'), /asks for the operation 0x69/],
    ['calls the array type', call('numpy', 'ndarray'), /a call of numpy.ndarray/],
    ['calls a string', P.join(P.start, P.string('x'), '(tR.'), /can't be read/],
    [
      'sets something on what it calls',
      P.join(P.start, P.global('numpy', 'dtype'), '}', P.string('call'), P.integer(1), 'sb.'),
      /can't be read/,
    ],
    ['names Object.prototype', call('numpy', '__proto__'), /asks for numpy.__proto__/],
    ['names a constructor', call('constructor', 'constructor'), /asks for constructor.constructor/],
    [
      'claims a string of 4 GB',
      P.join(P.start, 'T\xff\xff\xff\xff'),
      /expected 4294967295 more bytes/,
    ],
    ['claims negative bytes', P.join(P.start, '\x8b\xfb\xff\xff\xff'), /expected -5 more bytes/],
    [
      'claims more bytes than numbers count',
      P.join(P.start, '\x8e', '\xff'.repeat(8)),
      /truncated/,
    ],
    [
      'doubles itself without end',
      P.join(P.start, ']', '2'.repeat(300_000)),
      /asks for the operation 0x32/,
    ],
    ['opens lists without end', P.join(P.start, '('.repeat(300_000)), /more than 250000 op/],
    ['is of protocol 0', Buffer.from('(dp0\n.'), /no pickle of protocol 2 to 5/],
    ['has a number of 500,000 bytes', P.join(P.start, P.long(500_000)), /a number of 500000 bytes/],
    ['encodes a text again and again', encodings(100), /more bytes than it has/],
    ['has a shape that is longer than it looks', nested(40), /4×3072 array of uint8/],
    ['takes what it put before a mark', P.join(P.start, ']N(a.'), /takes what is not there/],
    ['has a line without end', P.join(P.start, 'c', 'x'.repeat(1e6)), /the line is too long/],
    ['has an unknown operation', P.join(P.start, '\xff.'), /can't be read/],
  ];
  for (const [title, pickle, message] of bad) {
    it(`that ${title} is an error that says so`, async () => {
      const [start, before] = [performance.now(), process.memoryUsage().arrayBuffers];
      const said = await rejection(
        () => Promise.resolve().then(() => convert(pickle)),
        'DATA_INVALID',
      );
      expect(performance.now() - start, 'milliseconds').to.be.below(1000);
      expect(process.memoryUsage().arrayBuffers - before, 'bytes').to.be.below(2 ** 23);
      expect(said).to.match(/^py\/data_batch_1: expected/);
      expect(said).to.match(message);
    });
  }
});

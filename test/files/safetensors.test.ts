import { expect } from 'chai';
import fc from 'fast-check';
import {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsContent,
  type Tensor,
} from '../../src/files';
import { OnelayerError } from '../../src/errors';

const encode = (content: SafetensorsContent): Buffer => Buffer.concat(encodeSafetensors(content));

/** A file with this header, whatever it says. */
function file(header: string | Buffer, data = Buffer.alloc(0), length?: bigint): Buffer {
  const text = Buffer.from(header);
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([head, text, data]);
}

/** The message of a file that is refused. */
function refusal(bytes: Uint8Array): string {
  try {
    decodeSafetensors(bytes, 'x.bin');
  } catch (error) {
    expect(error).to.be.instanceOf(OnelayerError);
    const { code, message } = error as OnelayerError;
    expect(code).to.equal('FILE_INVALID');
    expect(message).to.match(/^x\.bin: expected a safetensors file, got [^\n]+$/);
    return message.slice('x.bin: expected a safetensors file, got '.length);
  }
  throw new Error('it was taken');
}

/** What `String` can't make text of. */
const UNSHOWABLE = { toString: 1, valueOf: 1 };

/** More brackets than a function that calls itself gets through. */
const DEEP = '['.repeat(200_000) + ']'.repeat(200_000);

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

const anyTensor: fc.Arbitrary<Tensor> = fc
  .tuple(
    fc.array(fc.nat(4), { maxLength: 3 }),
    fc.boolean(),
    fc.array(fc.double(), { minLength: 64, maxLength: 64 }),
  )
  .map(([shape, isDouble, numbers]) => {
    const own = numbers.slice(0, sizeOf(shape));
    return { shape, values: isDouble ? Float64Array.from(own) : Float32Array.from(own) };
  });

const hostileNames = ['__proto__', 'constructor', 'toString', '', '0', '😀', '"\\\n'];
const anyName = fc.oneof(fc.constantFrom(...hostileNames), fc.string());

/** An object with any keys, also `__proto__`. */
const dictionary = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> =>
  fc
    .uniqueArray(fc.tuple(anyName, value), { maxLength: 5, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries.filter(([name]) => name !== '__metadata__')));

describe('safetensors files', () => {
  it('come back as they were written, bit for bit, under any names', () => {
    fc.assert(
      fc.property(dictionary(anyTensor), dictionary(fc.string()), (tensors, metadata) => {
        const bytes = encode({ tensors, metadata });
        const read = decodeSafetensors(bytes, 'x');
        expect(new Set(Object.keys(read.tensors))).to.deep.equal(new Set(Object.keys(tensors)));
        for (const [name, { shape, values }] of Object.entries(tensors)) {
          const { shape: itsShape, values: itsValues } = read.tensors[name];
          expect(itsShape).to.deep.equal(shape);
          expect(itsValues.constructor).to.equal(values.constructor);
          expect(
            Buffer.from(itsValues.buffer, itsValues.byteOffset, itsValues.byteLength),
          ).to.deep.equal(Buffer.from(values.buffer));
        }
        expect(Object.entries(read.metadata)).to.have.deep.members(Object.entries(metadata));
      }),
      { numRuns: 500 },
    );
  });

  it('have a header whose end is aligned, and no byte too many', () => {
    const values = Float32Array.of(1, 2, 3);
    const bytes = encode({ tensors: { a: { shape: [3], values } }, metadata: { b: 'c' } });
    const length = Number(bytes.readBigUInt64LE());
    expect(length % 8).to.equal(0);
    expect(bytes).to.have.lengthOf(8 + length + 12);
    expect(JSON.parse(bytes.subarray(8, 8 + length).toString())).to.deep.equal({
      __metadata__: { b: 'c' },
      a: { dtype: 'F32', shape: [3], data_offsets: [0, 12] },
    });
  });

  it('are read where they lie in a larger buffer, and kept apart from it', () => {
    const values = Float64Array.of(1, 2);
    const whole = encode({ tensors: { a: { shape: [2], values } }, metadata: {} });
    const roomy = Buffer.concat([Buffer.alloc(3), whole]);
    const { tensors } = decodeSafetensors(roomy.subarray(3), 'x');
    roomy.fill(255);
    expect([...tensors.a.values]).to.deep.equal([1, 2]);
  });

  it('of other programs are read, also where values are not aligned', () => {
    const data = Buffer.alloc(12);
    data.writeFloatLE(1.5, 0);
    data.writeDoubleLE(-2.25, 4);
    const header = JSON.stringify({
      double: { dtype: 'F64', shape: [], data_offsets: [4, 12] },
      float: { dtype: 'F32', shape: [1, 1], data_offsets: [0, 4] },
    });
    const { tensors, metadata } = decodeSafetensors(file(header, data), 'x');
    expect([...tensors.float.values, ...tensors.double.values]).to.deep.equal([1.5, -2.25]);
    expect(metadata).to.deep.equal({});
  });

  it('can have no tensor under the name of the metadata', () => {
    const tensors = { __metadata__: { shape: [1], values: Float32Array.of(1) } };
    expect(() => encode({ tensors, metadata: {} })).to.throw(
      RangeError,
      /^tensors: expected names/,
    );
  });

  describe('that are none are refused:', () => {
    const eight = Buffer.alloc(8);
    const entry = (changes: Record<string, unknown>): string =>
      JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...changes } });
    const two = (a: number[], b: number[], bytes: number): Buffer => {
      const of = ([from, to]: number[]) => ({
        dtype: 'F32',
        shape: [(to - from) / 4],
        data_offsets: [from, to],
      });
      return file(JSON.stringify({ a: of(a), b: of(b) }), Buffer.alloc(bytes));
    };

    const cases: [string, Uint8Array, RegExp][] = [
      ['nothing', Buffer.alloc(0), /^0 bytes/],
      ['the length alone', Buffer.alloc(8), /^8 bytes/],
      [
        'a header longer than the file',
        file('{}', eight, 11n),
        /a header of 11 bytes in a file of 18/,
      ],
      [
        'a header beyond 2^53',
        file('{}', eight, 2n ** 64n - 1n),
        /a header of 18446744073709551615/,
      ],
      [
        'a header beyond the format',
        file('{}', eight, 100_000_001n),
        /a header of 100000001 bytes/,
      ],
      ['an empty header', file('', Buffer.alloc(8)), /no JSON/],
      ['no JSON', file('nonsense'), /no JSON/],
      ['bad UTF-8', file(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), /no JSON/],
      ['half a surrogate of UTF-8', file(Buffer.from('7b22eda080223a317d', 'hex')), /no JSON/],
      ['a list', file('[1]'), /no JSON object/],
      ['a byte order mark', file(Buffer.from('efbbbf7b7d', 'hex')), /no JSON/],
      ['a space before all', file(' {}'), /a header that does not begin with {/],
      [
        'a tensor twice',
        file('{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\\u0061" :1}'),
        /a header with the key "a" twice/,
      ],
      ['metadata twice', file('{"__metadata__":{},"__metadata__":{}}'), /"__metadata__" twice/],
      ['a key of the metadata twice', file('{"__metadata__":{"b":"","b":""}}'), /"b" twice/],
      [
        'a type that can not be shown',
        file(entry({ dtype: UNSHOWABLE }), eight),
        /the type an obj/,
      ],
      [
        'a type beyond the stack',
        file(`{"a":{"dtype":${DEEP}}}`),
        /lists or objects in more than 256 others/,
      ],
      ['a header beyond the stack', file(DEEP), /in more than 256 others/],
      ['a name of many lines', file('{"a\\nb":1}'), /^"a\\nb" that is no object$/],
      ['an endless name', file(`{"${'a'.repeat(1e6)}":1}`), /^"a{57}\.{3}" that is no object$/],
      ['null', file('null'), /no JSON object/],
      ['metadata that is a list', file('{"__metadata__":[]}'), /__metadata__ that is no object/],
      ['metadata that is null', file('{"__metadata__":null}'), /__metadata__ that is no object/],
      ['metadata of a number', file('{"__metadata__":{"a":1}}'), /a value that is no string/],
      ['a tensor that is a number', file('{"a":1}'), /"a" that is no object/],
      [
        'a tensor called __proto__ that is none',
        file('{"__proto__":1}'),
        /"__proto__" that is no obj/,
      ],
      ['another type', file(entry({ dtype: 'BF16' }), eight), /the type "BF16", not F32 or F64/],
      [
        'a type that objects have',
        file(entry({ dtype: 'toString' }), eight),
        /the type "toString"/,
      ],
      ['no type', file(entry({ dtype: undefined }), eight), /the type undefined/],
      [
        'a type that is a list',
        file(entry({ dtype: ['F32'] }), eight),
        /the type an object of type Array/,
      ],
      ['no shape', file(entry({ shape: null }), eight), /a shape that is none/],
      ['a negative dimension', file(entry({ shape: [-2] }), eight), /a shape that is none/],
      [
        'a dimension of a fraction',
        file(entry({ shape: [0.5, 4] }), eight),
        /a shape that is none/,
      ],
      ['a dimension in a string', file(entry({ shape: ['2'] }), eight), /a shape that is none/],
      ['another shape', file(entry({ shape: [3] }), eight), /8 bytes, and 12 by its shape/],
      ['a shape beyond measure', file(entry({ shape: [2 ** 40, 2 ** 40] }), eight), /by its shape/],
      ['NaN in the shape', file('{"a":{"dtype":"F32","shape":[NaN]}}'), /no JSON/],
      ['no offsets', file(entry({ data_offsets: undefined }), eight), /offsets that are none/],
      ['NaN as an offset', file(entry({ data_offsets: [0, NaN] }), eight), /offsets that are none/],
      ['one offset', file(entry({ data_offsets: [0] }), eight), /offsets that are none/],
      ['three offsets', file(entry({ data_offsets: [0, 4, 8] }), eight), /offsets that are none/],
      ['offsets backwards', file(entry({ data_offsets: [8, 0] }), eight), /offsets that are none/],
      ['a negative offset', file(entry({ data_offsets: [-8, 0] }), eight), /offsets that are none/],
      ['offsets beyond the file', file(entry({}), Buffer.alloc(4)), /tensors of 8 bytes in 4/],
      [
        'offsets beyond 2^53',
        file(entry({ data_offsets: [2 ** 53, 2 ** 53 + 8] })),
        /offsets that/,
      ],
      ['bytes that no tensor has', file(entry({}), Buffer.alloc(9)), /tensors of 8 bytes in 9/],
      ['tensors that overlap', two([0, 8], [4, 12], 12), /"b" from byte 4, where 8 was to come/],
      ['tensors with a hole between', two([0, 4], [8, 12], 12), /"b" from byte 8, where 4 was to/],
      ['tensors in the same place', two([0, 8], [0, 8], 8), /"b" from byte 0, where 8 was to come/],
      ['a hole before the first', two([4, 8], [8, 12], 12), /"a" from byte 4, where 0 was to come/],
    ];
    for (const [title, bytes, message] of cases) {
      it(title, () => {
        expect(refusal(bytes)).to.match(message);
      });
    }

    it('any bytes at all', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          refusal(bytes);
        }),
      );
    });
  });
});

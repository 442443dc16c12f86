import fc from 'fast-check';

/** One way in which a file is damaged or forged. */
type Mutation = (bytes: Buffer) => Buffer;

/** What lengths and counts are read from: numbers at the ends of their types. */
const ENDS = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff];

const flip = fc.tuple(fc.nat(), fc.nat(7)).map(([at, bit]): Mutation => (bytes) => {
  if (bytes.length > 0) bytes[at % bytes.length] ^= 1 << bit;
  return bytes;
});

const cut = fc.nat().map(
  (at): Mutation =>
    (bytes) =>
      bytes.subarray(0, at % (bytes.length + 1)),
);

const insert = fc
  .tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 16 }))
  .map(([at, own]): Mutation => (bytes) => {
    const where = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, where), own, bytes.subarray(where)]);
  });

const remove = fc.tuple(fc.nat(), fc.nat(32)).map(([at, count]): Mutation => (bytes) => {
  const where = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, where), bytes.subarray(where + count)]);
});

const extreme = fc
  .tuple(fc.nat(), fc.constantFrom(...ENDS), fc.constantFrom(1, 2, 4, 8), fc.boolean())
  .map(([at, value, size, isBig]): Mutation => (bytes) => {
    const number = Buffer.alloc(8);
    if (isBig) number.writeBigUInt64BE(BigInt(value));
    else number.writeBigUInt64LE(BigInt(value));
    (isBig ? number.subarray(8 - size) : number.subarray(0, size)).copy(
      bytes,
      at % (bytes.length + 1),
    );
    return bytes;
  });

/** Digits, brackets and words that text formats give a meaning to. */
const WORDS = ['0', '-1', '1e999', '99999999999', 'NaN', 'null', '[', '{', '"', ',', '\n', '\0'];

const word = fc.tuple(fc.nat(), fc.constantFrom(...WORDS)).map(([at, own]): Mutation => (bytes) => {
  const where = at % (bytes.length + 1);
  const text = Buffer.from(own);
  return Buffer.concat([bytes.subarray(0, where), text, bytes.subarray(where + text.length)]);
});

/** A tail that stands before its head: parts that are whole, in another order. */
const rotate = fc.nat().map((at): Mutation => (bytes) => {
  const where = at % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(where), bytes.subarray(0, where)]);
});

const mutation = fc.oneof(
  { arbitrary: flip, weight: 3 },
  { arbitrary: extreme, weight: 3 },
  { arbitrary: word, weight: 2 },
  cut,
  insert,
  remove,
  rotate,
);

/** A file out of sound ones, changed in one place or some; now and then, any bytes. */
export function forgedFrom(seeds: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([seed, steps]) => steps.reduce((bytes: Buffer, step) => step(bytes), Buffer.from(seed)));
  const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  return fc.oneof({ arbitrary: changed, weight: 9 }, { arbitrary: any, weight: 1 });
}

import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** The bytes of a `.npy` file whose header is as given, padded as NumPy does it. */
export function npyOf(header: string, data: Uint8Array, version = 1): Buffer {
  const size = version === 1 ? 2 : 4;
  const text = header.padEnd(Math.ceil((header.length + 9 + size) / 64) * 64 - 9 - size) + '\n';
  const length = Buffer.alloc(size);
  length.writeUIntLE(text.length, 0, size);
  const magic = Buffer.from(`\x93NUMPY${String.fromCharCode(version)}\0`, 'latin1');
  return Buffer.concat([magic, length, Buffer.from(text, 'latin1'), data]);
}

/** The header of an array. */
export function npyHeader(descr: string, shape: readonly number[], isFortran = false): string {
  const lengths = shape.map((length) => `${length},`).join(' ');
  return `{'descr': '${descr}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': (${lengths}), }`;
}

/** A `.npy` file of numbers. */
export function npy(
  numbers: Uint8Array | Float32Array | Float64Array,
  shape: readonly number[],
): Buffer {
  const descr = { Uint8Array: '|u1', Float32Array: '<f4', Float64Array: '<f8' }[numbers.constructor.name] ?? ''; // prettier-ignore
  return npyOf(npyHeader(descr, shape), new Uint8Array(numbers.buffer));
}

/** The bytes of an idx file. */
export function idx(type: number, shape: readonly number[], data: Uint8Array): Buffer {
  const lengths = Buffer.alloc(4 * shape.length);
  shape.forEach((length, axis) => lengths.writeUInt32BE(length, 4 * axis));
  return Buffer.concat([Buffer.of(0, 0, type, shape.length), lengths, data]);
}

export const gzip = (bytes: Uint8Array): Buffer => gzipSync(bytes);

/** An entry of an archive; a test may let the archive declare what isn't so. */
export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isStored?: boolean;
  readonly size?: number;
  readonly packedSize?: number;
  readonly method?: number;
  readonly flags?: number;
}

/** A zip archive, whose files are compressed unless they say otherwise. */
export function zipOf(files: readonly ZippedFile[]): Buffer {
  const before: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isStored = false, ...forged } of files) {
    const packed = isStored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const method = forged.method ?? (isStored ? 0 : 8);
    // Version, flags, method, time, date, CRC-32, sizes, the name's length, no extra field.
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(forged.flags ?? 0, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(forged.packedSize ?? packed.length, 14);
    fields.writeUInt32LE(forged.size ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = [Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed];
    before.push(...local);
    directory.push(Buffer.from('PK\x01\x02\x14\0'), fields, place, Buffer.from(name));
    offset += local.reduce((sum, { length }) => sum + length, 0);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...before, ...directory, end]);
}

/** A zip archive of files by their names. */
export const zip = (files: Readonly<Record<string, Uint8Array>>): Buffer =>
  zipOf(Object.entries(files).map(([name, bytes]) => ({ name, bytes })));

/** A safetensors file of tensors by their names, one after another: their type, shape and values. */
export function tensors(
  all: Readonly<
    Record<string, readonly [dtype: string, shape: readonly number[], values: NodeJS.TypedArray]>
  >,
): Buffer {
  let end = 0;
  const entries = Object.entries(all).map(([name, [dtype, shape, values]]) => {
    const from = end;
    end += values.byteLength;
    return [name, { dtype, shape, data_offsets: [from, end] }] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const values = Object.values(all).map(([, , own]) => new Uint8Array(own.buffer.slice(0)));
  return Buffer.concat([length, header, ...values]);
}

import { OnelayerError } from '../../errors';
import { parsingSafetensorsHeader, safetensorsHeaderEnd, type SafetensorsEntry } from '../../files';
import { TaskRunner } from '../../tasks';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { NUMBER_TYPES, type NumberCode } from '../bytes/number-types';
import { partOfFile, withFile, type OpenFile } from '../bytes/read-file';
import { readNumbers } from '../bytes/read-numbers';
import type { ArraySource } from '../npy/array-source';

/** The format's types of plain numbers. */
const CODES: Readonly<Record<string, NumberCode>> = {
  BOOL: 'b1',
  U8: 'u1',
  I8: 'i1',
  U16: 'u2',
  I16: 'i2',
  U32: 'u4',
  I32: 'i4',
  U64: 'u8',
  I64: 'i8',
  F16: 'f2',
  BF16: 'bf2',
  F32: 'f4',
  F64: 'f8',
};

/** The bytes of each type; those of 8 bits are known, but not read. */
const WIDTHS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    Object.entries(CODES).map(([type, code]) => [type, NUMBER_TYPES[code].bytes]),
  ),
  F8_E4M3: 1,
  F8_E5M2: 1,
};

/** Enough to tell other formats by. */
const HEAD_BYTES = 512;

/** The tensors of an open file. */
export interface Tensors {
  readonly names: readonly string[];
  readonly source: (name: string) => ArraySource;
}

/**
 * Opens a safetensors file for `use`. Only its header and the tensors that `use` reads are read; float16
 * and bfloat16 become float32.
 *
 * @throws OnelayerError DATA_INVALID naming the file, if it is damaged
 */
export function withTensors<Result>(
  file: string,
  use: (tensors: Tensors) => Promise<Result>,
): Promise<Result> {
  return withFile(file, async (open) => {
    const { entries, start } = await headerOf(file, open);
    const names = entries.map(({ name }) => name);
    const source = (name: string): ArraySource =>
      sourceOf(file, open, start, entries[names.indexOf(name)]);
    return use({ names, source });
  });
}

async function headerOf(file: string, { handle, size }: OpenFile) {
  const read = async (length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(Math.min(length, size));
    await handle.read(bytes, 0, bytes.length, 0);
    return bytes;
  };
  try {
    const end = safetensorsHeaderEnd(await read(HEAD_BYTES), size, file);
    const bytes = await read(Math.max(end, HEAD_BYTES));
    return await new TaskRunner().run(parsingSafetensorsHeader(bytes, size, file, WIDTHS));
  } catch (error) {
    if (!(error instanceof OnelayerError)) throw error;
    // To whoever reads data, it is a file of data.
    throw new OnelayerError('DATA_INVALID', error.message, { cause: error });
  }
}

function sourceOf(
  file: string,
  open: OpenFile,
  start: number,
  { name, dtype, shape, from, to }: SafetensorsEntry,
): ArraySource {
  const where = `${file}: ${name}`;
  return {
    where,
    read: async (check) => {
      if (!Object.hasOwn(CODES, dtype)) {
        throw invalid(
          where,
          `expected one of the types ${Object.keys(CODES).join(' ')}, got ${dtype}`,
        );
      }
      const code = CODES[dtype];
      const array = { code, order: 'little', shape, isFortran: false } as const;
      check?.({ ...array, type: { kind: 'number', code, order: 'little' } });
      const bytes = partOfFile(open, start + from, start + to);
      const reader = new ByteReader(where, bytes, to - from, true);
      const isHalf = NUMBER_TYPES[code].bytes === 2 && dtype.endsWith('F16');
      const data = await readNumbers(reader, { ...array, ...(isHalf && { Kept: Float32Array }) });
      return { data, shape };
    },
  };
}

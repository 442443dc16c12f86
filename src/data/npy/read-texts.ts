import { TaskRunner } from '../../tasks';
import type { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { product } from '../bytes/read-numbers';
import type { ElementType, NpyHeader } from './header';

type TextType = Exclude<ElementType, { kind: 'number' }>;

/** Bytes decoded between two yields: some milliseconds. */
const STEP_BYTES = 2 ** 18;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the texts of an array of one dimension to the end of the file, without their padding of
 * zeros. Those of S are taken for UTF-8, which includes ASCII.
 *
 * @throws OnelayerError DATA_INVALID if there are fewer or more, or one isn't Unicode
 */
export async function readTexts(
  reader: ByteReader,
  type: TextType,
  { shape }: NpyHeader,
): Promise<string[]> {
  const width = type.length * (type.kind === 'U' ? 4 : 1);
  const count = product(shape);
  const form = `${shape.join('×') || 'one'} of ${type.kind}${type.length}`;
  reader.assertRest(count * width, `texts (${form})`);
  const texts: string[] = [];
  const perStep = Math.max(1, Math.floor(STEP_BYTES / width));
  const raw = Buffer.alloc(Math.min(count, perStep) * width);
  const runner = new TaskRunner();
  while (texts.length < count) {
    const bytes = raw.subarray(0, Math.min(perStep, count - texts.length) * width);
    await reader.fill(bytes, 'texts');
    for (let at = 0; at < bytes.length; at += width) {
      const text = decode(bytes.subarray(at, at + width), type);
      if (text === null) throw invalid(reader.where, `text ${texts.length} is no Unicode text`);
      texts.push(text);
    }
    await runner.pauseIfDue();
  }
  await reader.assertEnd();
  return texts;
}

function decode(bytes: Buffer, { kind, order }: TextType): string | null {
  try {
    if (kind === 'S') return UTF8.decode(bytes.subarray(0, end(bytes)));
    let text = '';
    for (let at = 0; at < bytes.length; at += 4) {
      const point = order === 'little' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
      text += String.fromCodePoint(point);
    }
    return text.replace(/\0+$/, '');
  } catch {
    return null;
  }
}

function end(bytes: Buffer): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length--;
  return length;
}

import {
  ByteReader,
  type Features,
  type FoundArray,
  invalid,
  isOfNumbers,
  readArray,
  readNpz,
} from '../../data';
import { bytesOf, STANDARD_INPUT, type Input } from './open-input';

/** The array that an input is. @throws OnelayerError naming it */
export async function npyOf(input: Input): Promise<FoundArray> {
  const bytes = await bytesOf(input);
  const reader = new ByteReader(input.where, once(bytes), bytes.length, true);
  return { where: input.where, array: await readArray(reader) };
}

/** Arrays of an archive, which has to be a file. @throws OnelayerError naming it */
export async function npzOf(name: string, arrays: readonly string[]): Promise<FoundArray[]> {
  if (name !== STANDARD_INPUT) return readNpz(name, arrays);
  throw invalid('standard input', 'expected CSV, .npy or an image: an .npz has to be a file');
}

/** Samples of an array: of the shape (d,) one, of (n, d) or (n, …) several. */
export function samplesOf({ where, array }: FoundArray, features: number): Features {
  const { shape } = array;
  if (!isOfNumbers(array)) throw invalid(where, 'expected numbers, got texts');
  const rest = shape.slice(1).reduce((product, length) => product * length, 1);
  if (array.data.length > 0 && (rest === features || array.data.length === features)) {
    return array.data;
  }
  const expected = `expected (n, ${features}), samples of the classifier's features`;
  throw invalid(where, `${expected}, got the shape (${shape.join(', ')})`);
}

// eslint-disable-next-line @typescript-eslint/require-await -- a reader takes what comes in turn
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

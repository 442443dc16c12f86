import path from 'node:path';
import { argumentError, assertText, OnelayerError } from '../errors';
import { formatInWords, HEAD_BYTES, readWhole, storeWhole, utf16Of } from '../files';
import type { FittedModel } from '../model';
import { encodeCsv } from './csv';
import { decodeJson, encodeJson } from './json';
import { assertSound } from './sound';
import { decodeModel, encodeModel } from './safetensors-model';

const ENCODERS: Readonly<Record<string, (model: FittedModel) => Iterable<Uint8Array>>> = {
  '.safetensors': encodeModel,
  '.onnx': (model) => loadOnnx().encodeOnnx(model),
  '.json': encodeJson,
  '.csv': encodeCsv,
};

/** Loads the encoder, and protobuf with it, which take some hundredths of a second of every start. */
function loadOnnx(): typeof import('./onnx/encode-onnx') {
  return require('./onnx/encode-onnx') as typeof import('./onnx/encode-onnx');
}

/** The endings of the files that models can be written to. */
export const MODEL_ENDINGS: readonly string[] = Object.keys(ENCODERS);

/**
 * Writes a model, whole or not at all, in the format that the file's ending names: `.safetensors`,
 * which keeps all of it; `.onnx`; `.json`, with scikit-learn's names; `.csv`, its weights.
 *
 * @throws RangeError for another ending; OnelayerError MODEL_INVALID for a model that couldn't be
 *   read again, before the file is touched, and NOT_WRITABLE
 */
export async function saveModel(file: string, model: FittedModel): Promise<void> {
  assertText('file', file);
  const ending = path.extname(file).toLowerCase();
  if (!Object.hasOwn(ENCODERS, ending)) {
    const expected = `a name that ends in ${MODEL_ENDINGS.join(', ')}`;
    throw argumentError(RangeError, 'file', expected, file);
  }
  assertSound(model, `${file} can't be written: the model is not sound`, 'MODEL_INVALID');
  await storeWhole(file, ENCODERS[ending](model));
}

const OPENING_BRACE = 0x7b;

/**
 * Reads a model from a safetensors or JSON file, told apart by the first bytes: a safetensors file
 * begins with the length of its header, and its ninth byte is the header's brace.
 *
 * @throws OnelayerError FILE_INVALID that says what is wrong with the file
 */
export async function readModel(file: string): Promise<FittedModel> {
  assertText('file', file);
  const bytes = await readWhole(file);
  if (beginsAsText(bytes)) return decodeJson(bytes, file);
  if (bytes[8] === OPENING_BRACE) return decodeModel(bytes, file);
  const got = formatInWords(bytes.subarray(0, HEAD_BYTES));
  const expected = "expected a classifier of onelayer's, .safetensors or .json";
  throw new OnelayerError('FILE_INVALID', `${file}: ${expected}, got ${got}`);
}

/** Whether it begins as a JSON object, after a byte order mark, or in UTF-16. */
function beginsAsText(bytes: Uint8Array): boolean {
  // A header of 123 bytes, or some more, would begin with a brace too.
  if (bytes[8] === OPENING_BRACE && bytes[7] === 0) return false;
  const decoder = new TextDecoder(utf16Of(bytes) ?? 'utf-8');
  return /^\s*\{/.test(decoder.decode(bytes.subarray(0, HEAD_BYTES)));
}

import type { Row } from '../data';
import { argumentError, assertInteger, assertKnownKeys, assertOneOf } from '../errors';
import type { LinearClassifier, Sample } from '../library';
import type { PreparedColumn } from '../tables/preparation';
import { badRequest } from './http-error';

/** Rows one after another, as bytes or numbers. */
export const OCTETS = 'application/octet-stream';

/** Characters of JSON: of a number at most, with its comma, and of all around the rows. */
const NUMBER = 25;
const AROUND = 1024;

/** Bytes of a value that is no category: a number, or a date as a text. */
const VALUE = 32;

const TYPES = ['uint8', 'float32'] as const;

/** What a request asks for: the k best classes of each row. */
export interface Asked {
  readonly rows: readonly Row[];
  readonly k: number;
}

/** The bytes that a body may have at most. */
export function longestBody(classifier: LinearClassifier, rows: number): number {
  const { features, preparation } = classifier;
  const names = preparation ? preparation.columns.map(longestValue) : [];
  // Columns that the classifier doesn't need may be there, too.
  const record = 2 * names.reduce((sum, bytes) => sum + bytes, 0);
  return rows * Math.max(features * NUMBER, record) + AROUND;
}

/** Bytes of a column's name with its longest value. */
function longestValue(column: PreparedColumn): number {
  const bytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) + 2;
  const texts = column.kind === 'category' ? column.categories.map(bytes) : [];
  return bytes(column.name) + texts.reduce((most, own) => Math.max(most, own), VALUE);
}

/**
 * Reads what a request asks for: `{ rows: [[…], …], k }` or `{ row: […], k }` in JSON, where a row may be an
 * object of values by column; or rows one after another, as bytes or little-endian float32
 * (`?type=float32&k=3`). A classifier that was trained on a table takes objects alone: its features may
 * be others once it is trained again.
 *
 * @param most  rows
 * @throws TypeError or RangeError of an invalid argument, or an error of status 400
 */
export function askedBy(
  body: unknown,
  query: object,
  classifier: LinearClassifier,
  most: number,
): Asked {
  if (Buffer.isBuffer(body)) {
    if (classifier.preparation !== null) {
      throw badRequest('body: expected JSON with objects of values by column, got bytes');
    }
    return askedInBytes(body, query, classifier.features, most);
  }
  const unasked = Object.keys(query).at(0);
  if (unasked !== undefined) {
    throw badRequest(`query: expected none with JSON, got ${unasked}; k belongs in the body`);
  }
  return askedInJson(body, classifier, most);
}

function askedInJson(body: unknown, classifier: LinearClassifier, most: number): Asked {
  assertKnownKeys('body', body as object, ['row', 'rows', 'k']);
  const { row, rows = [row], k = 1 } = body as { row?: unknown; rows?: unknown; k?: unknown };
  const given = ['row', 'rows'].filter((key) => key in (body as object));
  if (given.length !== 1) {
    const got = given.length === 0 ? 'neither' : 'both';
    throw badRequest(`body: expected either row or rows, got ${got}`);
  }
  if (!Array.isArray(rows)) throw argumentError(TypeError, 'rows', 'an array of rows', rows);
  assertInteger('rows.length', rows.length, 1, most);
  const features = rows.map((each: unknown, i) =>
    rowOf(row === undefined ? `rows[${i}]` : 'row', each, classifier),
  );
  assertInteger('k', k, 1);
  return { rows: features, k };
}

function rowOf(name: string, given: unknown, classifier: LinearClassifier): Row {
  const { preparation, featureNames } = classifier;
  const isRecord = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (preparation !== null && !isRecord) {
    throw argumentError(TypeError, name, 'an object of values by column', given);
  }
  if (!Array.isArray(given) && (!isRecord || featureNames === null)) {
    throw argumentError(TypeError, name, 'an array of numbers', given);
  }
  return classifier.featuresOf(name, given as Sample);
}

function askedInBytes(body: Buffer, query: object, features: number, most: number): Asked {
  assertKnownKeys('query', query, ['type', 'k']);
  const { type = 'uint8', k = '1' } = query as { type?: unknown; k?: unknown };
  assertOneOf('type', type, TYPES);
  const isInteger = typeof k === 'string' && /^\d{1,9}$/.test(k);
  const wanted = isInteger ? Number(k) : k;
  assertInteger('k', wanted, 1);
  const numbers = type === 'float32' ? floatsOf(body) : body;
  if (numbers.length === 0 || numbers.length % features !== 0) {
    throw badRequest(`body: expected rows of ${features} ${type}, got ${numbers.length} in all`);
  }
  const rows = numbers.length / features;
  if (rows > most) throw badRequest(`body: expected at most ${most} rows, got ${rows}`);
  const row = (_: unknown, i: number): Row => numbers.subarray(i * features, (i + 1) * features);
  return { rows: Array.from({ length: rows }, row), k: wanted };
}

function floatsOf(body: Buffer): Float32Array {
  if (body.length % 4 !== 0) {
    throw badRequest(`body: expected numbers of 4 bytes, got ${body.length} bytes`);
  }
  return new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
}

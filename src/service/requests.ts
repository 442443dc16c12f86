import type { Row } from '../data';
import { argumentError, assertInteger, assertKnownKeys, assertOneOf } from '../errors';
import { assertRow, type LinearClassifier } from '../library';
import { badRequest } from './http-error';

/** Rows one after another, as bytes or numbers. */
export const OCTETS = 'application/octet-stream';

/** Characters of JSON: of a number at most, with its comma, and of all around the rows. */
const NUMBER = 25;
const AROUND = 1024;

const TYPES = ['uint8', 'float32'] as const;

/** What a request asks for: the k best classes of each row. */
export interface Asked {
  readonly rows: readonly Row[];
  readonly k: number;
}

/** The bytes that a body may have at most. */
export function longestBody({ features }: LinearClassifier, rows: number): number {
  return rows * features * NUMBER + AROUND;
}

/**
 * Reads what a request asks for: `{ rows: [[…], …], k }` or `{ row: […], k }` in JSON, or rows one after
 * another, as bytes or little-endian float32 (`?type=float32&k=3`).
 *
 * @param most  rows
 * @throws TypeError or RangeError of an invalid argument, or an error of status 400
 */
export function askedBy(body: unknown, query: object, features: number, most: number): Asked {
  if (Buffer.isBuffer(body)) return askedInBytes(body, query, features, most);
  const unasked = Object.keys(query).at(0);
  if (unasked !== undefined) {
    throw badRequest(`query: expected none with JSON, got ${unasked}; k belongs in the body`);
  }
  return askedInJson(body, features, most);
}

function askedInJson(body: unknown, features: number, most: number): Asked {
  assertKnownKeys('body', body as object, ['row', 'rows', 'k']);
  const { row, rows = [row], k = 1 } = body as { row?: unknown; rows?: unknown; k?: unknown };
  const given = ['row', 'rows'].filter((key) => key in (body as object));
  if (given.length !== 1) {
    const got = given.length === 0 ? 'neither' : 'both';
    throw badRequest(`body: expected either row or rows, got ${got}`);
  }
  if (!Array.isArray(rows)) throw argumentError(TypeError, 'rows', 'an array of rows', rows);
  assertInteger('rows.length', rows.length, 1, most);
  rows.forEach((each: unknown, i) => {
    const name = row === undefined ? `rows[${i}]` : 'row';
    if (!Array.isArray(each)) throw argumentError(TypeError, name, 'an array of numbers', each);
    assertRow(name, each, features);
  });
  assertInteger('k', k, 1);
  return { rows: rows as Row[], k };
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

'use strict';

const OCTETS = 'application/octet-stream';

/** The schema of what can be asked for; numbers are left to the classifier, which says what is wrong. */
function schemaOf({ rows }) {
  const json = {
    type: 'object',
    additionalProperties: false,
    oneOf: [{ required: ['row'] }, { required: ['rows'] }],
    properties: {
      row: { type: 'array' },
      rows: { type: 'array', minItems: 1, maxItems: rows, items: { type: 'array' } },
      k: { type: 'integer', minimum: 1 },
    },
  };
  return {
    body: { content: { 'application/json': { schema: json }, [OCTETS]: { schema: {} } } },
    querystring: {
      type: 'object',
      additionalProperties: false,
      properties: {
        type: { enum: ['uint8', 'float32'] },
        k: { type: 'string', pattern: '^[1-9][0-9]{0,5}$' },
      },
    },
  };
}

/**
 * What a request asks for: `{ rows: [[…], …], k }` or `{ row: […], k }` in JSON, or rows one after
 * another, as bytes or little-endian float32 (`?type=float32&k=3`).
 */
function questionOf({ body, query }, { features }, limits) {
  if (!Buffer.isBuffer(body)) {
    const { row, rows = [row], k = 1 } = body;
    return { rows, k };
  }
  const rows = chop(query.type === 'float32' ? floatsOf(body) : body, features);
  if (rows.length > limits.rows) {
    throw badRequest(`body: expected at most ${limits.rows} rows, got ${rows.length}`);
  }
  return { rows, k: Number(query.k ?? 1) };
}

/** Rows of d numbers; what is left is a row too, which the classifier refuses. */
function chop(numbers, features) {
  const rows = [];
  for (let at = 0; at === 0 || at < numbers.length; at += features) {
    rows.push(numbers.subarray(at, at + features));
  }
  return rows;
}

function floatsOf(body) {
  if (body.length % 4 !== 0) {
    throw badRequest(`body: expected numbers of 4 bytes, got ${body.length} bytes`);
  }
  return new Float32Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length));
}

/** Numbers may be finite and still too large for the model; JSON would make null of what comes out. */
function assertFinite(predictions) {
  const i = predictions.findIndex(([{ probability }]) => !Number.isFinite(probability));
  if (i !== -1)
    throw badRequest(`rows[${i}]: expected numbers that the model can take, got too large ones`);
}

function badRequest(message) {
  return Object.assign(new Error(message), { statusCode: 400 });
}

module.exports = { assertFinite, OCTETS, questionOf, schemaOf };

import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Candidate } from '../../src';
import { trainModel, versionOf } from './models';
import { TOLERANCE } from './questions';
import { serveHere, type ServiceHere } from './service-here';

const FEATURES = 4;
const JSON_TYPE = 'application/json';
const OCTETS = 'application/octet-stream';

type Body = string | Uint8Array<ArrayBuffer>;

interface Prediction extends Record<string, unknown> {
  readonly status: number;
}

/** The same classes, and probabilities that are as far apart as the order of a sum makes them. */
function expectCandidates(predictions: Candidate[][], expected: Candidate[][]): void {
  const names = (of: Candidate[][]) =>
    of.map((row) => row.map(({ label, index }) => [label, index]));
  expect(names(predictions)).to.deep.equal(names(expected));
  predictions.forEach((row, i) =>
    row.forEach(({ probability }, j) =>
      expect(probability).to.be.closeTo(expected[i][j].probability, TOLERANCE),
    ),
  );
}

describe('requests to the service', () => {
  let folder: string;
  let file: string;
  let service: ServiceHere;
  let expected: Candidate[][];
  const rows = [
    [0, 100, 200, 50],
    [255, 1, 2, 3],
  ];

  before('start it', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    file = path.join(folder, 'model.safetensors');
    const classifier = await trainModel(1, FEATURES, 3);
    await classifier.save(file);
    expected = classifier.topK(rows, 2);
    service = await serveHere(file, { rows: 8 });
  });
  after(async () => {
    await service.stop();
    expect(service.events.map(({ event }) => event)).to.deep.equal([
      'listening',
      'stopping',
      'stopped',
    ]);
    rmSync(folder, { recursive: true });
  });

  async function post(url: string, type: string, body: Body): Promise<Prediction> {
    const headers = { 'content-type': type };
    const response = await fetch(`${service.url}${url}`, { method: 'POST', headers, body });
    return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
  }
  const predict = (body: unknown) => post('/predict', JSON_TYPE, JSON.stringify(body));

  const right: [string, () => Promise<Prediction>][] = [
    ['rows in JSON', () => predict({ rows, k: 2 })],
    ['bytes', () => post('/predict?k=2', OCTETS, Uint8Array.from(rows.flat()))],
    [
      'float32',
      () => {
        const body = new Uint8Array(Float32Array.from(rows.flat()).buffer);
        return post('/predict?k=2&type=float32', OCTETS, body);
      },
    ],
  ];
  for (const [what, ask] of right) {
    it(`answers as the classifier does, with the model's version: ${what}`, async () => {
      const { predictions, ...rest } = await ask();
      expect(rest).to.deep.equal({ status: 200, model: versionOf(file) });
      expectCandidates(predictions as Candidate[][], expected);
    });
  }

  it('answers one row with its best class, unless more are asked for', async () => {
    const { predictions } = await predict({ row: rows[1] });
    expectCandidates(predictions as Candidate[][], [expected[1].slice(0, 1)]);
  });

  const wrong: [string, string, Body, RegExp][] = [
    [
      'a short row',
      JSON_TYPE,
      '{"rows":[[1,2,3,4],[1,2]]}',
      /^rows\[1\]\.length: expected 4, got 2$/,
    ],
    [
      'an infinity',
      JSON_TYPE,
      '{"rows":[[1,2,1e999,4]]}',
      /^rows\[0\]\[2\]: expected a finite number/,
    ],
    [
      'null',
      JSON_TYPE,
      '{"rows":[[1,2,3,null]]}',
      /^rows\[0\]\[3\]: expected a finite number, got null$/,
    ],
    [
      'a string',
      JSON_TYPE,
      '{"rows":[[1,2,3,"4"]]}',
      /^rows\[0\]\[3\]: expected a number, not a text .*, got "4"$/,
    ],
    [
      'too small a k',
      JSON_TYPE,
      '{"row":[1,2,3,4],"k":0}',
      /^k: expected a positive integer, got 0$/,
    ],
    ['k = 0', JSON_TYPE, '{"row":[1,2,3,4],"k":0}', /^k: expected a positive integer, got 0$/],
    [
      'a misspelt key',
      JSON_TYPE,
      '{"row":[1,2,3,4],"K":2}',
      /^body: expected only the keys row, rows, k, got "?K/,
    ],
    [
      'both one and several',
      JSON_TYPE,
      '{"row":[1],"rows":[[1]]}',
      /^body: .*row or rows, got both$/,
    ],
    ['neither', JSON_TYPE, '{"k":1}', /^body: expected either row or rows, got neither$/],
    ['null for all', JSON_TYPE, 'null', /^body: expected an object, got null$/],
    [
      'an array for all',
      JSON_TYPE,
      '[[1,2,3,4]]',
      /^body: expected an object, got an object of type Array$/,
    ],
    [
      'rows that are none',
      JSON_TYPE,
      '{"rows":"all"}',
      /^rows: expected an array of rows, got "all"$/,
    ],
    [
      'numbers for rows',
      JSON_TYPE,
      '{"rows":[1,2]}',
      /^rows\[0\]: expected an array of numbers, got 1$/,
    ],
    [
      'text for a row',
      JSON_TYPE,
      '{"row":"1,2,3,4"}',
      /^row: expected an array of numbers, got "1,2,3,4"$/,
    ],
    ['a row that is too short', JSON_TYPE, '{"row":[1,2,3]}', /^row\.length: expected 4, got 3$/],
    ['no rows', JSON_TYPE, '{"rows":[]}', /^rows\.length: expected an integer from 1 to 8, got 0$/],
    ['__proto__', JSON_TYPE, '{"rows":[[1,2,3,4]],"__proto__":{}}', /not valid JSON/],
    [
      'too many rows',
      JSON_TYPE,
      `{"rows":[${Array(9).fill('[1,2,3,4]').join()}]}`,
      /^rows\.length: expected an integer from 1 to 8, got 9$/,
    ],
    ['half a document', JSON_TYPE, '{"rows":[[1,2', /not valid JSON/],
    ['nothing', OCTETS, '', /^body: expected rows of 4 uint8, got 0 in all$/],
    ['a byte too many', OCTETS, 'abcde', /^body: expected rows of 4 uint8, got 5 in all$/],
    ['too many rows of bytes', OCTETS, 'a'.repeat(36), /^body: expected at most 8 rows, got 9$/],
  ];
  it('answers numbers beyond the range of float32', async () => {
    const { status, predictions } = (await post(
      '/predict',
      JSON_TYPE,
      '{"rows":[[1e308,-1e308,1e308,1e308]]}',
    )) as { status: number; predictions?: { probability: number }[][] };
    expect(status).to.equal(200);
    expect(predictions?.[0][0].probability).to.equal(1);
  });

  for (const [what, type, body, message] of wrong) {
    it(`refuses with status 400 and the reason: ${what}`, async () => {
      const answer = await post('/predict', type, body);
      expect(answer).to.have.property('message').that.matches(message);
      expect(answer.status).to.equal(400);
    });
  }

  it('refuses half a float, an unknown type of numbers, and a misspelt option', async () => {
    const cut = await post('/predict?type=float32', OCTETS, 'abcde');
    expect(cut).to.include({
      status: 400,
      message: 'body: expected numbers of 4 bytes, got 5 bytes',
    });
    for (const query of ['type=int8', 'tipe=float32', 'k=two', 'k=0', 'k=1&k=2', 'k=1e1']) {
      expect((await post(`/predict?${query}`, OCTETS, 'abcd')).status, query).to.equal(400);
    }
  });

  it('refuses what is too large before it is read, and what is of another type', async () => {
    expect((await post('/predict', OCTETS, 'a'.repeat(10_000))).status).to.equal(413);
    expect((await post('/predict', 'text/plain', '[1,2,3,4]')).status).to.equal(415);
  });

  it('says what it expects to who asks for something else', async () => {
    const asked = await fetch(`${service.url}/predict`);
    expect(asked.status).to.equal(404);
    expect(await asked.json()).to.deep.equal({
      status: 404,
      message: 'expected POST /predict, GET /health or GET /model, got GET /predict',
    });
    const query = await post('/predict?k=2', JSON_TYPE, '{"row":[1,2,3,4]}');
    expect(query.message).to.equal('query: expected none with JSON, got k; k belongs in the body');
    const form = await post('/predict', 'application/x-www-form-urlencoded', 'row=1');
    expect(form.message).to.match(
      /^content-type: expected application\/json or .*, got .*urlencoded$/,
    );
  });

  it('tells its health, and what the model is', async () => {
    const before = await service.health();
    await predict({ row: rows[0] });
    const { model, requests, backend, queue, ...health } = await service.health();
    expect(model.version).to.equal(versionOf(file));
    expect(model.checksum.slice(0, 12)).to.equal(model.version);
    expect(requests[200]).to.equal((before.requests[200] ?? 0) + 1);
    expect(queue).to.deep.equal({ requests: 0, limit: 2000 });
    expect(backend.threads).to.equal(backend.name === 'js' ? 1 : 2);
    expect(health).to.include({ status: 'ok', refused: null, swaps: 0, working: 0 });
    expect(health.uptime).to.be.above(before.uptime);
    const about = (await (await fetch(`${service.url}/model`)).json()) as object;
    const classes = ['class 0', 'class 1', 'class 2'];
    expect(about).to.deep.include({
      version: model.version,
      features: FEATURES,
      classes,
      bytes: true,
    });
    expect((await fetch(`${service.url}/health`, { method: 'HEAD' })).status).to.equal(200);
  });
});

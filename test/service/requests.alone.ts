import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Candidate } from '../../src';
import { compilePackage } from '../support/compiled-package';
import { trainModel, versionOf } from './models';
import { TOLERANCE } from './questions';
import { RunningService } from './running-service';

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

describe('the service', function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;
  let service: RunningService;
  let expected: Candidate[][];
  const rows = [
    [0, 100, 200, 50],
    [255, 1, 2, 3],
  ];

  before('start it', async () => {
    compilePackage();
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    file = path.join(folder, 'model.safetensors');
    const classifier = await trainModel(1, FEATURES, 3);
    await classifier.save(file);
    expected = classifier.topK(rows, 2);
    service = await RunningService.start(file, '--rows', '8', '--threads', '2');
  });
  after(async () => {
    expect(await service.stop(), service.said).to.equal(0);
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
      /^rows\[0\]\[3\]: expected a finite number, got "4"$/,
    ],
    [
      'too large a k',
      JSON_TYPE,
      '{"row":[1,2,3,4],"k":4}',
      /^k: expected an integer from 1 to 3, got 4$/,
    ],
    ['k = 0', JSON_TYPE, '{"row":[1,2,3,4],"k":0}', /k must be >= 1/],
    ['a misspelt key', JSON_TYPE, '{"row":[1,2,3,4],"K":2}', /must NOT have additional properties/],
    ['both one and several', JSON_TYPE, '{"row":[1,2,3,4],"rows":[[1,2,3,4]]}', /exactly one/],
    ['no rows', JSON_TYPE, '{"rows":[]}', /must NOT have fewer than 1 items/],
    [
      'too many rows',
      JSON_TYPE,
      `{"rows":[${Array(9).fill('[1,2,3,4]').join()}]}`,
      /more than 8 items/,
    ],
    ['half a document', JSON_TYPE, '{"rows":[[1,2', /not valid JSON/],
    ['nothing', OCTETS, '', /^rows\[0\]\.length: expected 4, got 0$/],
    ['a byte too many', OCTETS, 'abcde', /^rows\[1\]\.length: expected 4, got 1$/],
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
    for (const query of ['type=int8', 'tipe=float32', 'k=two', 'k=0']) {
      expect((await post(`/predict?${query}`, OCTETS, 'abcd')).status, query).to.equal(400);
    }
  });

  it('refuses what is too large before it is read, and what is of another type', async () => {
    expect((await post('/predict', OCTETS, 'a'.repeat(10_000))).status).to.equal(413);
    expect((await post('/predict', 'text/plain', '[1,2,3,4]')).status).to.equal(415);
  });

  it('tells its health', async () => {
    const before = await service.health();
    await predict({ row: rows[0] });
    const { model, requests, backend, queue, ...health } = await service.health();
    expect(model.version).to.equal(versionOf(file));
    expect(model.checksum.slice(0, 12)).to.equal(model.version);
    expect(model).to.deep.include({
      features: FEATURES,
      classes: ['class 0', 'class 1', 'class 2'],
    });
    expect(requests[200]).to.equal((before.requests[200] ?? 0) + 1);
    expect(queue).to.deep.equal({ rows: 0, limit: 1024 });
    expect(backend.threads).to.equal(backend.name === 'js' ? 1 : 2);
    expect(health).to.include({ status: 'ok', refused: null, swaps: 0 });
    expect(health.uptime).to.be.above(before.uptime);
  });
});

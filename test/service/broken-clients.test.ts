import { expect } from 'chai';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectTo, requestOf } from './flood';
import { until } from './health';
import { trainModel } from './models';
import { serveHere, type ServiceHere } from './service-here';

const json = (content: unknown): Buffer =>
  requestOf('application/json', Buffer.from(JSON.stringify(content)));

describe('the service with broken clients', () => {
  const row = [1, 2, 3, 4];
  let folder: string;
  let service: ServiceHere;

  before('start it', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    const model = path.join(folder, 'model.safetensors');
    await (await trainModel(1, row.length, 3)).save(model);
    service = await serveHere(model, { rows: 2, queue: 6, patience: 60_000, timeout: 500 });
  });
  after(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach('it is as well as before', async () => {
    await until('nothing is left to do', async () => {
      const { working, queue } = await service.health();
      return working === 0 && queue.requests === 0;
    });
    expect((await service.predict({ row })).status).to.equal(200);
    expect(service.events.map(({ event }) => event)).to.deep.equal(['listening']);
  });

  /** Sends bytes, and returns all that comes until the service, or this client, has had enough. */
  async function heard(bytes: Buffer, answers = 1): Promise<string> {
    const socket = connectTo(service.url);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (text.split('HTTP/1.1 ').length > answers && text.endsWith('}')) socket.end();
    });
    socket.write(bytes);
    await once(socket, 'close');
    return text;
  }

  it('goes on when they break off, before and within the body', async () => {
    const whole = json({ row });
    const lengths = [20, whole.length - 10, whole.length - 1, whole.length];
    const sockets = Array.from({ length: 40 }, (_, i) => {
      const socket = connectTo(service.url);
      socket.write(whole.subarray(0, lengths[i % lengths.length]), () => socket.resetAndDestroy());
      return once(socket, 'close');
    });
    await Promise.all(sockets);
  });

  it('answers what is sent on without waiting for answers, in its order', async () => {
    const ks = [1, 2, 3, 1, 2, 3];
    const text = await heard(Buffer.concat(ks.map((k) => json({ row, k }))), ks.length);
    const bodies = text.match(/\{"model".*?\]\]\}/g) ?? [];
    const lengths = bodies.map((body) => {
      return (JSON.parse(body) as { predictions: unknown[][] }).predictions[0].length;
    });
    expect(lengths).to.deep.equal(ks);
  });

  it('turns away with 503 and Retry-After what it has no place for, and answers the rest', async () => {
    // On one connection, so that all have come before the first one is answered.
    const text = await heard(Buffer.concat(Array.from({ length: 30 }, () => json({ row }))), 30);
    const texts = text.split('HTTP/1.1 ').slice(1);
    const statuses = texts.map((each) => each.slice(0, 3));
    // Twice the rows of a batch are inside, and six wait.
    const expected = Array.from({ length: 30 }, (_, i) => (i < 10 ? '200' : '503'));
    expect(statuses).to.deep.equal(expected);
    const refusal = texts[statuses.indexOf('503')];
    expect(refusal).to.match(/retry-after: 1\r\n/i);
    expect(refusal).to.match(/"too many requests: .*; try again in 1 s"/);
    const { requests } = await service.health();
    expect(requests[503]).to.equal(20);
  });

  it('gives up those that never send all', async () => {
    const whole = json({ row });
    const slow = [10, whole.length - 10].map((length) => heard(whole.subarray(0, length)));
    for (const text of await Promise.all(slow)) expect(text).to.match(/^HTTP\/1\.1 408 /);
  });

  const wrong: [string, () => Buffer, RegExp][] = [
    ['what is no HTTP', () => Buffer.from('model, please\r\n\r\n'), /^HTTP\/1\.1 400 /],
    [
      'a length that is none',
      () => Buffer.from('POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n'),
      /^HTTP\/1\.1 400 /,
    ],
    [
      'two lengths',
      () =>
        Buffer.from(
          'POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\n',
        ),
      /^HTTP\/1\.1 400 /,
    ],
    ['a gigabyte, before it comes', () => huge('content-length: 1000000000'), /^HTTP\/1\.1 413 /],
    [
      'too much in chunks',
      () => Buffer.concat([huge('transfer-encoding: chunked'), chunk(5000)]),
      /^HTTP\/1\.1 413 /,
    ],
    [
      'headers without an end',
      () => Buffer.from(`GET /health HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`),
      /^HTTP\/1\.1 431 /,
    ],
  ];
  for (const [what, bytes, answer] of wrong) {
    it(`refuses ${what}`, async () => {
      expect(await heard(bytes())).to.match(answer);
    });
  }

  const huge = (length: string): Buffer =>
    Buffer.from(
      `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\n${length}\r\n\r\n`,
    );
  const chunk = (length: number): Buffer =>
    Buffer.concat([Buffer.from(`${length.toString(16)}\r\n`), Buffer.alloc(length)]);
});

import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo, Flood, requestOf } from './flood';
import { until } from './health';
import { makeRows, trainModel } from './models';
import { RunningService } from './running-service';

const FEATURES = 256;
const OCTETS = 'application/octet-stream';
/** Connections that keep the service busy, without a request that waits for long. */
const PEAK = 30;
const SLOW = 500;
/** Milliseconds of a measurement. */
const SLICE = 800;
const ROUNDS = 3;

describe('the service with more than it can answer', function () {
  this.timeout(120_000);
  const request = requestOf(OCTETS, Uint8Array.from(makeRows(30, FEATURES).flat()));
  let folder: string;
  let service: RunningService;

  before('start it, and let its code be compiled', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    const model = path.join(folder, 'model.safetensors');
    await (await trainModel(1, FEATURES)).save(model);
    service = await RunningService.start(model);
    await flood(2 * PEAK, 2 * SLICE);
  });
  after(() => {
    service.child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });
  afterEach('everything is let go of', () =>
    until('nothing is left to do', async () => {
      const { status, working, queue } = await service.health();
      expect(status).to.equal('ok');
      return working === 0 && queue.requests === 0;
    }),
  );

  const flood = (connections: number, milliseconds = SLICE) =>
    Flood.for(milliseconds, service.url, connections, request);

  it('answers at ten times its load at least four fifths of what it can', async () => {
    const sum = { peak: 0, tenfold: 0 };
    // In turns, so that what else the machine does hits both.
    for (let round = 0; round < ROUNDS; round++) {
      sum.peak += (await flood(PEAK)).goodput;
      const { goodput, others } = await flood(10 * PEAK);
      sum.tenfold += goodput;
      expect(Object.keys(others)).to.deep.equal(others[503] !== undefined ? ['503'] : []);
    }
    expect(sum.tenfold / sum.peak, JSON.stringify(sum)).to.be.at.least(0.8);
  });

  it('breaks off none of 1,500 connections', async () => {
    const { others } = await flood(1500, 2000);
    expect(Object.keys(others)).to.deep.equal(others[503] !== undefined ? ['503'] : []);
  });

  it(`answers others while ${SLOW} clients send a byte now and then`, async () => {
    const { goodput: before } = await flood(PEAK);
    const slow = Array.from({ length: SLOW }, () => slowClient(service.url));
    await sleep(200);
    const { goodput, others } = await flood(PEAK);
    const open = slow.filter((socket) => !socket.closed).length;
    for (const socket of slow) socket.destroy();
    expect(open).to.equal(SLOW);
    expect(others).to.deep.equal({});
    expect(goodput / before, `${goodput} of ${before} a second`).to.be.at.least(0.5);
  });

  /** A client that goes on sending its body. */
  function slowClient(url: string): Socket {
    const socket = connectTo(url);
    socket.on('connect', () => socket.write(request.subarray(0, 200)));
    const timer = setInterval(() => socket.write('x'), 500);
    return socket.on('close', () => clearInterval(timer));
  }
});

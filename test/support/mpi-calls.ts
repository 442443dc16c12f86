/** Calls every function of the addon for MPI, in each of several processes; says `fine` at the end. */
import { expect } from 'chai';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { defaultRng } from '../../src/random';
import { detach } from './hostile';
import { ROOT } from './run-typescript';

const FILE = path.join(ROOT, 'build/Release/onelayer-mpi.node');
const ROUNDS = 60;
/** Around the length from which slices are added up, and more. */
const LENGTHS = [0, 1, 2, 510, 511, 512, 1022, 1023, 1024, 5000, 30_730];

type Addon = typeof import('../../mpi-binding');

// eslint-disable-next-line @typescript-eslint/no-require-imports -- as `loadMpi` loads it
const addon = require(FILE) as Addon;
const any = addon as unknown as Record<string, (...args: unknown[]) => unknown>;

async function main(): Promise<void> {
  expect(() => addon.gather(new Uint8Array(1))).to.throw('expected it to be started');
  const { rank, size, library } = await addon.start();
  expect(library).to.match(/MPI/);
  expect(() => addon.start()).to.throw('expected it to be started once');
  await sums(rank, size);
  await gathered(rank, size);
  await odd(rank, size);
  refused();
  await inWorker();
  expect(addon.finish()).to.equal(true);
  expect(() => addon.sum(new Float32Array(1), 0, 1)).to.throw('expected it to be started');
  if (rank === 0) console.log('fine');
}

/** All processes draw the terms of all. */
async function sums(rank: number, size: number): Promise<void> {
  const generator = defaultRng(1);
  const work = [];
  for (let round = 0; round < ROUNDS; round++) {
    const length = LENGTHS[round % LENGTHS.length];
    const floats = (of: (i: number) => number): Float32Array | Float64Array =>
      (round % 2 === 0 ? Float32Array : Float64Array).from(Array.from({ length }, (_, i) => of(i)));
    const terms = Array.from({ length: size }, () =>
      floats(() => generator.standardNormal() * 10 ** (round % 7)),
    );
    const expected = floats((i) => terms.reduce((sum, own) => sum + own[i], 0) / (1 + (round % 4)));
    const values = terms[rank].slice();
    const check = addon.sum(values, rank + round, 1 + (round % 4)).then((beside) => {
      expect(values, `round ${round}`).to.deep.equal(expected);
      expect(beside).to.equal((size * (size - 1)) / 2 + size * round);
    });
    // Some one after another, some at once.
    if (round % 3 === 0) await check;
    else work.push(check);
  }
  await Promise.all(work);
}

async function gathered(rank: number, size: number): Promise<void> {
  const bytesOf = (of: number): Uint8Array => new Uint8Array(of * 1000).fill(of);
  const all = await addon.gather(bytesOf(rank));
  expect(all).to.deep.equal(Array.from({ length: size }, (_, r) => bytesOf(r)));
}

/** Arrays that change while they are added up. */
async function odd(rank: number, size: number): Promise<void> {
  const lost = new Float32Array(100);
  const sum = addon.sum(lost, 0, 1);
  detach(lost.buffer);
  const error = await sum.then(
    () => null,
    (reason: unknown) => reason as NodeJS.ErrnoException,
  );
  expect(error).to.include({ code: 'MPI_FAILED' });
  expect(error?.message).to.match(/^values: expected the array as it was/);
  const part = new Float64Array(10).fill(rank).subarray(2, 5);
  await addon.sum(part, 0, 1);
  const total = (size * (size - 1)) / 2;
  const whole = new Float64Array(part.buffer);
  expect([...whole]).to.deep.equal([
    rank,
    rank,
    ...[total, total, total],
    ...new Array<number>(5).fill(rank),
  ]);
  expect(addon.finish.length).to.equal(0);
}

function refused(): void {
  const odd = [undefined, null, 'x', 1, {}, [1], new Uint16Array(2), () => 1, Symbol('s'), 2n];
  const throwsArgument = (name: string, args: unknown[]): void => {
    expect(() => any[name](...args), name)
      .to.throw(/^\w+: expected/)
      .with.property('code', 'INVALID_ARGUMENT');
  };
  for (const value of odd) {
    throwsArgument('sum', [value, 0, 1]);
    throwsArgument('gather', [value]);
    if (typeof value !== 'number') {
      throwsArgument('sum', [new Float32Array(1), value, 1]);
      throwsArgument('sum', [new Float32Array(1), 1, value]);
    }
    throwsArgument('abort', [typeof value === 'number' ? 0 : value]);
  }
  for (const value of [NaN, Infinity, -1, 0, 256, 1.5]) throwsArgument('abort', [value]);
  for (const value of [NaN, Infinity]) throwsArgument('sum', [new Float64Array(1), value, 1]);
  throwsArgument('sum', []);
  const lost = new Float32Array(3);
  detach(lost.buffer);
  throwsArgument('sum', [lost, 0, 1]);
}

/** A second thread can't use what the first has started. */
async function inWorker(): Promise<void> {
  const script = `
    const addon = require(${JSON.stringify(FILE)});
    const messages = ['start', 'sum', 'gather', 'finish', 'abort'].map((name) => {
      try {
        addon[name](...{ sum: [new Float32Array(1), 0, 1], gather: [new Uint8Array(1)], abort: [1] }[name] ?? []);
        return name + ' did not throw';
      } catch (error) {
        return error.code;
      }
    });
    require('node:worker_threads').parentPort.postMessage(messages);`;
  const worker = new Worker(script, { eval: true });
  const messages = await new Promise((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
  expect(messages).to.deep.equal(Array(5).fill('MPI_FAILED'));
}

// MPI's promises don't keep the process alive.
const alive = setInterval(() => undefined, 1000);
void main().then(
  () => clearInterval(alive),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);

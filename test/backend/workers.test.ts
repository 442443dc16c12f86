import { expect } from 'chai';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describeWithAddon } from '../support/addon';
import { thorough } from '../support/thorough';

const ROUNDS = thorough(25, 5);

const addonFile = path.join(__dirname, '../../build/Release/onelayer.node');

const load = `
  const { parentPort, Worker } = require('node:worker_threads');
  const addon = require(${JSON.stringify(addonFile)});
  /** X · Wᵀ of 64 rows: long enough to be met in the middle, and for OpenBLAS to use threads. */
  const multiply = (rows = 64, k = 3072, n = 64) => {
    const [x, w] = [new Float32Array(rows * k).fill(1), new Float32Array(n * k).fill(0.5)];
    const scores = new Float32Array(rows * n);
    addon.gemm(false, true, rows, n, k, 1, x, k, w, k, 0, scores, n);
    if (!scores.every((score) => score === 0.5 * k)) throw new Error('wrong product');
    return scores[0];
  };`;

const startWorker = (script: string): Worker => new Worker(load + script, { eval: true });

/** A worker that tells when it has begun to multiply, and never ends. */
const busy = "multiply(); parentPort.postMessage('busy'); for (;;) multiply();";

const finish = async (worker: Worker): Promise<unknown> => {
  const exit = once(worker, 'exit');
  const [message] = (await once(worker, 'message')) as unknown[];
  expect(await exit).to.deep.equal([0]);
  return message;
};

/** Runs a script in a process of its own; its exit code or signal, and what it wrote. */
async function runProcess(script: string): Promise<{ ended: unknown; said: string }> {
  const child = spawn(process.execPath, ['-e', load + script], { timeout: 30_000 });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (said += String(data)));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { ended: code ?? signal, said };
}

describeWithAddon('the addon in worker threads', (addon) => {
  it('loads, works and goes, again and again', async () => {
    for (let round = 0; round < 10; round++) {
      const worker = startWorker('parentPort.postMessage(multiply())');
      expect(await finish(worker)).to.equal(1536);
    }
  });

  it('works in several at once', async () => {
    const script =
      'let last; for (let i = 0; i < 20; i++) last = multiply(); parentPort.postMessage(last);';
    const workers = Array.from({ length: 4 }, () => startWorker(script));
    expect(await Promise.all(workers.map(finish))).to.deep.equal([1536, 1536, 1536, 1536]);
  });

  it('bears to be terminated in the middle of its work', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const worker = startWorker(busy);
      await once(worker, 'message');
      await sleep(round % 5);
      expect(await worker.terminate()).to.equal(1);
    }
  });

  it('bears to be terminated in the middle of errors', async () => {
    const failing = `parentPort.postMessage('busy');
      for (;;) try { addon.setThreads('none'); } catch {}`;
    for (let round = 0; round < ROUNDS; round++) {
      const worker = startWorker(failing);
      await once(worker, 'message');
      expect(await worker.terminate()).to.equal(1);
    }
  });

  it('has one number of threads in the whole process, which loading does not reset', async () => {
    const threads = Math.min(2, addon.buildInformation().openblas.maximumThreads);
    addon.setThreads(threads);
    try {
      const worker = startWorker('parentPort.postMessage(addon.getThreads()); addon.setThreads(1)');
      expect(await finish(worker)).to.equal(threads);
      expect(addon.getThreads()).to.equal(1);
    } finally {
      addon.setThreads(1);
    }
  });
});

describeWithAddon('a process that uses the addon', () => {
  it('starts with one thread', async () => {
    const { ended, said } = await runProcess('console.log(addon.getThreads())');
    expect({ ended, said }).to.deep.equal({ ended: 0, said: '1\n' });
  });

  it('can be left while a worker computes', async () => {
    const script = `
      const worker = new Worker(${JSON.stringify(load + busy)}, { eval: true });
      worker.once('message', () => setTimeout(() => process.exit(7), 5));`;
    for (let round = 0; round < 4; round++) {
      expect(await runProcess(script)).to.deep.equal({ ended: 7, said: '' });
    }
  });

  it('outlives its only worker, loads again and starts other processes', () => {
    const script = `
      const { once } = require('node:events');
      const { execFileSync } = require('node:child_process');
      const source = ${JSON.stringify(`${load} parentPort.postMessage(multiply())`)};
      (async () => {
        for (let round = 0; round < 3; round++) {
          const worker = new Worker(source, { eval: true });
          await once(worker, 'exit');
          execFileSync(process.execPath, ['--version']);
        }
        console.log('done');
      })();`;
    // The main thread does not load the addon here: without its first lines.
    const source = `const { Worker } = require('node:worker_threads'); ${script}`;
    const output = execFileSync(process.execPath, ['-e', source], { encoding: 'utf8' });
    expect(output).to.equal('done\n');
  });

  for (const threads of [1, 2]) {
    it(`can start other processes while workers compute on ${threads} thread(s)`, async () => {
      const script = `
        const { spawnSync } = require('node:child_process');
        addon.setThreads(Math.min(${threads}, addon.buildInformation().openblas.maximumThreads));
        const workers = [0, 1].map(() => new Worker(${JSON.stringify(load + busy)}, { eval: true }));
        let ready = 0;
        for (const worker of workers) worker.once('message', () => ++ready === 2 && start());
        function start() {
          for (let round = 0; round < ${4 * ROUNDS}; round++) spawnSync('/bin/true');
          multiply();
          console.log('done');
          process.exit();
        }`;
      expect(await runProcess(script)).to.deep.equal({ ended: 0, said: 'done\n' });
    });
  }
});

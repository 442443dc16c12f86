import { expect } from 'chai';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { selectBackend } from '../../src/backend';
import { train, type TrainOptions } from '../../src/library';
import { withoutSeconds } from '../support/trainings';
import { describeEachBackend } from '../support/backends';
import { ROOT, RUN_TYPESCRIPT } from '../support/run-typescript';
import { syntheticSet } from '../support/synthetic';
import { thorough } from '../support/thorough';

/** Trains in a worker thread, and posts when it has begun, and what came of it. */
const SCRIPT = `
  require(${JSON.stringify(RUN_TYPESCRIPT)});
  const { parentPort, workerData } = require('node:worker_threads');
  const { train } = require(${JSON.stringify(path.join(ROOT, 'src/library'))});
  (async () => {
    const run = train(workerData.data, workerData.options);
    for await (const { epoch } of run) if (epoch === 1) parentPort.postMessage('begun');
    const { classifier, history } = await run;
    parentPort.postMessage({ weights: classifier.weights, history });
  })();`;

interface Learnt {
  readonly weights: Float32Array;
  readonly history: Parameters<typeof withoutSeconds>[0];
}

const data = {
  training: syntheticSet({ samples: 600, features: 500, classes: 10, seed: 1 }),
  validation: syntheticSet({ samples: 200, features: 500, classes: 10, seed: 2 }),
};

const startWorker = (options: TrainOptions): Worker =>
  new Worker(SCRIPT, { eval: true, workerData: { data, options } });

async function learntBy(worker: Worker): Promise<Learnt> {
  const exit = once(worker, 'exit');
  expect(await once(worker, 'message')).to.deep.equal(['begun']);
  const [learnt] = (await once(worker, 'message')) as [Learnt];
  expect(await exit).to.deep.equal([0]);
  return learnt;
}

describeEachBackend('trainings in worker threads', function (given) {
  const backend = given.report.openblas === null ? 'js' : 'openblas';
  const threads = backend === 'js' ? 1 : 2;
  // The plan is given: what is measured to be fast may be another in each thread.
  const options: TrainOptions = {
    backend,
    threads,
    tileRows: 64,
    batchSize: 50,
    epochs: thorough(30, 6),
    eta: 0.01,
  };
  if (backend === 'openblas') Object.assign(options, { product: 'direct' });

  async function alone(own: TrainOptions): Promise<Learnt> {
    const { classifier, history } = await train(data, own);
    return { weights: classifier.weights as Float32Array, history };
  }
  const comparable = ({ weights, history }: Learnt) => ({
    weights,
    history: withoutSeconds(history),
  });

  after(() => void selectBackend({ backend, threads: 1 }));

  it('come out to the bit as alone, several at once', async function () {
    this.timeout(120_000);
    const several = [{}, { momentum: 0.9 }, { seed: 7 }].map((own) => ({ ...options, ...own }));
    const inWorkers = several.map((own) => learntBy(startWorker(own)));
    const here = await alone(several[1]);
    const learnt = await Promise.all(inWorkers);
    for (const [i, own] of several.entries()) {
      expect(comparable(learnt[i])).to.deep.equal(comparable(await alone(own)));
    }
    expect(comparable(here)).to.deep.equal(comparable(learnt[1]));
  });

  it('can be terminated in the middle, which does others no harm', async function () {
    this.timeout(120_000);
    const expected = comparable(await alone(options));
    for (let round = 0; round < 2; round++) {
      const worker = startWorker({ ...options, epochs: 1_000_000 });
      expect(await once(worker, 'message')).to.deep.equal(['begun']);
      const beside = alone(options);
      await sleep(20 * round);
      expect(await worker.terminate()).to.equal(1);
      expect(comparable(await beside)).to.deep.equal(expected);
      expect(comparable(await alone(options))).to.deep.equal(expected);
    }
  });
});

/**
 * One process of the benchmark of several processes: times epochs, or sums alone, and prints them from
 * the first one. `node cluster.ts CASE BATCH-SIZE THREADS MILLISECONDS`.
 */
import { selectBackend } from '../../src/backend';
import { joinCluster, type Communicator } from '../../src/cluster';
import { batchOf, samplesInMemory, loadCifar10, type DataSet } from '../../src/data';
import { plainStep } from '../../src/model';
import { defaultRng } from '../../src/random';
import { DEFAULT_SETTINGS, prepareJob, run, type Job } from '../../src/training';
import type { ClusterTimes } from '../cluster/model';

/** Lengths of sums to fit latency and bandwidth to: of none of the models, and added up in slices as theirs. */
const LENGTHS = [2000, 200_000];

async function main([name, batchSize, threads, milliseconds]: readonly string[]): Promise<void> {
  const all = await joinCluster();
  const backend = selectBackend({ backend: 'openblas', threads: Number(threads) });
  const settings = { ...DEFAULT_SETTINGS, epochs: 1e6, batchSize: Number(batchSize) };
  const job = await prepareJob(backend, { training: await dataOf(name) }, [settings], {
    all,
  });
  const epoch = await timeEpochs(job, Number(milliseconds));
  const steps = job.sampler.stepsPerEpoch;
  const times: ClusterTimes = {
    ...{ processes: all.size, threads: Number(threads), steps, ...epoch },
    numbers: job.parameters.values.length,
    sums: all.size === 1 ? [] : await timeSums(all),
    ...(await timeParts(job)),
  };
  all.leave();
  if (all.rank === 0) console.log(JSON.stringify(times));
}

async function dataOf(name: string): Promise<DataSet> {
  if (name === 'cifar') {
    const { sets } = await loadCifar10({ files: ['data_batch_1'] });
    return sets.data_batch_1;
  }
  const [samples, features, classes] = [10_000, 1024, 100];
  const generator = defaultRng(1);
  return {
    ...{ name, samples, features },
    classes: Array.from({ length: classes }, (_, k) => `class ${k}`),
    X: Float32Array.from({ length: samples * features }, () => 2 * generator.random() - 1),
    labels: Uint8Array.from({ length: samples }, (_, i) => i % classes),
  };
}

/** The seconds of the fastest epoch's steps, and the share of them that waited for sums. */
async function timeEpochs(job: Job, milliseconds: number) {
  const { all } = job;
  const begun = performance.now();
  const [steps, elapsed] = [new Float64Array(1), new Float64Array(1)];
  let [seconds, waited, before] = [Infinity, 0, all.waited];
  // Metrics cost as much as a step's half, and scale like it.
  for await (const event of run(job, { evaluated: () => [] })) {
    if (event.kind !== 'epoch') continue;
    const own = event.records[0].seconds.training;
    if (own < seconds && ++steps[0] > 1) [seconds, waited] = [own, (all.waited - before) / 1000];
    elapsed[0] = performance.now() - begun;
    // All processes stop after the same epoch.
    if (all.size > 1) await all.sum(elapsed);
    if (elapsed[0] / all.size > milliseconds && steps[0] > 1) break;
    before = all.waited;
  }
  return { seconds, waited };
}

async function timeSums(all: Communicator): Promise<ClusterTimes['sums']> {
  const sums = [];
  for (const length of LENGTHS) {
    const values = new Float32Array(length);
    let fastest = Infinity;
    for (let block = 0; block < 8; block++) {
      const start = performance.now();
      for (let i = 0; i < 50; i++) await all.sum(values);
      fastest = Math.min(fastest, (performance.now() - start) / 50 / 1000);
    }
    sums.push({ bytes: values.byteLength, seconds: fastest });
  }
  return sums;
}

/**
 * What a process computes in a step: sums over its share of the rows, and the step from the sums of all.
 * All processes compute at once, as in a training, and read all rows in a random order: rows that are
 * read again and again would lie in the cache.
 */
async function timeParts({
  all,
  data,
  objective,
  parameters,
  sampler,
  settings: [{ batchSize }],
}: Job) {
  const samples = samplesInMemory(data.rows);
  const order = Uint32Array.from(defaultRng(1).permutation(data.rows.rows));
  const share = Math.ceil(batchSize / all.size);
  const batches = Array.from({ length: sampler.stepsPerEpoch }, (_, i) =>
    batchOf(samples, order.subarray(i * batchSize, i * batchSize + share)),
  );
  const gradients = objective.noSums().gradients;
  const step = plainStep(new Float64Array([1e-9]));
  const sums = objective.noSums();
  return {
    batch: await fastest(all, batches.length, (i) => {
      objective.add(sums, parameters, batches[i]);
    }),
    update: await fastest(all, batches.length, () => {
      objective.stepBy(sums.gradients, gradients, parameters, step);
    }),
  };
}

/** The seconds of one of `count` parts, in the fastest of some rounds that all processes begin together. */
async function fastest(
  all: Communicator,
  count: number,
  part: (i: number) => void,
): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < 8; round++) {
    if (all.size > 1) await all.sum(new Float64Array(1));
    const start = performance.now();
    for (let i = 0; i < count; i++) part(i);
    least = Math.min(least, (performance.now() - start) / 1000 / count);
  }
  return least;
}

void main(process.argv.slice(2));

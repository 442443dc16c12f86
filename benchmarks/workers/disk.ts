import { spawnSync } from 'node:child_process';
import { selectBackend } from '../../src/backend';
import { kindOf, openNpy, type DataSet } from '../../src/data';
import { TaskRunner } from '../../src/tasks';
import { evaluating, prepareJob, run, type Job } from '../../src/training';
import { Metrics } from '../../src/model';
import type { Handlers } from './serve';

/** Rows to train on. */
export interface DiskRequest {
  readonly file: string;
  readonly classes: number;
  readonly threads: number;
}

/** Seconds of passes over all rows, in turn from disk and from memory. */
export interface WarmPasses {
  readonly steps: { readonly disk: number[]; readonly memory: number[] };
  readonly evaluations: { readonly disk: number[]; readonly memory: number[] };
}

/** What a training on rows that don't fit into memory took. */
export interface LargePasses {
  /** Bytes of memory, at most. */
  readonly peak: number;
  readonly blocks: number;
  /** Seconds of what comes before the first step: two passes for the moments. */
  readonly preparing: number;
  /** Of an epoch's steps after the file was put out of the cache, and of their evaluation. */
  readonly cold: { readonly steps: number; readonly evaluation: number };
  /** The same of the next epoch, whose file is in the cache as far as there is room. */
  readonly warm: { readonly steps: number; readonly evaluation: number };
}

const SETTINGS = { epochs: 2, eta: 1e-4, batchSize: 100 };

/** Puts a file out of the page cache. */
export function evict(file: string): void {
  spawnSync('dd', [`if=${file}`, 'iflag=nocache', 'count=0', 'status=none']);
}

/** Trains on rows that stay on disk. */
export function handlers(): Handlers {
  return {
    async large({ file, classes, threads }: DiskRequest): Promise<LargePasses> {
      const start = performance.now();
      const job = await jobOn(await setOn(file, classes), threads);
      const preparing = (performance.now() - start) / 1000;
      evict(file);
      const epochs = [];
      for await (const event of run(job)) {
        if (event.kind !== 'epoch') continue;
        const { training: steps, evaluation } = event.records[0].seconds;
        epochs.push({ steps, evaluation });
      }
      const peak = 1024 * process.resourceUsage().maxRSS;
      const blocks = job.data.rows.blocks.length;
      return { peak, blocks, preparing, cold: epochs[0], warm: epochs[1] };
    },

    async warm({ file, classes, threads, rounds }: DiskRequest & { rounds: number }) {
      const disk = await setOn(file, classes);
      const X = kindOf(disk.X).dense(disk.X, disk.features, 0, disk.samples);
      const jobs = {
        disk: await jobOn(disk, threads),
        memory: await jobOn({ ...disk, X }, threads),
      };
      const passes: WarmPasses = {
        steps: { disk: [], memory: [] },
        evaluations: { disk: [], memory: [] },
      };
      for (let round = 0; round < rounds; round++) {
        for (const place of ['disk', 'memory'] as const) {
          passes.steps[place].push(await timed(steps(jobs[place])));
          passes.evaluations[place].push(await timed(evaluation(jobs[place])));
        }
      }
      return passes;
    },
  };
}

async function setOn(file: string, classes: number): Promise<DataSet> {
  const X = await openNpy(file);
  const labels = Uint8Array.from({ length: X.samples }, (_, i) => i % classes);
  const names = Array.from({ length: classes }, (_, k) => `${k}`);
  return { name: 'synthetic', samples: X.samples, features: X.features, classes: names, X, labels };
}

function jobOn(training: DataSet, threads: number): Promise<Job> {
  const backend = selectBackend({ backend: 'openblas', threads });
  return prepareJob(backend, { training }, [SETTINGS], {});
}

function* steps({ progress, sampler, solver }: Job) {
  yield* solver.advance(progress);
  progress.epoch = progress.step = 0;
  sampler.endEpoch();
}

function* evaluation(job: Job) {
  yield* evaluating(job, [new Metrics(job.parameters.classes)], job.data.rows);
}

async function timed(task: Parameters<TaskRunner['run']>[0]): Promise<number> {
  const start = performance.now();
  await new TaskRunner().run(task);
  return (performance.now() - start) / 1000;
}

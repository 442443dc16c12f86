import { expect } from 'chai';
import fc from 'fast-check';
import { ALONE, type Communicator } from '../../src/cluster';
import {
  DEFAULT_SETTINGS,
  prepareJob,
  run,
  snapshotOf,
  type Job,
  type TrainingSettings,
} from '../../src/training';
import type { Evaluation } from '../../src/model';
import { describeEachBackend } from '../support/backends';
import { expectClose } from '../support/close';
import { putOnDisk } from '../support/on-disk';
import { communicators } from '../support/processes';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import {
  anySettings,
  runToEnd,
  SMALL,
  SMALL_SETTINGS,
  snapshotAtEnd,
  stateOf,
} from '../support/trainings';

const { training, validation } = SMALL.numbers;
const data = { training, validation };
const folder = temporaryFolder();

/** What the batch solver has no use for. */
const { eta, batchSize, shuffle } = DEFAULT_SETTINGS;
const NO_STEPS = { eta, batchSize, shuffle };

const numbersOf = (evaluation: Evaluation | null): number[] =>
  evaluation === null ? [] : [evaluation.loss, evaluation.cost, evaluation.accuracy];

/** Asserts that numbers differ by at most a tolerance, relative to the largest. */
function expectNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  const scale = Math.max(...Array.from(expected, Math.abs));
  expectClose(actual, expected, new Float64Array(expected.length).fill(scale), tolerance);
}

describeEachBackend('a training by several processes', (backend) => {
  /** Trains by as many processes, and returns the job of each. */
  async function trainedBy(size: number, settings: readonly TrainingSettings[]): Promise<Job[]> {
    return Promise.all(
      communicators(size).map(async (all) => {
        const job = await prepareJob(backend, data, settings, { all });
        await runToEnd(job);
        return job;
      }),
    );
  }

  /** All numbers of the epochs but the times. */
  const curvesOf = ({ runs }: Job): number[] =>
    runs.flatMap(({ history }) =>
      history.flatMap<number>(({ train, validation, outputs, updateRatio, gap }) => [
        ...numbersOf(train),
        ...numbersOf(validation),
        ...outputs.predicted,
        outputs.saturated,
        updateRatio,
        gap ?? 0,
      ]),
    );

  it('has the curves and weights of one process, within rounding', async () => {
    const property = fc.asyncProperty(
      anySettings(),
      fc.constantFrom(2, 4, 13),
      async (given, size) => {
        const settings = given.map((own) => ({ ...own, dtype: 'float64' as const }));
        const alone = await prepareJob(backend, data, settings);
        await runToEnd(alone);
        for (const job of await trainedBy(size, settings)) {
          expectNear(job.parameters.values, alone.parameters.values, 1e-9);
          expectNear(curvesOf(job), curvesOf(alone), 1e-9);
        }
      },
    );
    await fc.assert(property, { numRuns: 10 });
  });

  for (const classWeights of [null, 'balanced'] as const) {
    it(`finds the same optimum with a certificate, class weights ${classWeights}`, async () => {
      const settings = [0.1, 0.001].map((lambda) => ({
        ...SMALL_SETTINGS,
        ...{ lambda, classWeights, solver: 'lbfgs' as const, epochs: 200, ...NO_STEPS },
      }));
      const alone = await prepareJob(backend, data, settings);
      await runToEnd(alone);
      for (const job of await trainedBy(3, settings)) {
        expectNear(job.parameters.values, alone.parameters.values, 1e-4);
        settings.forEach((_, r) => {
          const [own, expected] = [job, alone].map(
            ({ solver }) => solver.standing?.(r).certificate,
          );
          expect(own).to.include({ isReached: true });
          expect(own?.cost).to.be.closeTo(expected?.cost ?? NaN, 1e-7);
          expectNear(
            Object.values(own?.accuracy ?? {}),
            Object.values(expected?.accuracy ?? {}),
            0.05,
          );
        });
      }
    });
  }

  for (const solver of ['mini-batch', 'lbfgs'] as const) {
    it(`reads a part of each block on disk, with the curves of one process: ${solver}`, async () => {
      const kept = await putOnDisk(folder(), training, { files: 2, blockRows: 14 });
      const own = solver === 'lbfgs' ? { ...NO_STEPS, epochs: 200 } : {};
      const settings = [{ ...SMALL_SETTINGS, ...own, solver, dtype: 'float64' as const }];
      const onDisk = { training: kept, validation };
      const alone = await prepareJob(backend, onDisk, settings);
      await runToEnd(alone);
      const jobs = communicators(3).map(async (all) => {
        const job = await prepareJob(backend, onDisk, settings, { all });
        await runToEnd(job);
        return job;
      });
      const tolerance = solver === 'lbfgs' ? 1e-4 : 1e-9;
      for (const job of await Promise.all(jobs)) {
        expectNear(job.parameters.values, alone.parameters.values, tolerance);
        if (solver === 'mini-batch') expectNear(curvesOf(job), curvesOf(alone), tolerance);
      }
    });
  }

  it('gives each process the same bits, and the same again', async () => {
    const settings = [{ ...SMALL_SETTINGS, momentum: 0.9 }];
    const bits = (jobs: readonly Job[]) =>
      Promise.all(jobs.map(async (job) => stateOf(await snapshotOf(job))));
    const [first, ...others] = await bits([
      ...(await trainedBy(3, settings)),
      ...(await trainedBy(3, settings)),
    ]);
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it('stops all processes at the same step when one is told to', async () => {
    const controller = new AbortController();
    const jobs = await Promise.all(
      communicators(3).map(async (all) => {
        const job = await prepareJob(backend, data, [{ ...SMALL_SETTINGS, epochs: 1e6 }], { all });
        const signal = all.rank === 1 ? controller.signal : undefined;
        for await (const event of run(job, { signal, checkpointEvery: 3 })) {
          if (event.kind === 'checkpoint' && job.progress.epoch === 2) controller.abort();
          if (event.kind === 'ended') expect(event.ending).to.equal('stopped');
        }
        return job;
      }),
    );
    const [first, ...others] = await Promise.all(
      jobs.map(async (job) => stateOf(await snapshotOf(job))),
    );
    for (const other of others) expect(other).to.deep.equal(first);

    const resumed = await Promise.all(
      communicators(3).map(async (all, i) => {
        const kept = await snapshotOf(jobs[i]);
        const settings = kept.identity.settings;
        const job = await prepareJob(backend, data, settings, { all, resume: kept });
        return job.progress;
      }),
    );
    expect(resumed[0]).to.deep.equal(first.progress);
  });

  it('resumes with as many processes alone', async () => {
    const settings = [SMALL_SETTINGS];
    const [job] = await trainedBy(2, settings);
    const resume = await snapshotOf(job);
    const alone = () => prepareJob(backend, data, settings, { resume, all: ALONE });
    expect(await rejection(alone, 'CHECKPOINT_MISMATCH')).to.match(
      /by 2 processes, not by one process/,
    );
    const other = await snapshotAtEnd(backend, data, settings);
    await expectEach(2, (all) => prepareJob(backend, data, settings, { resume: other, all }), [
      /by one process, not by 2 processes/,
      /by one process, not by 2 processes/,
    ]);
  });

  it('refuses processes that would train something else, naming the difference', async () => {
    await expectEach(
      2,
      (all) => prepareJob(backend, data, [{ ...SMALL_SETTINGS, eta: all.rank + 1 }], { all }),
      [/process 1.* process 0: eta/, /process 1.* process 0: eta/],
    );
    const other = { ...data, training: { ...training, labels: training.labels.slice().reverse() } };
    await expectEach(
      2,
      (all) => prepareJob(backend, all.rank === 1 ? other : data, [SMALL_SETTINGS], { all }),
      [/the training set has other contents/, /the training set has other contents/],
    );
  });

  it('fails in all processes where one fails', async () => {
    const wrong = (all: Communicator) => ({ ...SMALL_SETTINGS, eta: all.rank === 1 ? -1 : 1 });
    await expectEach(2, (all) => prepareJob(backend, data, [wrong(all)], { all }), [
      /^process 1: eta: expected/,
      /^eta: expected/,
    ]);
  });

  async function expectEach(
    size: number,
    prepare: (all: Communicator) => Promise<unknown>,
    messages: readonly RegExp[],
  ): Promise<void> {
    const settled = await Promise.allSettled(communicators(size).map(prepare));
    settled.forEach((own, rank) => {
      const { reason } = own as { reason?: Error };
      expect(reason?.message).to.match(messages[rank]);
    });
  }
});

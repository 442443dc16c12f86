import { expect } from 'chai';
import fc from 'fast-check';
import path from 'node:path';
import { selectBackend } from '../../src/backend';
import { defaultRng } from '../../src/random';
import {
  prepareJob,
  readCheckpoint,
  snapshotOf,
  writeCheckpoint,
  type Snapshot,
} from '../../src/training';
import { trainTogether } from '../support/trained';
import { describeEachBackend } from '../support/backends';
import { temporaryFolder } from '../support/temporary-folder';
import { thorough } from '../support/thorough';
import {
  anySettings,
  runFor,
  runToEnd,
  SMALL,
  SMALL_SETTINGS,
  snapshotAfter,
  snapshotAtEnd,
  stateOf,
  STEPS_PER_EPOCH,
  withoutSeconds,
} from '../support/trainings';

describeEachBackend('a training that is kept and resumed', (backend) => {
  const folder = temporaryFolder();

  /** Through a file and back. */
  async function kept(snapshot: Snapshot): Promise<Snapshot> {
    const file = path.join(folder(), 'kept.ckpt');
    await writeCheckpoint(file, snapshot);
    const read = await readCheckpoint(file);
    expect(read).to.deep.equal(snapshot);
    return read;
  }

  const steps = fc.integer({ min: 1, max: SMALL_SETTINGS.epochs * STEPS_PER_EPOCH });

  it('goes on to the same bits, from any step, with any options, once or twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySettings(),
        fc.constantFrom('bytes', 'numbers'),
        fc.boolean(),
        steps,
        steps,
        async (settings, kind, hasValidation, first, second) => {
          const { training, validation } = SMALL[kind];
          const withRule = settings.some(({ earlyStopping }) => earlyStopping !== null);
          const data = hasValidation || withRule ? { training, validation } : { training };
          const whole = await snapshotAtEnd(backend, data, settings);
          const once = await kept(await snapshotAfter(backend, data, settings, { steps: first }));
          const end = await snapshotAtEnd(backend, data, settings, once);
          expect(stateOf(end)).to.deep.equal(stateOf(whole));

          const resume = once;
          const rest = { steps: second, resume };
          const twice = await kept(await snapshotAfter(backend, data, settings, rest));
          const endOfTwice = await snapshotAtEnd(backend, data, settings, twice);
          expect(stateOf(endOfTwice)).to.deep.equal(stateOf(whole));
        },
      ),
      { numRuns: thorough(60, 12) },
    );
  });

  const settings = [{ ...SMALL_SETTINGS, momentum: 0.9, horizontalFlips: true }];
  const data = SMALL.bytes;

  it('keeps what does not show in its end: where it was, and what it drew', async () => {
    const at = async (count: number): Promise<Snapshot> =>
      snapshotAfter(backend, data, settings, { steps: count });
    const [third, fourth] = [await at(3), await at(4)];
    expect(third.progress).to.deep.equal({ epoch: 0, step: 3 });
    expect(third.runs[0].generator).to.deep.equal(fourth.runs[0].generator);
    expect(third.runs[0].state).to.not.deep.equal(fourth.runs[0].state);
    const end = await at(STEPS_PER_EPOCH);
    expect(end.progress).to.deep.equal({ epoch: 1, step: 0 });
    expect(end.runs[0].generator).to.not.deep.equal(third.runs[0].generator);
  });

  it('can be aborted while it is evaluated: nothing of the epoch is made again', async () => {
    const whole = await snapshotAtEnd(backend, data, settings);
    const job = await prepareJob(backend, data, settings);
    // The first evaluation comes after the epoch's last step.
    const evaluate = job.objective.evaluate.bind(job.objective);
    let inEvaluation: Promise<Snapshot> | undefined;
    job.objective.evaluate = (...given) => {
      inEvaluation ??= snapshotOf(job);
      evaluate(...given);
    };
    await runFor(job, STEPS_PER_EPOCH);
    const snapshot = await kept(await inEvaluation!);
    expect(snapshot.progress).to.deep.equal({ epoch: 0, step: STEPS_PER_EPOCH });
    const end = await snapshotAtEnd(backend, data, settings, snapshot);
    expect(stateOf(end)).to.deep.equal(stateOf(whole));
  });

  it('goes on with the same order where an epoch is drawn and no step is made', async () => {
    const whole = await snapshotAtEnd(backend, data, settings);
    const job = await prepareJob(backend, data, settings);
    job.sampler.batches(0).next();
    const drawn = await kept(await snapshotOf(job));
    expect(stateOf(await snapshotAtEnd(backend, data, settings, drawn))).to.deep.equal(
      stateOf(whole),
    );
    await runToEnd(job);
    expect(stateOf(await snapshotOf(job))).to.deep.equal(stateOf(whole));
  });

  it('goes on in the same process after it was left', async () => {
    const whole = await snapshotAtEnd(backend, data, settings);
    for (const stop of [1, 3, STEPS_PER_EPOCH, STEPS_PER_EPOCH + 2]) {
      const job = await prepareJob(backend, data, settings);
      await runFor(job, stop);
      await runToEnd(job);
      expect(stateOf(await snapshotOf(job))).to.deep.equal(stateOf(whole));
    }
  });

  it('gives the same result at once when it was finished', async () => {
    const rule = { metric: 'loss', patience: 1, minimumDelta: 0.02 } as const;
    for (const earlyStopping of [null, rule]) {
      const all = settings.map((own) => ({ ...own, earlyStopping }));
      const file = path.join(folder(), 'run.ckpt');
      const [first] = await trainTogether(backend, data, all, { checkpoint: { file } });
      const resume = await readCheckpoint(file);
      const onEpoch = (): never => {
        throw new Error('there is no epoch left');
      };
      const again = path.join(folder(), 'again.ckpt');
      const checkpoint = { file: again };
      const [second] = await trainTogether(backend, data, all, { resume, onEpoch, checkpoint });
      const { seconds } = first.record;
      expect({ ...second.record, seconds }).to.deep.equal(first.record);
      const slabOf = (run: typeof first) => run.parameters.values;
      expect(slabOf(second)).to.deep.equal(slabOf(first));
      expect(await readCheckpoint(again)).to.deep.equal(resume);
    }
  });

  // Each checkpoint is flushed to the disk, which takes a while when each step is kept.
  for (const every of thorough([1, 7, undefined], [7, undefined])) {
    it(`goes on from the file it left when it was aborted, written each ${every ?? 'epoch'}`, async () => {
      const long = settings.map((own) => ({ ...own, epochs: 100 }));
      const moments = defaultRng(every ?? 0);
      const [whole] = await trainTogether(backend, data, long);
      const file = path.join(folder(), 'run.ckpt');
      let resume: Snapshot | undefined;
      let stops = 0;
      for (;;) {
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(), 2 + 30 * moments.random());
        const { signal } = controller;
        const checkpoint = { file, every };
        const runs = trainTogether(backend, data, long, { resume, signal, checkpoint });
        const [run] = await runs.catch((error: unknown) => {
          expect(error).to.equal(signal.reason);
          return [null];
        });
        clearTimeout(timer);
        if (run !== null && run.record.test !== null) {
          expect(withoutSeconds(run.record.history)).to.deep.equal(
            withoutSeconds(whole.record.history),
          );
          expect(run.record.test).to.deep.equal(whole.record.test);
          break;
        }
        if (run !== null) resume = await readCheckpoint(file);
        stops++;
      }
      expect(stops).to.be.greaterThan(0);
    });
  }
});

describe('a checkpoint of version 1', () => {
  it('is read, and resumed to the bits of the whole training', async () => {
    const backend = selectBackend({ backend: 'js' });
    const file = path.join(__dirname, '../fixtures/checkpoints/version-1.safetensors');
    const rule = { metric: 'loss', patience: 3 } as const;
    const own = { ...SMALL_SETTINGS, momentum: 0.9, horizontalFlips: true, earlyStopping: rule };
    const settings = [own, { ...own, lambda: 0.1, schedule: { kind: 'cosine' } as const }];
    const old = await readCheckpoint(file);
    expect(old.progress).to.deep.equal({ epoch: 1, step: 3 });
    const now = await snapshotAfter(backend, SMALL.bytes, settings, { steps: 8 });
    expect(withoutNorms(old)).to.deep.equal(withoutNorms(now));
    const whole = await snapshotAtEnd(backend, SMALL.bytes, settings);
    const resumed = await snapshotAtEnd(backend, SMALL.bytes, settings, old);
    expect(withoutNorms(resumed)).to.deep.equal(withoutNorms(whole));
  });

  /** ‖W‖ after an epoch wasn't kept then. */
  function withoutNorms(snapshot: Snapshot) {
    const { progress, runs } = stateOf(snapshot);
    const epochs = (history: (typeof runs)[number]['history']) =>
      history.map((epoch) => ({ ...epoch, weightNorm: null }));
    return { progress, runs: runs.map((run) => ({ ...run, history: epochs(run.history) })) };
  }
});

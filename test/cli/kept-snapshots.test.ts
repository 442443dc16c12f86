import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import {
  keptSnapshots,
  saveForResuming,
  type RecordedRun,
} from '../../src/cli/train/kept-snapshots';
import { readSnapshots, WeightRecorder } from '../../src/report';
import { DEFAULT_SETTINGS, fittedRuns, prepareJob, run, snapshotOf } from '../../src/training';
import type { Snapshot, TrainingSettings } from '../../src/training';
import { syntheticSet } from '../support/synthetic';
import { temporaryFolder } from '../support/temporary-folder';

const backend = selectBackend({ backend: 'js' });
const image = { width: 2, height: 2, channels: 3 } as const;
const set = (seed: number) => ({
  ...syntheticSet({ samples: 30, features: 12, classes: 3, seed }),
  image,
});
const data = { training: set(1), validation: set(2) };
const settings: TrainingSettings = { ...DEFAULT_SETTINGS, epochs: 12, batchSize: 10 };

describe('the weights over the epochs that a run keeps', () => {
  const folder = temporaryFolder();

  /** Trains to an epoch, or to the end. */
  async function trained(
    {
      to = Infinity,
      resume,
      of = settings,
    }: { to?: number; resume?: Snapshot; of?: TrainingSettings } = {},
    place = folder(),
  ): Promise<RecordedRun & { readonly snapshot: Snapshot }> {
    const job = await prepareJob(backend, data, [of], { resume });
    const recorder = new WeightRecorder(job);
    for await (const event of run(job)) {
      if (event.kind === 'epoch') recorder.see();
      if (job.progress.epoch >= to) break;
    }
    const [fitted] = await fittedRuns(job, to < 12 ? 'stopped' : 'finished');
    const record = { ...settings, history: job.runs[0].history, test: null, seconds: 1 };
    return {
      recorder,
      index: 0,
      trained: { ...fitted, record, predictions: null } as RecordedRun['trained'],
      folder: place,
      isResumed: resume !== undefined,
      snapshot: await snapshotOf(job),
    };
  }

  const epochs = (run: RecordedRun): number[] => keptSnapshots(run).map(({ epoch }) => epoch);

  it('are the same after an interruption, if the earlier ones are in the folder', async () => {
    const whole = keptSnapshots(await trained());
    const stopped = await trained({ to: 5 });
    await saveForResuming(stopped);
    const resumed = await trained({ resume: stopped.snapshot });
    expect(keptSnapshots(resumed)).to.deep.equal(whole);
  });

  it('are fewer after an interruption, if they are not, or are of another training', async () => {
    const { snapshot } = await trained({ to: 5 });
    const resumed = await trained({ resume: snapshot });
    expect(epochs(resumed)).to.deep.equal([5, 6, 9, 12]);
    await saveForResuming(await trained({ to: 5, of: { ...settings, eta: 0.5 } }));
    expect(epochs(resumed)).to.deep.equal([5, 6, 9, 12]);
  });

  it('are saved as often as a training is stopped', async () => {
    const first = await trained({ to: 2 });
    await saveForResuming(first);
    const second = await trained({ to: 4, resume: first.snapshot });
    await saveForResuming(second);
    const { history } = second.trained.record;
    const kept = readSnapshots(folder(), [3, 12], history).map(({ epoch }) => epoch);
    expect(kept).to.deep.equal([0, 1, 2, 3]);
  });

  it('end with those that early stopping kept, whatever came after', async () => {
    const run = await trained();
    const { weights } = run.recorder.of(0).find(({ epoch }) => epoch === 5)!;
    const { parameters } = run.trained.model;
    parameters.weights.set(weights.map((value) => 2 * value));
    const early = { ...run, trained: { ...run.trained, bestEpoch: 4 } };
    expect(epochs(early)).to.deep.equal([0, 1, 2, 3, 4]);
    expect(keptSnapshots(early).at(-1)!.weights).to.equal(parameters.weights);
  });
});

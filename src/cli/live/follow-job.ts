import path from 'node:path';
import { JobRecorder, type LiveEnding } from '../../live';
import { runLabels } from '../../report';
import { snapshotOf, writeCheckpoint, type Ending, type Job } from '../../training';
import type { TrainOptions } from '../train/train-options';
import type { WatchedRun } from '../train/training-doctor';
import type { LivePage } from './live-page';

/** The file of a checkpoint that is asked for where none was planned, in the training's folder. */
const CHECKPOINT = 'run.ckpt';

/** Shows a job on a live page, and takes what is asked of it there. */
export function followJob(
  { recorder }: LivePage,
  job: Job,
  { runs, keptIn }: Pick<TrainOptions, 'runs' | 'keptIn'>,
  watched: readonly WatchedRun[],
): JobRecorder {
  const labels = runLabels(
    runs.map(({ configuration, settings }) => ({ configuration, ...settings })),
  );
  const shown = labels.map(({ slug, title }, i) => ({
    ...{ slug, title, settings: runs[i].settings },
    epochs: runs[i].settings.epochs,
  }));
  const file = keptIn?.file ?? path.join(recorder.folder, CHECKPOINT);
  const checkpoint = async (): Promise<string> => {
    await writeCheckpoint(file, await snapshotOf(job));
    return file;
  };
  return new JobRecorder(recorder, job, shown, {
    findings: watched.map((run) => () => run.findings()),
    // Of several processes, one has only its own state at hand.
    checkpoint: job.all.size > 1 ? null : checkpoint,
  });
}

/** How a training has ended, as a page says it. */
export function endingOf(ending: Ending): LiveEnding {
  return ending === 'stopped' ? 'interrupted' : ending;
}

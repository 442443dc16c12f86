import path from 'node:path';
import { JobRecorder, type LiveEnding } from '../../live';
import { runLabels } from '../../report';
import { snapshotOf, writeCheckpoint, type Ending, type Job } from '../../training';
import type { TrainOptions } from '../train/train-options';
import type { WatchedRun } from '../train/training-doctor';
import type { LivePage } from './live-page';

/** The file of a checkpoint that is asked for where none was planned, in the training's folder. */
const CHECKPOINT = 'run.ckpt';

/** Whose code trains a run, as plans say it of onelayer's own. */
const OWN = 'onelayer';

/**
 * Shows a job on a live page, and takes what is asked of it there.
 *
 * @param group  the number of the group of patches that it trains, from 0; none if it trains all
 */
export function followJob(
  { recorder }: LivePage,
  job: Job,
  { runs, keptIn }: Pick<TrainOptions, 'runs' | 'keptIn'>,
  watched: readonly WatchedRun[],
  group?: number,
): JobRecorder {
  const labels = runLabels(
    runs.map(({ configuration, settings, trainer = OWN }) => ({
      ...{ configuration, ...settings },
      ...(trainer !== OWN && { code: { file: trainer } }),
    })),
  );
  const shown = labels.map(({ slug, title }, i) => ({
    slug: group === undefined ? slug : `${slug}-group-${group + 1}`,
    title: group === undefined ? title : `${title}, group ${group + 1}`,
    settings: runs[i].settings,
    epochs: runs[i].settings.epochs,
  }));
  const file = keptIn?.file ?? path.join(recorder.folder, CHECKPOINT);
  // Of several processes, one has only its own state at hand; of code of one's own, nobody knows it. Nothing
  // resumes a group.
  const canBeKept =
    job.all.size === 1 && group === undefined && runs.every(({ trainer }) => trainer === undefined);
  const checkpoint = async (): Promise<string> => {
    await writeCheckpoint(file, await snapshotOf(job));
    return file;
  };
  return new JobRecorder(recorder, job, shown, {
    findings: watched.map((run) => () => run.findings()),
    checkpoint: canBeKept ? checkpoint : null,
  });
}

/** How a training has ended, as a page says it. */
export function endingOf(ending: Ending): LiveEnding {
  return ending === 'stopped' ? 'interrupted' : ending;
}

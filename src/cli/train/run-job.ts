import type { WeightRecorder } from '../../report';
import {
  run,
  withCheckpoints,
  withValidation,
  type Ending,
  type Job,
  type TrainingEvent,
} from '../../training';
import { endingOf, followJob } from '../live/follow-job';
import type { LivePage } from '../live/live-page';
import { withTrainingProgress } from '../progress/training-progress';
import type { TrainOptions } from './train-options';
import type { WatchedRun } from './training-doctor';

/** Who hears of a job's events. */
interface Hearers {
  /** The doctor's watch on each run; none without a doctor. */
  readonly watched: readonly WatchedRun[];
  readonly recorder: WeightRecorder;
  readonly live: LivePage | null;
  /** The number of the group of patches that is trained, from 0; none if all are trained at once. */
  readonly group?: number | undefined;
}

export interface JobEnd {
  readonly ending: Ending;
  /** Whether it was stopped on the live page: its best weights are kept, and it counts as ended. */
  readonly isAsked: boolean;
}

/** Trains a job to its end, shows the progress, and tells all who want to hear of it. */
export async function runJob(
  job: Job,
  options: TrainOptions,
  { watched, recorder, live, group }: Hearers,
  signal: AbortSignal,
): Promise<JobEnd> {
  const shown = live && followJob(live, job, options, watched, group);
  const until = shown === null ? signal : AbortSignal.any([signal, shown.stopping]);
  const ending = await withTrainingProgress(options.runs, options.quiet, async (listener) => {
    let last: Ending = 'stopped';
    listener.step(job);
    for await (const event of eventsOf(job, options, until)) {
      if (event.kind === 'ended') last = event.ending;
      if (event.kind === 'step') listener.step(job);
      if (event.kind === 'epoch') {
        event.records.forEach((record, i) => watched[i]?.see(record));
        recorder.see();
        listener.epoch(event.records.map(withValidation));
      }
      await shown?.see(event);
    }
    return last;
  });
  const isAsked = ending === 'stopped' && !signal.aborted && shown?.stopping.aborted === true;
  // A search that was stopped there has asked for this training.
  if (live !== null && live.ending !== 'asked') live.ending = isAsked ? 'asked' : endingOf(ending);
  return { ending, isAsked };
}

function eventsOf(
  job: Job,
  { keptIn }: TrainOptions,
  signal: AbortSignal,
): AsyncGenerator<TrainingEvent, void, void> {
  if (keptIn === undefined) return run(job, { signal });
  return withCheckpoints(job, keptIn, (checkpointEvery) => run(job, { signal, checkpointEvery }));
}

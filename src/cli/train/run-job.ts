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
  /** Done after each epoch but the last, before the next begins. */
  readonly between?: (() => Promise<void>) | undefined;
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
  { watched, recorder, live, between, group }: Hearers,
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
      }
      await shown?.see(event);
      if (event.kind !== 'epoch') continue;
      if (isGoingOn(job)) await orAborted(signal, between?.());
      // What is done between epochs is a part of their time.
      listener.epoch(event.records.map(withValidation));
    }
    return last;
  });
  const isAsked = ending === 'stopped' && !signal.aborted && shown?.stopping.aborted === true;
  // A search that was stopped there has asked for this training.
  if (live !== null && live.ending !== 'asked') live.ending = isAsked ? 'asked' : endingOf(ending);
  return { ending, isAsked };
}

/** Waits for work; if the signal aborts it, the job hears of that by itself. */
async function orAborted(signal: AbortSignal, work: Promise<void> | undefined): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Returns true if another epoch follows. */
function isGoingOn({ progress, runs, settings }: Job): boolean {
  return progress.epoch < settings[0].epochs && !runs.every(({ hasEnded }) => hasEnded);
}

function eventsOf(
  job: Job,
  { keptIn }: TrainOptions,
  signal: AbortSignal,
): AsyncGenerator<TrainingEvent, void, void> {
  if (keptIn === undefined) return run(job, { signal });
  return withCheckpoints(job, keptIn, (checkpointEvery) => run(job, { signal, checkpointEvery }));
}

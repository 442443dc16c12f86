import { isFiniteModel, type FittedModel } from '../../model';
import type { EncodedGroups } from '../../patches';
import type { WeightRecorder } from '../../report';
import { predictSet, type SetPredictions } from '../../training';
import { encodingProgress } from '../progress/encoding-progress';
import { trainGroups } from './train-groups';
import type { TrainedRun } from './trained-run';
import type { WatchedRun } from './training-doctor';
import type { Workplace } from './workplace';

/** Trains a run group by group, and evaluates what they have learnt together on the test set. */
export async function trainedByGroups(
  workplace: Workplace,
  groups: EncodedGroups,
  watched: readonly WatchedRun[],
  recorder: WeightRecorder,
): Promise<TrainedRun> {
  const { live, options } = workplace;
  const start = performance.now();
  // What the doctor watches is the course of all groups together.
  const ended = await trainGroups(workplace, groups, { watched: [], recorder, live });
  const { bestEpoch, ending, history, isAsked, model } = ended;
  for (const epoch of history) watched[0]?.see(epoch);
  const tested = ending === 'stopped' && !isAsked ? null : await testedModel(workplace, model);
  const seconds = (performance.now() - start) / 1000;
  const record = {
    ...options.runs[0].settings,
    history,
    ...(isAsked ? { bestEpoch, endedOnRequest: true as const } : {}),
    test: tested?.evaluation ?? null,
    seconds,
  };
  const predictions = tested?.predictions ?? null;
  const diverged = !isFiniteModel(model);
  return { record, bestEpoch, certificate: null, model, diverged, predictions };
}

/** Returns null if the signal aborts meanwhile. */
async function testedModel(
  { data, job, options, signal }: Workplace,
  model: FittedModel,
): Promise<SetPredictions | null> {
  const progress = encodingProgress(options.quiet);
  const onDone = (done: number): void => progress.show(done, data.test.samples);
  const how = { backend: job.backend, plan: job.objective.plan, onDone };
  try {
    return await predictSet(model, data.test, how, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return null;
  } finally {
    progress.stop();
  }
}

import { samplesInMemory } from '../../data';
import type { PatchGroup } from '../../patches';
import { zeros } from '../../backend';
import { fittedRun } from '../fitted-model';
import type { Job } from '../job';
import type { Ending } from '../runs';
import type { EpochScores, TrainedGroup } from './average';
import { ScoringObjective } from './scoring-objective';

/** A job of one run that keeps the scores of all samples after each epoch. */
export interface ScoredJob {
  readonly job: Job;
  readonly scores: readonly EpochScores[];
}

/** Makes a job keep its scores. @param job  of one run, on data in memory */
export function scoredJob(job: Job): ScoredJob {
  const { backend, data, objective, parameters, progress } = job;
  const { classes: K, dtype } = parameters;
  const [{ loss, labelSmoothing }] = job.settings;
  const training = samplesInMemory(data.rows);
  const validation = data.validation && samplesInMemory(data.validation);
  const scores: EpochScores[] = [];
  const room = (): EpochScores => ({
    training: zeros(dtype, data.rows.rows * K),
    validation: data.validation && zeros(dtype, data.validation.rows * K),
  });
  const scoring = new ScoringObjective(
    backend,
    parameters,
    { loss, labelSmoothing },
    objective,
    (samples, first, S) => {
      const own = (scores[progress.epoch] ??= room());
      if (samples === training) own.training.set(S, first * K);
      else if (samples === validation) own.validation?.set(S, first * K);
    },
  );
  return { job: { ...job, objective: scoring }, scores };
}

/** Returns what a group has learnt, once its job has ended. */
export async function trainedGroup(
  group: PatchGroup,
  { job, scores }: ScoredJob,
  ending: Ending,
): Promise<TrainedGroup> {
  const { model } = await fittedRun(job, ending, 0);
  const { history } = job.runs[0];
  return { group, model, history, scores: scores.slice(0, history.length) };
}

import { packageVersion } from '../files';
import { Parameters, type FittedModel } from '../model';
import { identityOf } from './identity';
import type { Job } from './job';
import type { Ending } from './runs';

export interface FittedRun {
  readonly model: FittedModel;
  /** The epoch whose parameters the model has; null for the last. */
  readonly bestEpoch: number | null;
}

/**
 * Returns the model of a run that has ended: a copy with the last parameters or, if the run was
 * stopped or has early stopping, those of the best epoch. Its provenance records the settings, the
 * SHA-256 sums of the data, and the backend.
 */
export async function fittedRun(job: Job, index: number, ending: Ending): Promise<FittedRun> {
  const { backend, data, parameters: stack, runs, settings } = job;
  const { best, history } = runs[index];
  const { loss, labelSmoothing, lambda, earlyStopping } = settings[index];
  const kept = ending === 'stopped' || earlyStopping !== null ? best : null;
  const bestEpoch = kept?.epoch ?? null;

  const { classes: K, features, dtype } = stack;
  const parameters = Parameters.zeros(K, features, dtype, backend);
  parameters.assign(kept?.parameters ?? stack.members[index].flat());
  const { classes, image = null } = data.given.training;
  const { data: sums, arithmetic } = await identityOf(job);
  const provenance = {
    onelayer: packageVersion(),
    settings: settings[index],
    data: sums,
    arithmetic,
    epochs: history.length,
    bestEpoch,
  };
  const model = {
    classes,
    parameters,
    standardiser: data.standardiser,
    objective: { loss, labelSmoothing },
    lambda,
    temperature: 1,
    image,
    provenance,
  };
  return { model, bestEpoch };
}

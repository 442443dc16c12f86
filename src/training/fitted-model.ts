import { patchesOf } from '../patches';
import { packageVersion } from '../files';
import { warn } from '../errors';
import { isFiniteModel, Parameters, type FittedModel } from '../model';
import { identityOf } from './identity';
import type { Job } from './job';
import type { Ending } from './runs';
import { isBatch, isUsed, usedSettings, type WholeSettings } from './settings';
import type { Certificate } from './solvers';

export interface FittedRun {
  readonly model: FittedModel;
  /** The epoch whose parameters the model has; null for the last. */
  readonly bestEpoch: number | null;
  /** How far it is from its optimum at most; null if the solver gives none, or was stopped before. */
  readonly certificate: Certificate | null;
  /** True if the model has parameters that are not finite. */
  readonly diverged: boolean;
}

/**
 * Returns the model of each run that has ended: see `fittedRun`. Warns (DIVERGED) of a model that is
 * not finite.
 */
export async function fittedRuns(job: Job, ending: Ending): Promise<FittedRun[]> {
  const fitted: FittedRun[] = [];
  for (const [run, settings] of job.settings.entries()) {
    fitted.push(await fittedRun(job, ending, run));
    if (fitted[run].diverged) warn('DIVERGED', divergence(settings));
  }
  return fitted;
}

/**
 * Returns the model of a run that has ended: a copy with the last parameters or, if the run was
 * stopped or has early stopping, those of the best epoch. Its provenance records the settings that
 * mean something to its solver, the SHA-256 sums of the data, the backend, and the certificate of a
 * solver that gives one.
 */
export async function fittedRun(job: Job, ending: Ending, run: number): Promise<FittedRun> {
  const { backend, data, parameters: stack } = job;
  const { classes: K, features, dtype } = stack;
  const { classes, labelType, image = null, featureNames = null } = data.given.training;
  const { data: sums, arithmetic } = await identityOf(job);
  const { best, history } = job.runs[run];
  const settings = job.settings[run];
  const { loss, labelSmoothing, lambda, earlyStopping } = settings;
  const kept = ending === 'stopped' || earlyStopping !== null ? best : null;
  const bestEpoch = kept?.epoch ?? null;
  const parameters = Parameters.zeros(K, features, dtype, backend);
  parameters.assign(kept?.parameters ?? stack.members[run].flat());
  const certificate = kept === null ? (job.solver.standing?.(run).certificate ?? null) : null;
  const provenance = {
    onelayer: packageVersion(),
    settings: usedSettings(settings),
    data: sums,
    arithmetic,
    epochs: history.length,
    bestEpoch,
    ...(isBatch(settings) && { certificate }),
  };
  const model = {
    classes,
    ...(labelType && { labelType }),
    parameters,
    featureNames,
    preparation: null,
    patches: patchesOf('training', data.given.training),
    standardiser: data.standardiser,
    objective: { loss, labelSmoothing },
    lambda,
    temperature: 1,
    image,
    provenance,
  };
  return { model, bestEpoch, certificate, diverged: !isFiniteModel(model) };
}

function divergence(settings: WholeSettings): string {
  const { eta, lambda } = settings;
  const [rate, advice] = isUsed('eta', settings)
    ? [`eta ${eta} and `, 'so take a lower eta, or a lower lambda']
    : ['', 'so look for features that are not finite, or very large'];
  const what = `the training with ${rate}lambda ${lambda} diverged`;
  return `${what}: its parameters are not finite, ${advice}`;
}

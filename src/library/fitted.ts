import {
  fittedRuns,
  type AnyEpochRecord,
  type Ending,
  type FittedRun,
  type Job,
} from '../training';
import { Predictor } from './predictor';

/** The model that a classifier takes over from a training. */
export interface Fitted extends Pick<FittedRun, 'bestEpoch' | 'certificate' | 'diverged'> {
  readonly predictor: Predictor;
  readonly history: readonly AnyEpochRecord[];
}

/** Returns the model of a training that has ended, ready to predict: see `fittedRuns`. */
export async function fittedBy(job: Job, ending: Ending): Promise<Fitted> {
  const { backend, objective, runs } = job;
  const [{ model, bestEpoch, certificate, diverged }] = await fittedRuns(job, ending);
  const predictor = new Predictor(model, { backend, plan: objective.plan });
  return { predictor, history: [...runs[0].history], bestEpoch, certificate, diverged };
}

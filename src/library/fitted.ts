import { fittedRun, type AnyEpochRecord, type Ending, type Job } from '../training';
import { Predictor } from './predictor';

/** The result of a training that a classifier takes over. */
export interface Fitted {
  readonly predictor: Predictor;
  readonly history: readonly AnyEpochRecord[];
  /** The epoch whose parameters it has; null if they are the last ones. */
  readonly bestEpoch: number | null;
}

/** Takes the model out of a training that has ended, ready to predict: see `fittedRun`. */
export async function fittedBy(job: Job, ending: Ending): Promise<Fitted> {
  const { backend, objective, runs } = job;
  const { model, bestEpoch } = await fittedRun(job, 0, ending);
  const predictor = new Predictor(model, { backend, plan: objective.plan });
  return { predictor, history: [...runs[0].history], bestEpoch };
}

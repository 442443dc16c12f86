import type { FittedModel } from '../model';
import { TaskRunner } from '../tasks';
import { backendOf, type ComputeOptions } from './options';
import { Predictor } from './predictor';

/** Prepares a loaded model to predict. May have to measure its execution plan, without blocking. */
export async function predictorOf(model: FittedModel, options: ComputeOptions): Promise<Predictor> {
  const backend = backendOf(options);
  const plan = await new TaskRunner().run(backend.planning(model.parameters));
  return new Predictor(model, { backend, plan });
}

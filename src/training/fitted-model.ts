import type { Backend } from '../backend';
import { Parameters, type FittedModel, type Provenance } from '../model';
import type { Trainer } from './trainer';

/** Which of a training's parameters a model gets. */
export interface Chosen {
  /** [W, b] of the best epoch; the last ones unless given. */
  readonly slab?: FittedModel['parameters']['values'] | undefined;
  readonly provenance: Provenance;
}

/** Takes a model out of a training; a copy, which the training no longer changes. */
export function fittedModelOf(
  { classifier, settings, standardiser, training }: Trainer,
  backend: Backend,
  { slab = classifier.parameters.flat(), provenance }: Chosen,
): FittedModel {
  const { classes: K, features, precision } = classifier.parameters;
  const { loss, labelSmoothing, lambda } = settings;
  const { classes, image = null } = training.set;
  const parameters = Parameters.zeros(K, features, precision, backend);
  parameters.assign(slab);
  return {
    classes,
    parameters,
    standardiser,
    objective: { loss, labelSmoothing },
    lambda,
    temperature: 1,
    image,
    provenance,
  };
}

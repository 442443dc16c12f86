import { Parameters } from '../model';
import type { AnyEpochRecord, TrainingSession } from '../training';
import { Predictor } from './predictor';
import type { Ending } from './training';

/** What a training has learnt. */
export interface Fitted {
  readonly predictor: Predictor;
  readonly history: readonly AnyEpochRecord[];
  /** The epoch whose parameters it has; null if they are the last ones. */
  readonly bestEpoch: number | null;
}

/**
 * Takes what a training has learnt: the last parameters, or the best ones if it was stopped or has
 * early stopping.
 */
export function fittedBy(session: TrainingSession, ending: Ending): Fitted {
  const [trainer] = session.trainers;
  const { course, settings, standardiser, training, classifier } = trainer;
  const isBestKept = ending === 'stopped' || settings.earlyStopping !== null;
  const kept = isBestKept ? course.best : null;
  const { classes: K, features, precision, slab } = classifier.parameters;
  const { backend, plan } = session;
  const parameters = Parameters.zeros(K, features, precision, backend);
  parameters.slab.set(kept?.slab ?? slab);
  const { loss, labelSmoothing, lambda } = settings;
  const predictor = new Predictor({
    parameters,
    standardiser,
    classes: training.set.classes,
    objective: { loss, labelSmoothing },
    lambda,
    backend,
    plan,
  });
  return { predictor, history: [...course.history], bestEpoch: kept?.epoch ?? null };
}

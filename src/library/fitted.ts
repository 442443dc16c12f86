import { packageVersion } from '../files';
import type { Provenance } from '../model';
import { fittedModelOf, type AnyEpochRecord, type TrainingSession } from '../training';
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
export async function fittedBy(session: TrainingSession, ending: Ending): Promise<Fitted> {
  const { trainers, backend, plan } = session;
  const [{ course, settings }] = trainers;
  const isBestKept = ending === 'stopped' || settings.earlyStopping !== null;
  const kept = isBestKept ? course.best : null;
  const bestEpoch = kept?.epoch ?? null;
  const provenance = await provenanceOf(session, bestEpoch);
  const model = fittedModelOf(trainers[0], backend, { slab: kept?.slab, provenance });
  const predictor = new Predictor(model, { backend, plan });
  return { predictor, history: [...course.history], bestEpoch };
}

/** What a model was trained with and on. */
async function provenanceOf(
  session: TrainingSession,
  bestEpoch: number | null,
): Promise<Provenance> {
  const { settings, data, arithmetic } = await session.identity();
  const epochs = session.trainers[0].course.history.length;
  return { onelayer: packageVersion(), settings: settings[0], data, arithmetic, epochs, bestEpoch };
}

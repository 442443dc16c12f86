import type { Backend } from '../../backend';
import type { PathSets } from '../../search';
import type { DataSet } from '../../data';
import { fittingTemperature, TEMPERATURES, type Loss } from '../../model';
import { TaskRunner } from '../../tasks';
import { sampleWeights, type FittedRun } from '../../training';
import { scoresOf } from '../calibrate';
import { predictorOf } from '../predictor';

/** The temperature of a fit, and what it was fitted on. */
export interface FitCalibration {
  /** T; above 1, the scores were overconfident. 1 if it was not fitted. */
  readonly temperature: number;
  /** The samples that it was fitted on. */
  readonly samples: number;
  /** Why it was not fitted; null if it was. */
  readonly reason: string | null;
}

/**
 * Fits the temperature of the chosen λ on scores of samples that the models which score them were not
 * fitted to: the validation set's, or those of all folds together. The model that is fitted to all of
 * these samples takes it over, as scikit-learn's `CalibratedClassifierCV(ensemble=False)` does.
 *
 * Where the best temperature is at a bound, e.g. since each sample is predicted rightly, the samples
 * don't tell it, and it stays 1. Samples of a class that a fold's training part has none of don't count.
 *
 * @param validated  the models of the first folds, one each
 */
export async function calibrationOf(
  backend: Backend,
  sets: PathSets,
  validated: readonly FittedRun[],
  signal: AbortSignal | undefined,
): Promise<FitCalibration> {
  const { loss } = validated[0].model.objective;
  const pooled: PooledScores = { S: [], labels: [], weights: [] };
  for (const [f, { model }] of validated.entries()) {
    const { training, validation } = await sets.of(sets.folds[f]);
    if (validation === undefined) throw new Error('a fold without samples to validate on');
    const predictor = await predictorOf(model, { backend });
    pool(pooled, await scoresOf(predictor, validation, signal), validation, training);
  }
  const samples = pooled.labels.length;
  const fitted = await temperatureOf(loss, pooled, validated[0].model.classes.length, signal);
  const isAt = (bound: number): boolean => Math.abs(fitted / bound - 1) < 1e-6;
  if (samples > 0 && !isAt(TEMPERATURES.least) && !isAt(TEMPERATURES.most)) {
    return { temperature: fitted, samples, reason: null };
  }
  const reason = isAt(TEMPERATURES.least)
    ? `all ${samples} validated samples are predicted rightly`
    : `the scores tell nothing of the labels of the ${samples} validated samples`;
  return { temperature: 1, samples, reason };
}

interface PooledScores {
  readonly S: Float64Array[];
  readonly labels: number[];
  readonly weights: number[];
}

function pool(pooled: PooledScores, S: Float64Array, set: DataSet, training: DataSet): void {
  const known = new Set(training.labels);
  const K = set.classes.length;
  const weights = sampleWeights(set, null);
  set.labels.forEach((label, i) => {
    if (!known.has(label)) return;
    pooled.S.push(S.subarray(i * K, (i + 1) * K));
    pooled.labels.push(label);
    pooled.weights.push(weights?.[i] ?? 1);
  });
}

function temperatureOf(
  loss: Loss,
  { S, labels, weights }: PooledScores,
  classes: number,
  signal: AbortSignal | undefined,
): Promise<number> {
  const all = new Float64Array(labels.length * classes);
  S.forEach((own, i) => all.set(own, i * classes));
  const scores = {
    ...{ S: all, labels: Uint16Array.from(labels) },
    ...{ weights: Float64Array.from(weights), classes },
  };
  return new TaskRunner(signal).run(fittingTemperature(loss, scores));
}

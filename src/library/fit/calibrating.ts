import type { Backend } from '../../backend';
import type { PathSets } from '../../search';
import type { DataSet } from '../../data';
import { argmax, fittingTemperature, TEMPERATURES, type Loss } from '../../model';
import { TaskRunner } from '../../tasks';
import { sampleWeights, type FittedRun } from '../../training';
import { scoresOf, type OnScored } from '../scored';
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
 * Of n samples, each counts 1 − 1/(n + 2) with its label and 1/(n + 2) with the best other class, as if one
 * more had been predicted, and wrongly (Laplace's rule of succession). Else no T > 0 would be the best where
 * all are predicted rightly; for many samples it makes no difference. Where the scores tell nothing of the
 * labels, T stays 1. Samples of a class that a fold's training part has none of don't count.
 *
 * Sources: Guo et al., "On calibration of modern neural networks", 2017; Platt, "Probabilistic outputs for
 * support vector machines", 1999, for targets that are not 0 and 1.
 *
 * @param validated  the models of the first folds, one each
 * @param onScored   called while features are made of pictures
 */
export async function calibrationOf(
  backend: Backend,
  sets: PathSets,
  validated: readonly FittedRun[],
  signal: AbortSignal | undefined,
  onScored?: OnScored,
): Promise<FitCalibration> {
  const { objective, classes } = validated[0].model;
  const pooled: PooledScores = { S: [], labels: [], weights: [] };
  for (const [f, { model }] of validated.entries()) {
    const { training, validation } = await sets.of(sets.folds[f]);
    if (validation === undefined) throw new Error('a fold without samples to validate on');
    const predictor = await predictorOf(model, { backend });
    const listen = predictor.reader.takesPictures(validation) ? onScored : undefined;
    pool(pooled, await scoresOf(predictor, validation, signal, listen), validation, training);
  }
  const samples = pooled.labels.length;
  const fitted = await temperatureOf(objective.loss, pooled, classes.length, signal);
  const { least, most } = TEMPERATURES;
  const isFitted = samples > 0 && fitted > least * 1.000001 && fitted < most * 0.999999;
  if (isFitted) return { temperature: fitted, samples, reason: null };
  const reason = `the scores tell nothing of the labels of the ${samples} validated samples`;
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
  const n = labels.length;
  const all = new Float64Array(2 * n * classes);
  const own = new Uint16Array(2 * n);
  const counted = new Float64Array(2 * n);
  const doubt = 1 / (n + 2);
  S.forEach((row, i) => {
    all.set(row, i * classes);
    all.set(row, (n + i) * classes);
    own[i] = labels[i];
    own[n + i] = bestOther(row, labels[i]);
    counted[i] = (1 - doubt) * weights[i];
    counted[n + i] = doubt * weights[i];
  });
  const scores = { S: all, labels: own, weights: counted, classes };
  return new TaskRunner(signal).run(fittingTemperature(loss, scores));
}

/** The class with the highest score beside the sample's own. */
function bestOther(row: Float64Array, label: number): number {
  const others = row.map((score, k) => (k === label ? -Infinity : score));
  return argmax(others, 0, others.length);
}

import { partOf, Standardiser, type DataSet } from '../data';
import { Parameters } from '../model';
import { TaskRunner } from '../tasks';
import { Predictor } from './predictor';

/** Samples scored between two pauses for the event loop. */
const SLICE = 512;

/** Called with the samples that are done, and all of them. */
export type OnScored = (progress: { readonly done: number; readonly total: number }) => void;

/** Computes the scores of a set: n×K. */
export async function scoresOf(
  predictor: Predictor,
  set: DataSet,
  signal?: AbortSignal,
  onScored?: OnScored,
): Promise<Float64Array> {
  const K = predictor.model.parameters.classes;
  const runner = new TaskRunner(signal);
  const S = new Float64Array(set.samples * K);
  const slice = Math.min(SLICE, predictor.reader.together);
  for (let first = 0; first < set.samples; first += slice) {
    const count = Math.min(slice, set.samples - first);
    const rows = await predictor.reader.encoded(partOf(set, 'a slice', first, count), signal);
    predictor.scoreSeveral(rows, S.subarray(first * K, (first + count) * K));
    onScored?.({ done: first + count, total: set.samples });
    await runner.pauseIfDue();
  }
  return S;
}

/** What is evaluated: samples, and what scores them. */
interface Evaluable {
  readonly predictor: Predictor;
  readonly set: DataSet;
}

/**
 * Replaces pictures by their scores, and the model by the one that leaves scores as they are: whoever
 * reads a set several times makes features of its pictures once, a slice at a time. Its cost has no
 * penalty. Other samples stay.
 */
export async function withoutPictures(
  { predictor, set }: Evaluable,
  signal?: AbortSignal,
  onScored?: OnScored,
): Promise<Evaluable> {
  if (!predictor.reader.takesPictures(set)) return { predictor, set };
  const { model, compute } = predictor;
  const { classes: K } = model.parameters;
  const { name, classes, samples, labels, weights } = set;
  const X = await scoresOf(predictor, set, signal, onScored);
  const own = { name, classes, samples, features: K, X, labels };
  const scores: DataSet = weights === undefined ? own : { ...own, weights };
  const parameters = Parameters.zeros(K, K, 'float64', compute.backend);
  for (let k = 0; k < K; k++) parameters.weights[k * K + k] = 1;
  const standardiser = Standardiser.none(scores);
  const kept = { ...model, patches: null, image: null, featureNames: null, lambda: 0 };
  const identity = { ...kept, parameters, standardiser };
  return { predictor: new Predictor(identity, compute), set: scores };
}

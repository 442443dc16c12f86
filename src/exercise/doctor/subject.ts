import { StandardisedSet, Standardiser, type DataSet } from '../../data';
import { Parameters } from '../../model';
import { defaultRng } from '../../random';
import type { TrainingData, TrainingSettings } from '../../training';
import { matrix, type OwnParameters, type OwnRows } from '../matrix';
import type { OwnCode } from '../own-code';

/** Code of the user's own, and what it is to train on. */
export interface CodeSubject {
  readonly code: OwnCode;
  readonly data: TrainingData;
  readonly settings: Pick<TrainingSettings, 'seed'>;
}

/** Returns the first samples of a set as the user's functions get them: bytes scaled to [0, 1]. */
export function rawRows(set: DataSet, count: number): OwnRows {
  return rowsBy(Standardiser.none(set), set, count);
}

/** Returns the first training samples, or all, standardised by the whole training set. */
export function standardisedRows({ data: { training } }: CodeSubject, count: number): OwnRows {
  return rowsBy(Standardiser.fit(training), training, count);
}

function rowsBy(standardiser: Standardiser, set: DataSet, most: number): OwnRows {
  const count = Math.min(most, set.samples);
  const samples = new StandardisedSet(set, standardiser);
  const X = new Float64Array(count * set.features);
  const y = new Uint16Array(count);
  samples.gather(samples.inOrder, 0, count, X, y);
  return { X: matrix(X, set.features), y };
}

/** Returns the parameters that a training begins with. */
export function initialParameters({ data, settings }: CodeSubject): OwnParameters {
  const { classes, features } = data.training;
  const generator = defaultRng(settings.seed);
  const { weights, bias } = Parameters.draw(classes.length, features, 'float64', generator);
  return { W: matrix(Float64Array.from(weights), features), b: Float64Array.from(bias) };
}

import { partOf, type DataSet } from '../../../data';
import type { Evaluation } from '../../../model';
import { finish } from '../../../tasks';
import { defaultRng } from '../../../random';
import {
  predicting,
  run,
  withValidation,
  type EpochRecord,
  type TrainingSettings,
} from '../../../training';
import { Check, type Finding } from '../../finding';
import { figure, largest, largestDifference, multiple } from '../../numbers';
import type { Examination } from '../examination';
import {
  textbookEpoch,
  textbookEvaluation,
  textbookRows,
  textbookSumOfSquares,
  textbookVectors,
} from '../textbook';

const step = new Check('update-step', 'update');
const epoch = new Check('update-epoch', 'update');
const curves = new Check('curves', 'loss');

const TOLERANCE = 1e-9;

/** Checks that a step changes each parameter by −η times its gradient. */
export function updateStep(examination: Examination): Finding {
  const { lambda, eta } = examination.subject.settings;
  const flat = examination.ordinaryParameters();
  const before = flat.slice();
  const numbers = examination.first(50);
  const descent = examination.gradient(numbers, lambda).map((value) => -eta * value);
  examination.stepper(lambda, eta)(numbers);
  const change = flat.map((value, at) => value - before[at]);
  const size = largest(descent);
  if (size === 0) return step.saw('the gradient is 0').skipped('there is no step to check');
  const error = largestDifference(change, descent) / size;
  const factor = multiple(change, descent);
  const seen =
    `a step of η = ${eta} is ${figure(factor)} times −η times the gradient, ` +
    `and up to ${figure(error)} of its largest element off`;
  const found = step.saw(seen, { error, factor });
  if (error <= Math.max(TOLERANCE, (1e-15 * largest(before)) / size)) {
    return found.passed('it is gradient descent');
  }
  const meaning =
    factor < 0
      ? 'it goes uphill: the sign of the update is flipped'
      : Math.abs(factor) < 1e-9
        ? 'the parameters do not move'
        : 'the update is not W ← W − η dW, b ← b − η db';
  return found.failed(meaning, 'check the update, and that it reaches weights and bias');
}

/** A number of samples for which the last mini-batch of an epoch isn't full. */
const EPOCH_SAMPLES = 230;
const EPOCH_BATCH = 60;

/**
 * Checks an epoch on a few samples against the textbook's: standardised data, initial weights,
 * order of samples, mini-batches and steps, then the curves.
 */
export async function updateEpoch(examination: Examination): Promise<Finding[]> {
  const { data, settings } = examination.subject;
  const training = head(data.training, EPOCH_SAMPLES);
  const validation = head(data.validation, EPOCH_SAMPLES);
  const batchSize = Math.min(EPOCH_BATCH, training.samples);
  const small = { ...settings, lambda: 0.1, eta: 1e-3, epochs: 1, batchSize };
  const job = examination.createJob({ training, validation }, small);
  let record: EpochRecord | undefined;
  for await (const event of run(job)) {
    if (event.kind === 'epoch') record = withValidation(event.records[0]);
  }
  const [predictions] = finish(predicting(job, validation));
  const evaluated = job.objective.evaluation(predictions, job.parameters);

  const vectors = textbookVectors(training);
  const rows = (set: DataSet) => textbookRows(set, examination.first(set.samples, set), vectors);
  const expected = textbookRun(examination, rows(training), small);
  const { values: flat } = job.parameters.members[0];
  const error = largestDifference(flat, expected) / largest(expected);
  const { shape } = examination;
  const losses = [training, validation].map((set) =>
    textbookEvaluation(examination.objective, expected, shape, rows(set)),
  );
  const penalty = small.lambda * textbookSumOfSquares(expected, shape);
  const seen = record && [record.train, record.validation, evaluated];
  return [judgeEpoch(error, training.samples), judgeCurves(seen, losses, penalty)];
}

function textbookRun(
  { objective, shape: { classes: K, features: d } }: Examination,
  rows: ReturnType<typeof textbookRows>,
  settings: TrainingSettings,
): Float64Array {
  const generator = defaultRng(settings.seed);
  const flat = new Float64Array(K * d + K);
  for (let at = 0; at < K * d; at++) flat[at] = 0.01 * generator.standardNormal();
  const order = Uint32Array.from({ length: rows.y.length }, (_, i) => i);
  if (settings.shuffle) generator.shuffle(order);
  textbookEpoch(objective, flat, { classes: K, features: d }, rows, order, settings);
  return flat;
}

function judgeEpoch(error: number, samples: number): Finding {
  const seen =
    `an epoch of ${samples} samples leaves parameters up to ${figure(error)} of their largest ` +
    "from the textbook's";
  const found = epoch.saw(seen, { samples, error });
  if (error <= TOLERANCE) {
    return found.passed('every sample is used once, in seeded order, in each epoch');
  }
  return found.failed(
    'initial weights, order of samples, mini-batches or update are not as stated',
    'where gradient and update-step are right: check that each sample is in one mini-batch',
  );
}

function judgeCurves(
  seen: readonly Evaluation[] | undefined,
  [training, validation]: { loss: number; accuracy: number }[],
  penalty: number,
): Finding {
  if (!seen) return curves.saw('no epoch came').failed('training ended early', 'check the loop');
  const seenFigures = seen.flatMap((e) => [e.loss, e.cost, e.accuracy]);
  const expected = [training, validation, validation].flatMap((e) => [
    e.loss,
    e.loss + penalty,
    e.accuracy,
  ]);
  const error = largestDifference(seenFigures, expected);
  const text = `loss, cost and accuracy after an epoch are up to ${figure(error)} from the definition`;
  const found = curves.saw(text, { error });
  if (error <= TOLERANCE) return found.passed('the curves can be trusted');
  return found.failed(
    'a curve is of other than its set, or not of its parameters, at the end of an epoch',
    'check which data each curve is computed on, and how they are standardised',
  );
}

function head(set: DataSet, count: number): DataSet {
  return partOf(set, 'the first samples', 0, Math.min(count, set.samples));
}

import { samplesInMemory, StandardisedSet, Standardiser, type Samples } from '../../data';
import { TaskRunner, type Task } from '../../tasks';
import type { Job } from '../../training';
import { matrix, type Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { SideBySide } from './side-by-side';
import { usedFunctions, type UsedFunctions } from './used-functions';

/** A job that the user's code trains some runs of. */
export interface OwnTraining {
  readonly job: Job;
  /** The functions that it calls. */
  readonly used: UsedFunctions;
  /** How far the user's standardised samples are from their definition; null if `standardise` isn't used. */
  readonly standardisingError: number | null;
}

/** Rows that are gathered between two turns of the event loop. */
const TOGETHER = 500;

/**
 * Makes the user's code train some of a job's runs, by `gradient` and `update`, and by `standardise` and
 * `shuffle` too if these are written. The samples are handed to its process once. Curves and tests are
 * evaluated as ever.
 *
 * @param job   just prepared, of mini-batch descent on data in memory
 * @param runs  the runs to train by the user's code: not all
 * @throws OwnCodeError if the code fails; the signal's reason
 */
export async function trainingByOwnCode(
  job: Job,
  runs: readonly number[],
  code: OwnCode,
  signal?: AbortSignal,
): Promise<OwnTraining> {
  const [{ shuffle, standardise }] = job.settings;
  const used = new Set(await usedFunctions(code));
  if (!shuffle) used.delete('shuffle');
  if (!standardise) used.delete('standardise');
  const { training } = job.data.given;
  const runner = new TaskRunner(signal);
  const seen = await runner.run(gathering(samplesInMemory(job.data.rows)));
  let X = seen;
  if (used.has('standardise')) {
    const raw = new StandardisedSet(training, Standardiser.none(training));
    const given = await runner.run(gathering(raw));
    X = await code.standardise(given, given);
  }
  const standardisingError = X === seen ? null : await runner.run(largestDifference(X, seen));
  await code.load({ X, y: training.labels });
  const solver = new SideBySide(job, { code, used, runs });
  return { job: { ...job, solver }, used, standardisingError };
}

/** Gathers samples as a matrix in float64, as a cooperative task. */
function* gathering(samples: Samples): Task<Matrix> {
  const { features: d, inOrder } = samples;
  const values = new Float64Array(inOrder.length * d);
  const labels = new Uint16Array(TOGETHER);
  for (let first = 0; first < inOrder.length; first += TOGETHER) {
    const count = Math.min(TOGETHER, inOrder.length - first);
    samples.gather(inOrder, first, count, values.subarray(first * d, (first + count) * d), labels);
    yield;
  }
  return matrix(values, d);
}

function* largestDifference({ values: a, columns }: Matrix, { values: b }: Matrix): Task<number> {
  let largest = 0;
  for (let at = 0; at < a.length; at++) {
    largest = Math.max(largest, Math.abs(a[at] - b[at]));
    if (at % (TOGETHER * columns) === 0) yield;
  }
  return largest;
}

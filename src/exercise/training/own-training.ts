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

/** Rows of the user's standardised ones that are compared with their definition. */
const SHOWN = 100;

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
  const used = await usedFunctions(code);
  if (!shuffle) used.delete('shuffle');
  if (!standardise) used.delete('standardise');
  const { training } = job.data.given;
  const runner = new TaskRunner(signal);
  const seen = samplesInMemory(job.data.rows);
  const { labels: y, inOrder } = seen;
  const gathered = (samples: Samples, count = inOrder.length): Promise<Matrix> =>
    runner.run(gathering(samples, inOrder.subarray(0, count)));
  let standardisingError: number | null = null;
  if (used.has('standardise')) {
    const raw = new StandardisedSet(training, Standardiser.none(training));
    const shown = await code.loadToStandardise({ X: await gathered(raw), y }, SHOWN);
    const expected = await gathered(seen, shown.rows);
    standardisingError = largestDifference(shown.values, expected.values);
  } else {
    await code.load({ X: await gathered(seen), y });
  }
  const solver = new SideBySide(job, { code, used, runs });
  return { job: { ...job, solver }, used, standardisingError };
}

/** Gathers samples as a matrix in float64, as a cooperative task. */
function* gathering(samples: Samples, numbers: Uint32Array): Task<Matrix> {
  const { features: d } = samples;
  const values = new Float64Array(numbers.length * d);
  const labels = new Uint16Array(TOGETHER);
  for (let first = 0; first < numbers.length; first += TOGETHER) {
    const count = Math.min(TOGETHER, numbers.length - first);
    samples.gather(numbers, first, count, values.subarray(first * d, (first + count) * d), labels);
    yield;
  }
  return matrix(values, d);
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, at) => Math.max(largest, Math.abs(value - b[at])), 0);
}

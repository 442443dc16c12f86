import type { BackendReport, Plan } from '../backend';
import { snapshotOf, type AnyEpochRecord, type Ending, type Job, type Snapshot } from '../training';
import { fittedBy } from './fitted';
import { LinearClassifier } from './linear-classifier';
import type { TrainingInput, TrainOptions } from './options';
import { Training } from './training';

/**
 * Result of `train`.
 *
 * @category Training
 */
export interface TrainingResult {
  /**
   * The trained classifier: of the last epoch, or, with early stopping or after a stop, of the best
   * epoch by the validation metric (accuracy, unless early stopping names another) if there is one.
   */
  readonly classifier: LinearClassifier;
  /** The finished epochs. */
  readonly history: readonly AnyEpochRecord[];
  /** The epoch whose parameters the classifier has; null if they are the last ones. */
  readonly bestEpoch: number | null;
  /**
   * Why the training ended: `finished` after all its epochs, `early` by early stopping, `stopped` by
   * the signal or because the loop over its epochs was left.
   */
  readonly ending: Ending;
  /** Which backend computed, and why. */
  readonly backend: BackendReport;
  /** How samples passed through the model. */
  readonly plan: Plan;
  /** Copies the state of the training at its end, to resume with: `train(data, { ...options, resume })`. */
  snapshot(): Promise<Snapshot>;
}

/**
 * Trains a linear classifier by mini-batch gradient descent on the cost J = loss + λ Σ W².
 *
 * Iterate over the result to follow the epochs, await it to get the classifier, or do both. The event
 * loop turns every few hundredths of a second meanwhile. A signal, or leaving the loop, stops the
 * training; the promise then resolves to what was learnt until then.
 *
 * λ multiplies Σ W², so PyTorch's `weight_decay` is 2λ, and scikit-learn's C is 1 / (2nλ).
 *
 * @param data     a training set, or `{ training, validation }`
 * @param options  settings, each by default the assignment's; what to compute with; how to stop, keep
 *                 and resume the training
 * @throws TypeError naming the unknown option, at once. The promise is rejected, and the loop throws,
 *         with a TypeError or RangeError that names the invalid setting or field of the data; with an
 *         OnelayerError for a checkpoint that can't be read (FILE_INVALID), resumed
 *         (CHECKPOINT_MISMATCH) or written (NOT_WRITABLE); and with the signal's reason if it is
 *         aborted before the first step
 * @category Training
 * @example Follow the epochs, and keep the best classifier
 * ```ts
 * import { split, train } from 'onelayer';
 *
 * const sets = split(data, { validation: 0.2 });
 * const run = train(sets, {
 *   eta: 0.01,
 *   momentum: 0.9,
 *   epochs: 50,
 *   earlyStopping: { metric: 'loss', patience: 5 },
 * });
 * for await (const { epoch, validation } of run) console.log(epoch, validation?.accuracy);
 * const { classifier, bestEpoch } = await run;
 * ```
 * @example Stop after ten seconds, and resume later
 * ```ts
 * const options = { epochs: 50, checkpoint: 'run.ckpt' };
 * const { ending } = await train(data, { ...options, signal: AbortSignal.timeout(10_000) });
 * if (ending === 'stopped') await train(data, { ...options, resume: 'run.ckpt' });
 * ```
 */
export function train(data: TrainingInput, options: TrainOptions = {}): Training<TrainingResult> {
  return new Training(data, options, (job, ending) => resultOf(job, ending, options));
}

async function resultOf(job: Job, ending: Ending, options: TrainOptions): Promise<TrainingResult> {
  const fitted = await fittedBy(job, ending);
  return {
    classifier: LinearClassifier.of(fitted, options),
    history: fitted.history,
    bestEpoch: fitted.bestEpoch,
    ending,
    backend: job.backend.report,
    plan: job.objective.plan,
    snapshot: () => snapshotOf(job),
  };
}

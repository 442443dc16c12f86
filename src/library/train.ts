import type { BackendReport, Plan } from '../backend';
import type { Label, LabelOf, LabelType } from '../data';
import { printedAs } from '../display';
import {
  snapshotOf,
  type AnyEpochRecord,
  type Certificate,
  type Ending,
  type Snapshot,
} from '../training';
import { fittedBy } from './fitted';
import { LinearClassifier } from './linear-classifier';
import type { TrainingInput, TrainOptions } from './options';
import { classesTable } from './shown/classes';
import { epochsTable } from './shown/epochs';
import { Training } from './training';

/**
 * Result of `train`.
 *
 * @typeParam L  the type of the labels
 * @category Training
 */
export interface TrainingResult<L extends Label = Label> {
  /**
   * The trained classifier: of the last epoch or, with early stopping or after a stop, of the best
   * epoch by the validation metric, if any (accuracy, unless early stopping names another).
   */
  readonly classifier: LinearClassifier<L>;
  /** The finished epochs. */
  readonly history: readonly AnyEpochRecord[];
  /** The epoch whose parameters the classifier has; null for the last. */
  readonly bestEpoch: number | null;
  /**
   * How the training ended: `finished` after all epochs, `early` by early stopping, `stopped` by
   * the signal or because the caller left the loop over its epochs; `diverged`, with a warning, if
   * the classifier's parameters are not finite, so that it can neither predict nor be saved.
   */
  readonly ending: Ending | 'diverged';
  /**
   * How far the classifier is from its optimum at most: of the solver `lbfgs`; null for others, and if
   * it was stopped before.
   */
  readonly certificate: Certificate | null;
  /** The backend, and why it was chosen. */
  readonly backend: BackendReport;
  /** The execution plan. */
  readonly plan: Plan;
  /** Copies the state at the end of the training, for `train(data, { ...options, resume })`. */
  snapshot(): Promise<Snapshot>;
}

/**
 * Trains a linear classifier by mini-batch gradient descent on the cost J = loss + λ Σ W².
 *
 * Iterate over the result to follow the epochs, await it to get the classifier, or do both.
 * Training doesn't block the event loop for more than a few hundredths of a second. A signal, or
 * leaving the loop, stops it; the promise then resolves to the model so far.
 *
 * λ multiplies Σ W², so PyTorch's `weight_decay` is 2λ, and scikit-learn's C is 1 / (2nλ).
 *
 * @param data     a training set, or `{ training, validation }`
 * @param options  settings, by default the assignment's; backend; how to stop, save and resume
 * @throws TypeError naming the unknown option, at once. Later, the promise is rejected and the loop
 *         throws: a TypeError or RangeError naming the invalid setting or field of the data; an
 *         OnelayerError for a checkpoint that can't be read (FILE_INVALID), resumed
 *         (CHECKPOINT_MISMATCH) or written (NOT_WRITABLE); the signal's reason if it aborts before the
 *         first step
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
export function train<Type extends LabelType>(
  data: TrainingInput<Type>,
  options: TrainOptions = {},
): Training<TrainingResult<LabelOf<Type>>> {
  return new Training(data, options, async (job, ending) => {
    const fitted = await fittedBy(job, ending);
    return printedResult({
      classifier: LinearClassifier.of<LabelOf<Type>>(fitted, options),
      history: fitted.history,
      bestEpoch: fitted.bestEpoch,
      certificate: fitted.certificate,
      ending: fitted.diverged ? 'diverged' : ending,
      backend: job.backend.report,
      plan: job.objective.plan,
      snapshot: () => snapshotOf(job),
    });
  });
}

/** Makes a result be printed with its last epoch alone. */
function printedResult<Result extends TrainingResult>(result: Result): Result {
  const facts = ({ ending, bestEpoch, certificate, history }: TrainingResult) => ({
    ...{ ending, epochs: history.length },
    ...(bestEpoch !== null && { bestEpoch }),
    ...(certificate && { relativeGap: certificate.relativeGap }),
  });
  return printedAs(result, {
    name: 'TrainingResult',
    summary: (own) => ({ ...facts(own), classifier: own.classifier }),
    facts,
    tables: ({ classifier, history }) => [...epochsTable(history), classesTable(classifier.model)],
  });
}

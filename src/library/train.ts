import type { BackendReport, Plan } from '../backend';
import type { AnyEpochRecord, Snapshot, TrainingSession } from '../training';
import { fittedBy } from './fitted';
import { LinearClassifier } from './linear-classifier';
import type { TrainingInput, TrainOptions } from './options';
import { Training, type Ending } from './training';

/** What came of a training. */
export interface TrainingResult {
  /**
   * Of the last epoch; with early stopping, or if the training was stopped, of the best one by the
   * validation metric (accuracy, unless early stopping names another), where there is one.
   */
  readonly classifier: LinearClassifier;
  /** The epochs that were finished. */
  readonly history: readonly AnyEpochRecord[];
  /** The epoch whose parameters the classifier has; null if they are the last ones. */
  readonly bestEpoch: number | null;
  readonly ending: Ending;
  /** What computed, and why. */
  readonly backend: BackendReport;
  readonly plan: Plan;
  /** What the training was when it ended, to go on with: `train(data, { …options, resume })`. */
  snapshot(): Promise<Snapshot>;
}

/**
 * Trains a linear classifier by mini-batch gradient descent.
 *
 * ```js
 * for await (const { epoch, validation } of train({ training, validation }, { epochs: 10 })) …
 * const { classifier } = await train(training, { eta: 0.01, signal });
 * ```
 *
 * The event loop turns every few hundredths of a second meanwhile.
 *
 * @param data     a training set, or `{ training, validation }`
 * @param options  settings, each by default the assignment's; what computes; what goes on with it
 * @throws TypeError or RangeError naming the option or the field of the data that is no good;
 *         OnelayerError for a checkpoint that can't be read, written or resumed. The promise is
 *         rejected with the signal's reason if it is aborted before the first step; later, it
 *         resolves to what was learnt until then.
 */
export function train(data: TrainingInput, options: TrainOptions = {}): Training<TrainingResult> {
  return new Training(data, options, (session, ending) => resultOf(session, ending, options));
}

async function resultOf(
  session: TrainingSession,
  ending: Ending,
  options: TrainOptions,
): Promise<TrainingResult> {
  const fitted = await fittedBy(session, ending);
  return {
    classifier: LinearClassifier.of(fitted, options),
    history: fitted.history,
    bestEpoch: fitted.bestEpoch,
    ending,
    backend: session.backend.report,
    plan: session.plan,
    snapshot: () => session.snapshot(),
  };
}

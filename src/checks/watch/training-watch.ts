import type { DataSet } from '../../data';
import { argumentError } from '../../errors';
import {
  isUsed,
  type AnyEpochRecord,
  type EpochRecord,
  type TrainingSettings,
} from '../../training';
import { classCounts } from '../doctor/checks/labels';
import type { Finding } from '../finding';
import { judgeDivergence, judgeFinite, judgeOscillation, judgeUpdateRatio } from './descent';
import { judgeChance, judgeGap } from './generalisation';
import type { History } from './history';
import { judgeDead, judgeSaturated } from './outputs';

type Rule = (history: History) => Finding;

/** Rules on steps of a learning rate. */
const STEP_RULES: readonly Rule[] = [judgeDivergence, judgeOscillation, judgeUpdateRatio];

/** Each rule judges one thing, once every figure is finite. */
const RULES: readonly Rule[] = [judgeDead, judgeSaturated, judgeGap, judgeChance];

/**
 * Watches a training, epoch by epoch, for what should not happen: numbers that aren't finite,
 * divergence, oscillation and steps of the wrong size (of solvers with a learning rate), dead or saturated outputs, overfitting.
 *
 * @category Checks
 * @example
 * const settings = { ...DEFAULT_SETTINGS, epochs: 5, batchSize: 10 };
 * const watch = new TrainingWatch(settings, training);
 * for await (const epoch of train({ training, validation }, settings)) {
 *   watch.see(epoch);
 *   const doubtful = watch.findings().filter(({ verdict }) => verdict !== 'passed');
 *   for (const { seen, meaning, advice } of doubtful) console.log(epoch.epoch, seen, meaning, advice);
 * }
 */
export class TrainingWatch {
  private readonly epochs: EpochRecord[] = [];
  private readonly labels: readonly number[];

  /**
   * @param settings  of the training
   * @param training  the training set, or the number of its samples of each class: K numbers
   */
  constructor(
    private readonly settings: TrainingSettings,
    training: DataSet | readonly number[],
  ) {
    this.labels = 'labels' in training ? classCounts(training) : training;
  }

  /**
   * Takes the metrics of the next epoch.
   *
   * @throws TypeError if there are no metrics of a validation set
   */
  see({ validation, ...record }: AnyEpochRecord): void {
    if (validation === null) {
      throw argumentError(TypeError, 'epoch.validation', 'metrics of a validation set', null);
    }
    this.epochs.push({ ...record, validation });
  }

  /** Judges the epochs so far: a finding for each rule, and none before the first epoch. */
  findings(): Finding[] {
    const { epochs, settings, labels } = this;
    if (epochs.length === 0) return [];
    const history = { epochs, settings, labels };
    const finite = judgeFinite(history);
    if (finite.verdict === 'failed') return [finite];
    const rules = isUsed('eta', settings) ? [...STEP_RULES, ...RULES] : RULES;
    return [finite, ...rules.map((rule) => rule(history))];
  }
}

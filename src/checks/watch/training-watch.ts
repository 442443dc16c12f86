import type { EpochRecord, TrainingSettings } from '../../training';
import type { Finding } from '../finding';
import { judgeDivergence, judgeFinite, judgeOscillation, judgeUpdateRatio } from './descent';
import { judgeChance, judgeGap } from './generalisation';
import type { History } from './history';
import { judgeDead, judgeSaturated } from './outputs';

/** Each judges one thing; all of them once every figure is a number. */
const RULES: readonly ((history: History) => Finding)[] = [
  judgeDivergence,
  judgeOscillation,
  judgeUpdateRatio,
  judgeDead,
  judgeSaturated,
  judgeGap,
  judgeChance,
];

/** Watches a training, an epoch at a time, for what should not happen to it. */
export class TrainingWatch {
  private readonly epochs: EpochRecord[] = [];

  /** @param labels  how many training samples each class has: K */
  constructor(
    private readonly settings: TrainingSettings,
    private readonly labels: readonly number[],
  ) {}

  /** Takes what came of an epoch. */
  see(epoch: EpochRecord): void {
    this.epochs.push(epoch);
  }

  /** What there is to say of the epochs until now: a finding of each rule; none before the first. */
  findings(): Finding[] {
    const { epochs, settings, labels } = this;
    if (epochs.length === 0) return [];
    const history = { epochs, settings, labels };
    const finite = judgeFinite(history);
    if (finite.verdict === 'failed') return [finite];
    return [finite, ...RULES.map((rule) => rule(history))];
  }
}

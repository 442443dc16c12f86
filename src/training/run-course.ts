import type { FloatArray } from '../backend';
import type { Parameters } from '../model';
import { isBetter } from './early-stopping';
import type { AnyEpochRecord } from './run-record';
import type { WholeSettings } from './settings';

/** The best epoch so far, by the validation metric of early stopping; by accuracy without it. */
export interface Best {
  readonly epoch: number;
  readonly value: number;
  /** [W, b] after it: K·d + K. */
  readonly slab: FloatArray;
}

/** The course of a run so far: its epochs, the best of them, and whether it has been stopped early. */
export class RunCourse {
  history: AnyEpochRecord[] = [];
  /** Null before the first epoch, and without a validation set. */
  best: Best | null = null;
  hasEnded = false;

  constructor(
    private readonly settings: Pick<WholeSettings, 'earlyStopping'>,
    private readonly parameters: Pick<Parameters, 'flat' | 'assign'>,
  ) {}

  /** Takes in an epoch that was just finished; of a run that has ended, nothing counts any more. */
  follow(record: AnyEpochRecord): void {
    if (this.hasEnded) return;
    this.history.push(record);
    const { earlyStopping } = this.settings;
    const { metric = 'accuracy', minimumDelta = 0 } = earlyStopping ?? {};
    if (record.validation !== null) {
      const value = record.validation[metric];
      if (isBetter(value, this.best?.value ?? null, { metric, minimumDelta })) {
        this.best = { epoch: record.epoch, value, slab: this.parameters.flat() };
      }
    }
    const since = record.epoch - (this.best?.epoch ?? 0);
    this.hasEnded = earlyStopping !== null && since >= earlyStopping.patience;
  }

  /** Makes the parameters those of the best epoch, if there is one. */
  restoreBest(): void {
    if (this.best !== null) this.parameters.assign(this.best.slab);
  }
}

import type { EpochRecord, Job } from '../../training';

export interface Listener {
  /** Hears of each finished epoch, by the record of each run. */
  epoch(records: readonly EpochRecord[]): void;
  /** Hears now and then of how far a job is. */
  step(job: Job): void;
}

/** Work that tells how far it is. */
export type Work<Result> = (listener: Listener) => Promise<Result>;

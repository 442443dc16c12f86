import type { Finding } from '../../checks';
import type { EncodedGroups } from '../../patches';
import type { OwnCodeUsed } from '../../report';
import type { Job } from '../../training';
import type { LivePage } from '../live/live-page';
import type { RunData } from '../runs/run-data';
import type { Say } from '../terminal/say';
import type { TrainOptions } from './train-options';
import type { TrainingDoctor } from './training-doctor';

/** What runs are trained with, and who hears of it. */
export interface Workplace {
  readonly job: Job;
  readonly data: RunData;
  /** The same, with pictures as they come where features are made of them. */
  readonly pictures: RunData;
  readonly options: TrainOptions;
  /** The groups of patches that are trained one after another; null if all are trained at once. */
  readonly groups: EncodedGroups | null;
  /** Null if the doctor is switched off. */
  readonly doctor: TrainingDoctor | null;
  /** The code of one's own that trains some of the runs; null if none does. */
  readonly code: OwnCodeUsed | null;
  /** What the doctor has found on that code. */
  readonly ofCode: readonly Finding[];
  readonly live: LivePage | null;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/** The part of the time that is reckoned with: an epoch may take longer than the first. */
const RECKONED = 0.9;

/** How long trainings take, by the first one's first epoch. */
export interface Measured {
  /** Milliseconds before the first epoch, and of it. */
  readonly preparing: number;
  readonly epoch: number;
  /** Milliseconds that are left for all trainings, those of the first one's first epoch not among them. */
  readonly left: number;
  /** The trainings. */
  readonly passes: number;
}

/**
 * Returns the number of epochs for which there is time: those that are wished for, or so few that all
 * trainings can be expected to end in time; at least 1. The learning rate falls over an epoch number that is
 * known beforehand, so that a training which is ended in the middle is a bad one.
 */
export function epochsInTime(epochs: number, { preparing, epoch, left, passes }: Measured): number {
  // The first training goes on as it is, if it can.
  const needed = passes * (preparing + epochs * epoch) - preparing - epoch;
  if (needed <= left) return epochs;
  const possible = ((RECKONED * left) / passes - preparing) / epoch;
  return Math.max(1, Math.min(epochs, Math.floor(possible)));
}

import type { Round } from '../harness/interleave';

/** The times of one epoch, in seconds. */
export interface EpochSeconds {
  readonly training: number;
  readonly evaluation: number;
}

/**
 * Runs epochs until the round is long enough, at least one. The first of several finds the caches as
 * other contestants left them; the median disregards it.
 */
export async function repeatEpochs(
  milliseconds: number,
  epoch: () => Promise<EpochSeconds> | EpochSeconds,
): Promise<Round> {
  const training: number[] = [];
  const evaluation: number[] = [];
  const start = performance.now();
  do {
    const seconds = await epoch();
    training.push(seconds.training);
    evaluation.push(seconds.evaluation);
  } while (performance.now() - start < milliseconds);
  return { training, evaluation };
}

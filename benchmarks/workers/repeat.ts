import type { Round } from '../harness/interleave';

/** What one epoch took, in seconds. */
export interface EpochSeconds {
  readonly training: number;
  readonly evaluation: number;
}

/**
 * Runs epochs until the round is long enough, at least one. In a round of several, the first finds
 * the caches as the others left them; the median leaves it out.
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

/** What a run of the worker has measured. */
export interface ClusterTimes {
  readonly processes: number;
  readonly threads: number;
  /** Mini-batches in an epoch. */
  readonly steps: number;
  /** Of the fastest epoch, without its evaluation. */
  readonly seconds: number;
  /** Of these, the seconds that waited for sums. */
  readonly waited: number;
  /** K·d + K. */
  readonly numbers: number;
  /** Sums of some lengths by these processes. */
  readonly sums: readonly { readonly bytes: number; readonly seconds: number }[];
  /** Seconds of the sums over a process's share of a mini-batch, while all processes compute. */
  readonly batch: number;
  /** Seconds of the step from the sums. */
  readonly update: number;
}

/** A sum takes latency + bytes / bandwidth. */
export interface Link {
  readonly latency: number;
  /** Bytes a second. */
  readonly bandwidth: number;
}

/** Fits a link to the sums of a short and a long array. */
export function linkOf([short, long]: ClusterTimes['sums']): Link {
  const perByte = (long.seconds - short.seconds) / (long.bytes - short.bytes);
  return { latency: short.seconds - short.bytes * perByte, bandwidth: 1 / perByte };
}

/**
 * The seconds of an epoch: of each step, a process's share of the mini-batch's rows, the step from the
 * sums, and the sum of the gradient. Where there are more processes than cores, they take turns.
 *
 * @param times  of as many processes, or at most as many as there are cores
 */
export function predictEpoch(
  times: ClusterTimes,
  { latency, bandwidth }: Link,
  { processes, cores }: { readonly processes: number; readonly cores: number },
): number {
  const { numbers, steps, batch, update, processes: measured } = times;
  const turns = Math.max(1, processes / cores);
  const share = (batch * measured) / processes;
  const sum = processes === 1 ? 0 : latency + (4 * (numbers + 1)) / bandwidth;
  return steps * (turns * (share + update) + sum);
}

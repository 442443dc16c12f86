/** Errors that all processes have, of which the first prints its own. */
const shared = new WeakSet<object>();

let isFirst = true;

/** Notes whether this is the first process of its job. */
export function noteRank(rank: number): void {
  isFirst = rank === 0;
}

/** Notes that all processes have an error. */
export function share(error: unknown): void {
  if (typeof error === 'object' && error !== null) shared.add(error);
}

export function isShared(error: unknown): boolean {
  return typeof error === 'object' && error !== null && shared.has(error);
}

/** True of an error that the first process of the job prints. */
export function isPrintedByAnother(error: unknown): boolean {
  return isShared(error) && !isFirst;
}

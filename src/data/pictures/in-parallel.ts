import { availableParallelism } from 'node:os';

/**
 * Runs `work` on items 0 … count − 1, several at a time, begun in this order. After a failure, no more
 * are begun; of several failures, that of the first item is thrown, whatever the machine's pace.
 */
export async function inParallel(
  count: number,
  signal: AbortSignal | undefined,
  work: (i: number) => Promise<void>,
): Promise<void> {
  const failures: { readonly at: number; readonly error: unknown }[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count && failures.length === 0) {
      const at = next++;
      try {
        signal?.throwIfAborted();
        await work(at);
      } catch (error) {
        failures.push({ at, error });
      }
    }
  };
  // While some are decoded on other threads, the next ones' files are read.
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
  const [first] = failures.sort((a, b) => a.at - b.at);
  if (failures.length > 0) throw first.error;
}

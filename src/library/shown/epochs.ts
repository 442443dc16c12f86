import type { ShownTable } from '../../display';
import type { AnyEpochRecord } from '../../training';

/** Epochs that a notebook shows, the last among them. */
const MOST = 10;

/** The metrics after some epochs, at equal distances up to the last. */
export function epochsTable(history: readonly AnyEpochRecord[]): ShownTable[] {
  if (history.length === 0) return [];
  const step = Math.ceil(history.length / MOST);
  const shown = history.filter((_, i) => (history.length - 1 - i) % step === 0);
  const isValidated = history.some(({ validation }) => validation !== null);
  const rows = shown.map(({ epoch, train, validation }) => [
    ...[epoch, train.loss, train.accuracy],
    ...(isValidated ? [validation?.loss ?? null, validation?.accuracy ?? null] : []),
  ]);
  const head = ['epoch', 'training loss', 'accuracy'];
  return [{ head: [...head, ...(isValidated ? ['validation loss', 'accuracy'] : [])], rows }];
}

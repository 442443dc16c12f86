import { printedAs } from '../display';
import type { AnyEpochRecord } from './runs';

/** Makes the record of an epoch be printed with its metrics alone. */
export function printedEpoch(record: AnyEpochRecord): AnyEpochRecord {
  return printedAs(record, {
    name: 'EpochRecord',
    summary: ({ epoch, train, validation, gap, seconds }) => ({
      ...{ epoch, train },
      ...(validation && { validation }),
      ...(gap !== undefined && { gap }),
      seconds: seconds.training + seconds.evaluation,
    }),
  });
}

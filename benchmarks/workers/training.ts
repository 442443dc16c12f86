import { selectBackend } from '../../src/backend';
import { loadCifar10 } from '../../src/data';
import type { Dtype } from '../../src/model';
import {
  DEFAULT_SETTINGS,
  prepareJob,
  run,
  withValidation,
  type EpochRecord,
  type TrainingEvent,
} from '../../src/training';
import type { CheckedEpoch } from '../epoch/reference';
import { repeatEpochs } from './repeat';
import type { Handlers } from './serve';

/** The job of a case of ours: configuration 2, on this backend. */
export interface TrainingJob {
  readonly backend: 'openblas' | 'js';
  readonly threads: number;
  readonly dtype: Dtype;
}

/** Trains configuration 2, an epoch after another. */
export function handlers(): Handlers {
  let events: AsyncGenerator<TrainingEvent, void, void>;
  const next = async (): Promise<EpochRecord> => {
    for (;;) {
      const { value } = await events.next();
      if (!value) throw new Error('training has ended');
      if (value.kind === 'epoch') return withValidation(value.records[0]);
    }
  };
  return {
    async prepare({ backend, threads, dtype }: TrainingJob) {
      const { sets } = await loadCifar10({ files: ['data_batch_1', 'data_batch_2'] });
      const data = { training: sets.data_batch_1, validation: sets.data_batch_2 };
      const settings = { ...DEFAULT_SETTINGS, dtype, epochs: Number.MAX_SAFE_INTEGER };
      const selected = selectBackend({ backend, threads });
      events = run(await prepareJob(selected, data, [settings]));
      return selected.report;
    },
    async check({ epochs: count }: { epochs: number }): Promise<CheckedEpoch[]> {
      const checked: CheckedEpoch[] = [];
      for (let i = 0; i < count; i++) checked.push(await next());
      return checked;
    },
    round({ milliseconds }: { milliseconds: number }) {
      return repeatEpochs(milliseconds, async () => (await next()).seconds);
    },
  };
}

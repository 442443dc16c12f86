import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { TrainingDoctor } from '../../src/cli/train/training-doctor';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training';
import { historyOf } from '../support/reported-run';
import { syntheticSet } from '../support/synthetic';

describe('the doctor of a training', () => {
  const set = (seed: number) => syntheticSet({ samples: 60, seed, features: 12, classes: 3 });
  const data = { training: set(1), validation: set(2), test: set(3) };
  const { signal } = new AbortController();

  /** The areas of all findings before and after a training of some epochs. */
  async function areas(changes: Partial<TrainingSettings>): Promise<Set<string>> {
    const settings = { ...DEFAULT_SETTINGS, batchSize: 20, ...changes };
    const backend = selectBackend({ backend: 'js' });
    const doctor = new TrainingDoctor(backend, data, settings, () => undefined, signal);
    const before = await doctor.examine();
    const watched = await doctor.watch(settings);
    for (const epoch of historyOf({ costs: [2, 1.9, 1.95, 1.8] })) watched.see(epoch);
    return new Set([...before, ...watched.conclude()].map(({ area }) => area));
  }

  it('judges learning rate and steps', async () => {
    expect(await areas({}))
      .to.include('learning rate')
      .and.include('update');
  });

  it('judges neither of a solver that has none', async () => {
    const found = await areas({ solver: 'lbfgs' });
    expect(found).to.include('data').and.include('gradient').and.include('generalisation');
    expect(found).to.not.include('learning rate').and.not.include('update');
  });
});

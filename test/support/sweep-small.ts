import { saveModel, readModel } from '../../src/exchange';
import { selectBackend } from '../../src/backend';
import { prepareSweep, Sweep } from '../../src/search';
import { DATA, FIXED } from './sweeps';

/** Sweeps over small data with the journal that is named, and saves the state after each mini-batch. */
async function main([, , journal]: readonly string[]): Promise<void> {
  const model = `${journal}.best.safetensors`;
  const store = {
    write: (best: Parameters<typeof saveModel>[1]) => saveModel(model, best),
    read: () => readModel(model),
  };
  const prepared = await prepareSweep(selectBackend({ backend: 'js' }), DATA, {
    space: {
      lambda: [0, 0.01, 0.1],
      eta: [0.01, 0.1, 0.5],
      momentum: [0, 0.9],
      schedule: ['cosine'],
    },
    fixed: { ...FIXED, epochs: 36 },
    halving: { factor: 3, epochs: 4 },
    journal,
  });
  const sweep = new Sweep(prepared, store, 0);
  console.log('begun');
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the journal matters
  for await (const _ of sweep.run()) await new Promise((resolve) => setImmediate(resolve));
  await sweep.end(null);
  await sweep.close();
}

void main(process.argv);

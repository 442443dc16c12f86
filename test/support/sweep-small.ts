import { saveModel, readModel } from '../../src/exchange';
import { selectBackend } from '../../src/backend';
import { BestModel, prepareSweep, Sweep } from '../../src/search';
import { DATA, FIXED } from './sweeps';

/** Sweeps over small data with the journal that is named, and saves the state after each mini-batch. */
async function main([, , journal]: readonly string[]): Promise<void> {
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
  const best = new BestModel({ save: saveModel, read: readModel }, journal);
  const sweep = new Sweep(prepared, best, 0);
  console.log('begun');
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the journal matters
  for await (const _ of sweep.run()) await new Promise((resolve) => setImmediate(resolve));
  await sweep.end(null);
  await sweep.close();
}

void main(process.argv);

import { saveModel, readModel } from '../../src/exchange';
import { selectBackend } from '../../src/backend';
import { BestModel, prepareSweep, Sweep } from '../../src/search';
import { DATA, FIXED, withoutTimes } from './sweeps';

/**
 * Sweeps over small data with the journal that is named, validated by folds if told so, and saves the
 * state after each mini-batch. Prints the number of each event, and in the end what came out.
 */
async function main([, , journal, how]: readonly string[]): Promise<void> {
  const byFolds = how === 'folds';
  const data = byFolds ? { training: DATA.training } : DATA;
  const prepared = await prepareSweep(selectBackend({ backend: 'js' }), data, {
    space: {
      lambda: [0, 0.01, 0.1],
      eta: [0.01, 0.1, 0.5],
      momentum: [0, 0.9],
      schedule: ['cosine'],
    },
    fixed: { ...FIXED, epochs: 36 },
    halving: { factor: 3, epochs: 4 },
    ...(byFolds && { folds: 2 }),
    journal,
  });
  const best = new BestModel({ save: saveModel, read: readModel }, journal);
  const sweep = new Sweep(prepared, best, 0);
  let events = 0;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the journal matters
  for await (const _ of sweep.run()) {
    console.log(`event ${++events}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await sweep.end(null);
  await sweep.close();
  const { trials, chosen } = sweep.results();
  console.log(JSON.stringify({ trials: withoutTimes(trials), chosen }));
}

void main(process.argv);

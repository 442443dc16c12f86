/** The course assignment: four configurations on CIFAR-10, and what each one reaches. */
import { loadCifar10, train } from 'onelayer';

const CONFIGURATIONS = [
  { lambda: 0, eta: 0.1 },
  { lambda: 0, eta: 0.001 },
  { lambda: 0.1, eta: 0.001 },
  { lambda: 1, eta: 0.001 },
];

async function main(): Promise<void> {
  const { sets } = await loadCifar10({ files: ['data_batch_1', 'data_batch_2', 'test_batch'] });
  const data = { training: sets.data_batch_1, validation: sets.data_batch_2 };

  for (const settings of CONFIGURATIONS) {
    const { classifier, history } = await train(data, { ...settings, epochs: 40, seed: 42 });
    const { accuracy } = await classifier.evaluate(sets.test_batch);
    const costs = history.map(({ train: { cost } }) => cost.toFixed(3));
    console.log(`λ ${settings.lambda}, η ${settings.eta}`);
    console.log(`  cost ${costs[0]} after epoch 1, ${costs.at(-1)} after ${history.length}`);
    console.log(`  test accuracy ${(100 * accuracy).toFixed(2)} %`);
  }
}

void main();

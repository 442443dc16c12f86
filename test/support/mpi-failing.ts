/** A program in which the training of one process of two fails, in a way that the argument names. */
import { train } from '../../src';
import { launchedBy } from '../../src/cluster';
import { SMALL } from './trainings';

async function main(how: string | undefined): Promise<void> {
  const signal = new AbortController().signal;
  const isFailing = launchedBy()?.rank === 1;
  const run = train(SMALL.bytes.training, { epochs: 1e6, batchSize: 10, signal });
  for await (const { epoch } of run) {
    if (epoch < 20 || !isFailing) continue;
    if (how === 'exit') process.exit(3);
    throw new Error('the disk is full');
  }
}

const [, , how] = process.argv;
void main(how).catch((error: unknown) => {
  console.error(error);
  if (how === 'throw') process.exitCode = 1;
  // Else as a program that goes on, which would keep the others waiting.
  else setInterval(() => undefined, 1000);
});

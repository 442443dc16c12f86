/** A program in which one process of two fails in a training, in a way that the arguments name. */
import { mkdirSync, rmSync } from 'node:fs';
import { train } from '../../src';
import { launchedBy } from '../../src/cluster';
import { SMALL } from './trainings';

async function main(how: string, folder: string): Promise<void> {
  const rank = launchedBy()?.rank;
  if (rank === 0) mkdirSync(folder, { recursive: true });
  const run = train(SMALL.bytes.training, {
    ...{ epochs: 1e6, batchSize: 10, checkpoint: `${folder}/run.ckpt` },
  });
  for await (const { epoch } of run) {
    if (epoch < 20) continue;
    if (how === 'write' && rank === 0) rmSync(folder, { recursive: true, force: true });
    if (how === 'exit' && rank === 1) process.exit(3);
    if (how === 'throw' && rank === 1) throw new Error('this process has had enough');
  }
}

const [, , how, folder] = process.argv;
void main(how, folder).catch((error: unknown) => {
  console.error(error);
  // A program may also go on, which would keep the others waiting.
  if (how === 'write') setInterval(() => undefined, 1000);
  else process.exitCode = 1;
});

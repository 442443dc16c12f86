/**
 * Times an epoch of configuration 2 on both backends, in turn, so that a machine's changing speed
 * touches both alike; prints the median of each and their ratio: `npm run bench`.
 */
import os from 'node:os';
import { selectBackend, type Backend } from '../src/backend';
import { loadCifar10 } from '../src/data';
import { DEFAULT_SETTINGS, Trainer, type EpochRecord, type TrainingData } from '../src/training';

const ROUNDS = 5;

interface Timing {
  readonly backend: Backend;
  readonly epochs: AsyncGenerator<EpochRecord, void, void>;
  readonly training: number[];
  readonly evaluation: number[];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function begin(name: 'openblas' | 'js', data: TrainingData): Timing {
  const backend = selectBackend({ backend: name });
  const settings = { ...DEFAULT_SETTINGS, epochs: ROUNDS + 1 };
  const epochs = new Trainer(backend, data, settings).epochs();
  return { backend, epochs, training: [], evaluation: [] };
}

async function timeOneEpoch({ epochs, training, evaluation }: Timing): Promise<void> {
  const { value } = await epochs.next();
  if (!value) throw new Error('there are fewer epochs than rounds');
  training.push(value.seconds.training);
  evaluation.push(value.seconds.evaluation);
}

function row(name: string, seconds: readonly number[], samples: number): string {
  const milliseconds = 1000 * median(seconds);
  return `${name.padEnd(34)} ${milliseconds.toFixed(0).padStart(6)} ms, ${(samples / milliseconds).toFixed(1)} samples per ms`;
}

async function main(): Promise<void> {
  const { sets } = await loadCifar10({ files: ['data_batch_1', 'data_batch_2'] });
  const data = { training: sets.data_batch_1, validation: sets.data_batch_2 };
  const timings = [begin('openblas', data), begin('js', data)];
  for (const timing of timings) await timing.epochs.next();
  for (let round = 0; round < ROUNDS; round++) {
    for (const timing of timings) await timeOneEpoch(timing);
  }

  console.log(`${os.cpus()[0].model}, Node ${process.version}; medians of ${ROUNDS} epochs`);
  for (const { backend, training, evaluation } of timings) {
    const { name, threads } = backend.report;
    const label = `${name}, ${threads} thread`;
    console.log(row(`${label}: training epoch`, training, data.training.samples));
    console.log(row(`${label}: evaluation`, evaluation, 2 * data.training.samples));
  }
  const [native, js] = timings.map(({ training }) => median(training));
  console.log(`training: openblas is ${(js / native).toFixed(1)} times as fast as js`);
}

void main();

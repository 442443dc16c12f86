import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { createColors } from 'picocolors';
import type { BackendReport, Plan } from '../backend';
import { OnelayerError } from '../errors';
import { notWritable } from '../files';
import { curveText, duration, nats, percent, type DataReport } from '../report';
import { describeRefinements, type RunRecord, type TrainingData } from '../training';
import type { RunOptions } from './run-options';
import type { TrainOptions } from './train-options';
import { runTitle } from './training-progress';

/** Where a training is kept, and from where it goes on, if anywhere. */
type Kept = Partial<Pick<TrainOptions, 'keptIn' | 'resumed'>>;

/** Makes sure, before hours of work, that what `--out`, `--results`, `--save` and `--checkpoint` name can be written. */
export function prepareOutputs({
  out,
  results,
  keptIn,
  save,
}: Partial<Pick<TrainOptions, 'out' | 'results' | 'keptIn' | 'save'>>): void {
  if (out !== undefined) assertCanBeMade(out);
  if (results !== undefined) assertFileCanBeWritten(results);
  if (save !== undefined) assertFileCanBeWritten(save);
  if (keptIn !== undefined) assertFileCanBeWritten(keptIn.file);
}

function assertFileCanBeWritten(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new OnelayerError('NOT_WRITABLE', `${file} can't be written: it is a folder`);
  }
  assertWritable(path.dirname(path.resolve(file)));
}

/** A folder that isn't there yet is made once there is something to put into it. */
function assertCanBeMade(folder: string): void {
  let isFolder: boolean | undefined;
  try {
    isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  } catch (error) {
    throw notWritable(folder, error);
  }
  if (isFolder === undefined) assertCanBeMade(path.dirname(path.resolve(folder)));
  else if (isFolder) assertWritable(folder);
  else throw new OnelayerError('NOT_WRITABLE', `${folder} can't be written: it is a file`);
}

function assertWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

/** Without a banner, the one thing about the backend that a user must know. */
export function noteFallback(askedFor: RunOptions['backend'], report: BackendReport): void {
  if (askedFor === 'auto' && report.name === 'js')
    console.error(`note: backend js: ${report.reason}`);
}

/** What a run is made with: backend, data, settings. */
export function banner(
  backend: BackendReport,
  plan: Plan,
  data: DataReport,
  sets: TrainingData,
  options: Pick<TrainOptions, 'allBatches' | 'runs'> & Kept,
): string {
  const { allBatches, runs } = options;
  const [{ settings }] = runs;
  const { seed, shuffle, batchSize, epochs, precision } = settings;
  const refined = describeRefinements(settings);
  const files = data.files.map(({ name }) => name).join(', ');
  return [
    `backend   ${describeBackend(backend)}`,
    `passes    ${describePlan(plan)}`,
    `data      ${files} from ${data.source}`,
    ...(allBatches ? [split(sets)] : []),
    `training  seed ${seed}, ${shuffle ? 'shuffled' : 'in order'}, batch size ${batchSize}, ` +
      `${count(epochs, 'epoch')}, ${precision}`,
    ...(refined.length > 0 ? [`          ${refined.join(', ')}`] : []),
    ...checkpointLines(options),
  ].join('\n');
}

/** Where the training is kept, and from where it goes on. */
function checkpointLines({ keptIn, resumed }: Kept): string[] {
  if (keptIn === undefined) return [];
  const often = keptIn.every === undefined ? 'epoch' : count(keptIn.every, 'mini-batch', 'es');
  const kept = `kept in ${keptIn.file} after each ${often}`;
  if (resumed === undefined) return [`          ${kept}`];
  const { epoch, step } = resumed.progress;
  const place = `${count(epoch, 'epoch')} and ${count(step, 'mini-batch', 'es')}`;
  return [`          goes on after ${place}; ${kept}`];
}

/** How a training that was stopped goes on. */
export function howToResume({ keptIn }: Kept): string | null {
  if (keptIn === undefined) return null;
  return `kept in ${keptIn.file}: the same command with --resume "${keptIn.file}" goes on with it`;
}

/** Which images of all batches do what. */
function split({ training, validation }: TrainingData): string {
  const [train, validate] = [training, validation].map(({ samples }) =>
    samples.toLocaleString('en'),
  );
  return `          ${train} images of the training batches train, the last ${validate} validate`;
}

/** The backend, and why it is used. */
export function describeBackend({ name, openblas, threads, reason }: BackendReport): string {
  const version = openblas ? ` ${openblas.version} (${openblas.core})` : '';
  return `${name}${version}, ${count(threads, 'thread')}: ${reason}`;
}

/** How samples pass through the model, and why so. */
export function describePlan({ product, tileRows, reason }: Plan): string {
  const products = { direct: ' by direct products', openblas: " by OpenBLAS's products", gemm: '' };
  return `in tiles of ${tileRows}${products[product]}: ${reason}`;
}

function count(number: number, thing: string, ending = 's'): string {
  return `${number} ${thing}${number === 1 ? '' : ending}`;
}

/** What came of a run, in a line. */
export function runSummary(configuration: number | null, run: RunRecord): string {
  const title = runTitle({ configuration, settings: run });
  const [first] = run.history;
  const last = run.history.at(-1);
  if (!last) return `${title}: stopped in its first epoch`;
  const later = last === first ? '' : `, ${nats(last.train.cost)} after ${last.epoch}`;
  const costs = `cost ${nats(first.train.cost)} after epoch 1${later}`;
  const end = run.test ? `test accuracy ${percent(run.test.accuracy)}` : 'stopped';
  return `${title}: ${costs}; ${end}; ${duration(run.seconds)}`;
}

/** A run's learning curve on a terminal; elsewhere, and where there is nothing to see, null. */
export function curve({ history }: RunRecord): string | null {
  const { isTTY, columns } = process.stdout;
  return isTTY ? curveText(history, columns, createColors().isColorSupported) : null;
}

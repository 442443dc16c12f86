import { createColors } from 'picocolors';
import { columnsOf } from '../../report/text/width';
import { isUnicodeLocale } from '../terminal/unicode';
import type { BackendReport, Plan } from '../../backend';
import {
  batchMethodWords,
  count,
  curveText,
  describeOthers,
  duration,
  nats,
  percent,
  requestWords,
  type DataReport,
} from '../../report';
import { isBatch, solverWords, type RunRecord, type TrainingData } from '../../training';
import { printable } from '../../errors';
import { describeBackend } from '../say-backend';
import type { TrainOptions } from './train-options';
import { runTitle } from '../progress/run-title';
import type { PlannedRun } from '../runs/run-options';

/** The options for checkpoints and for resuming. */
type Kept = Partial<Pick<TrainOptions, 'keptIn' | 'resumed'>>;

/** Formats backend, data and settings of a training. */
export function banner(
  backend: BackendReport,
  plan: Plan,
  data: DataReport,
  sets: TrainingData,
  options: Pick<TrainOptions, 'allBatches' | 'runs'> & Kept,
): string {
  const { allBatches, runs } = options;
  const [{ settings }] = runs;
  const refined = describeOthers(settings);
  const files = data.files.map(({ name }) => name).join(', ');
  return [
    `backend   ${describeBackend(backend)}`,
    `passes    ${describePlan(plan)}`,
    `data      ${files} from ${printable(data.source)}`,
    ...(allBatches ? [split(sets)] : []),
    `training  ${method(settings)}`,
    ...(refined.length > 0 ? [`          ${refined.join(', ')}`] : []),
    ...checkpointLines(options, settings),
  ].join('\n');
}

function method(settings: TrainOptions['runs'][number]['settings']): string {
  if (isBatch(settings)) return batchMethodWords(settings);
  const { seed, shuffle, batchSize, epochs, dtype } = settings;
  const order = shuffle ? 'shuffled' : 'in order';
  return `seed ${seed}, ${order}, batch size ${batchSize}, ${count(epochs, 'epoch')}, ${dtype}`;
}

/** Says where the training is saved, and from where it resumes. */
function checkpointLines(
  { keptIn, resumed }: Kept,
  settings: TrainOptions['runs'][number]['settings'],
): string[] {
  if (keptIn === undefined) return [];
  const { unit } = solverWords(settings);
  const often = keptIn.every === undefined ? unit : count(keptIn.every, 'mini-batch', 'es');
  const kept = `kept in ${printable(keptIn.file)} after each ${often}`;
  if (resumed === undefined) return [`          ${kept}`];
  const { epoch, step } = resumed.progress;
  const batches = isBatch(settings) ? '' : ` and ${count(step, 'mini-batch', 'es')}`;
  const place = `${count(epoch, unit)}${batches}`;
  return [`          goes on after ${place}; ${kept}`];
}

/** Says which images of all batches train and which validate. */
function split({ training, validation }: TrainingData): string {
  const [train, validate] = [training, validation].map(({ samples }) =>
    samples.toLocaleString('en'),
  );
  return `          ${train} images of the training batches train, the last ${validate} validate`;
}

/** Describes the execution plan, and why it was chosen. */
export function describePlan({ product, tileRows, reason }: Plan): string {
  const products = { direct: ' by direct products', openblas: " by OpenBLAS's products", gemm: '' };
  return `in tiles of ${tileRows}${products[product]}: ${reason}`;
}

/** Summarises a run in a line. */
export function runSummary(planned: PlannedRun, run: RunRecord): string {
  const title = runTitle({ ...planned, settings: run });
  const [first] = run.history;
  const last = run.history.at(-1);
  const { unit } = solverWords(run);
  if (!last) return `${title}: stopped in its first ${unit}`;
  const later = last === first ? '' : `, ${nats(last.train.cost)} after ${last.epoch}`;
  const costs = `cost ${nats(first.train.cost)} after ${unit} 1${later}`;
  const request = requestWords(run);
  const end = run.test ? `test accuracy ${percent(run.test.accuracy)}` : 'stopped';
  const parts = [costs, ...(request === null ? [] : [request]), end, duration(run.seconds)];
  return `${title}: ${parts.join('; ')}`;
}

/** Draws a run's learning curve on a terminal; null elsewhere, and if there is nothing to see. */
export function curve(run: RunRecord): string | null {
  const { isTTY } = process.stdout;
  const columns = columnsOf(process.stdout) ?? 80;
  return isTTY
    ? curveText(
        run.history,
        columns,
        createColors().isColorSupported,
        isUnicodeLocale(process.env),
        solverWords(run).unit,
      )
    : null;
}

import { stringify } from 'csv-stringify/sync';
import { isUsed } from '../../training';
import type { ReportedRun } from '../results/results';
import { runLabels } from '../results/run-labels';

/**
 * The learning curves of all runs as CSV: a row for each epoch, accuracies as fractions; with the gap
 * above the minimum of the cost where a run has it.
 *
 * @param origins  the name of each run's file, if runs are of several
 */
export function curvesCsv(runs: readonly ReportedRun[], origins?: readonly string[]): string {
  const labels = runLabels(runs, origins);
  const hasGap = runs.some(({ history }) => history.some(({ gap = null }) => gap !== null));
  const rows = runs.flatMap(({ lambda, seed, history, ...run }, i) =>
    history.map(({ epoch, train, validation, gap }) => ({
      run: labels[i].short,
      lambda,
      eta: isUsed('eta', run) ? run.eta : '',
      seed,
      epoch,
      train_loss: train.loss,
      train_cost: train.cost,
      train_accuracy: train.accuracy,
      validation_loss: validation.loss,
      validation_cost: validation.cost,
      validation_accuracy: validation.accuracy,
      gap: gap ?? '',
    })),
  );
  return stringify(rows, { header: true, columns: hasGap ? [...COLUMNS, 'gap'] : COLUMNS });
}

const COLUMNS = [
  ...['run', 'lambda', 'eta', 'seed', 'epoch'],
  ...['train_loss', 'train_cost', 'train_accuracy'],
  ...['validation_loss', 'validation_cost', 'validation_accuracy'],
];

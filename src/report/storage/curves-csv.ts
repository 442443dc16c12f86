import { stringify } from 'csv-stringify/sync';
import type { ReportedRun } from '../results/results';
import { runLabels } from '../results/run-labels';

/**
 * The learning curves of all runs as CSV: a row for each epoch, accuracies as fractions.
 *
 * @param origins  the name of each run's file, if runs are of several
 */
export function curvesCsv(runs: readonly ReportedRun[], origins?: readonly string[]): string {
  const labels = runLabels(runs, origins);
  const rows = runs.flatMap(({ lambda, eta, seed, history }, i) =>
    history.map(({ epoch, train, validation }) => ({
      run: labels[i].short,
      lambda,
      eta,
      seed,
      epoch,
      train_loss: train.loss,
      train_cost: train.cost,
      train_accuracy: train.accuracy,
      validation_loss: validation.loss,
      validation_cost: validation.cost,
      validation_accuracy: validation.accuracy,
    })),
  );
  return stringify(rows, { header: true, columns: COLUMNS });
}

const COLUMNS = [
  ...['run', 'lambda', 'eta', 'seed', 'epoch'],
  ...['train_loss', 'train_cost', 'train_accuracy'],
  ...['validation_loss', 'validation_cost', 'validation_accuracy'],
];

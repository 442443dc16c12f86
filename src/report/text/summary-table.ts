import Table from 'cli-table3';
import { duration, percent } from './format';
import { isOnAssignmentData, reportedAccuracy } from '../results/reported-accuracy';
import type { DataReport, ReportedRun } from '../results/results';

/**
 * One table of all runs: accuracies after the last finished epoch, the assignment report's test
 * accuracy beside ours where it is of the same data, and the time each run took.
 */
export function summaryTable(runs: readonly ReportedRun[], data: DataReport): string {
  const reported = isOnAssignmentData(data) ? ['report'] : [];
  const head = ['', 'λ', 'η', 'training', 'validation', 'test', ...reported, 'time'];
  const table = new Table({
    head,
    colAligns: head.map(() => 'right'),
    style: { head: [], border: [], compact: true },
  });
  table.push(...runs.map((run) => row(run, data)));
  return table.toString();
}

/** A note on the table's accuracies. */
export function summaryNote(data: DataReport): string {
  const which = 'Accuracies after the last epoch';
  return isOnAssignmentData(data)
    ? `${which}; "report" is the test accuracy in the assignment report.`
    : `${which}. Those in the assignment report are of training on other data, and left out.`;
}

function row(run: ReportedRun, data: DataReport): string[] {
  const last = run.history.at(-1);
  return [
    run.configuration === null ? '' : String(run.configuration),
    String(run.lambda),
    String(run.eta),
    last ? percent(last.train.accuracy) : '–',
    last ? percent(last.validation.accuracy) : '–',
    run.test ? percent(run.test.accuracy) : interrupted(run),
    ...(isOnAssignmentData(data) ? [reported(run, data)] : []),
    duration(run.seconds),
  ];
}

function interrupted(run: ReportedRun): string {
  return `stopped at ${run.history.length}/${run.epochs}`;
}

function reported(run: ReportedRun, data: DataReport): string {
  const accuracy = reportedAccuracy(run, data);
  return accuracy === null ? '–' : percent(accuracy);
}

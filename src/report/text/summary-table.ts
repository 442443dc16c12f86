import Table from 'cli-table3';
import { CONFIGURATIONS } from '../../training';
import { duration, percent } from './format';
import type { ReportedRun } from '../results/results';

const HEADINGS = ['', 'λ', 'η', 'training', 'validation', 'test', 'report', 'time'];

/**
 * One table of all runs: accuracies after the last finished epoch, the assignment report's test
 * accuracy beside ours, and the time each run took.
 */
export function summaryTable(runs: readonly ReportedRun[]): string {
  const table = new Table({
    head: HEADINGS,
    colAligns: HEADINGS.map(() => 'right'),
    style: { head: [], border: [], compact: true },
  });
  table.push(...runs.map(row));
  return table.toString();
}

function row(run: ReportedRun): string[] {
  const last = run.history.at(-1);
  return [
    run.configuration === null ? '' : String(run.configuration),
    String(run.lambda),
    String(run.eta),
    last ? percent(last.train.accuracy) : '–',
    last ? percent(last.validation.accuracy) : '–',
    run.test ? percent(run.test.accuracy) : interrupted(run),
    reportedAccuracy(run),
    duration(run.seconds),
  ];
}

function interrupted(run: ReportedRun): string {
  return `stopped at ${run.history.length}/${run.epochs}`;
}

function reportedAccuracy(run: ReportedRun): string {
  const configuration = CONFIGURATIONS.find(({ number }) => number === run.configuration);
  return configuration ? percent(configuration.reportedAccuracy) : '–';
}

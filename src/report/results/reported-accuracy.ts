import { CIFAR10_FILES } from '../../data';
import { CONFIGURATIONS } from '../../training';
import type { DataReport, ReportedRun } from './results';

/** The files that the assignment report trains, validates and tests on. */
const REPORTED_ON = ['data_batch_1', 'data_batch_2', 'test_batch'];

/** True if runs on these data can be compared with the assignment report's. */
export function isOnAssignmentData({ files }: DataReport): boolean {
  const used = new Set(files.map(({ md5 }) => md5));
  const published = CIFAR10_FILES.filter(({ name }) => REPORTED_ON.includes(name));
  return used.size === published.length && published.every(({ md5 }) => used.has(md5));
}

/**
 * The test accuracy that the assignment report states for a run's configuration; null for other
 * settings, and for other data, of which it states none.
 */
export function reportedAccuracy(run: ReportedRun, data: DataReport): number | null {
  if (!isOnAssignmentData(data)) return null;
  const configuration = CONFIGURATIONS.find(({ number }) => number === run.configuration);
  return configuration?.reportedAccuracy ?? null;
}

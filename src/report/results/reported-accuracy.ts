import { CIFAR10_FILES } from '../../data';
import { CONFIGURATIONS, DEFAULT_SETTINGS, isPlain } from '../../training';
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
 * settings that matter, and for other data, of which it states none.
 */
export function reportedAccuracy(run: ReportedRun, data: DataReport): number | null {
  if (!isOnAssignmentData(data) || !isAssignments(run)) return null;
  const configuration = CONFIGURATIONS.find(({ number }) => number === run.configuration);
  return configuration?.reportedAccuracy ?? null;
}

/** The settings, beside λ and η, whose effect is more than chance or rounding. */
const MATTERING = ['epochs', 'batchSize', 'shuffle'] as const;

/** True if a run has the assignment's method and settings, but perhaps another seed or dtype. */
function isAssignments(run: ReportedRun): boolean {
  return isPlain(run) && MATTERING.every((name) => run[name] === DEFAULT_SETTINGS[name]);
}

export { duration, nats, percent } from './format';
export type { DataReport, ReportedRun, Results } from './results';
export { writeResults } from './results-file';
export { makeFolder, saveRun } from './save-run';
export { summaryTable } from './summary-table';

export { duration, nats, percent } from './format';
export { countFindings, findingText } from './findings-text';
export type { DataReport, DiagnosedRun, Diagnosis, ReportedRun, Results } from './results';
export { writeDiagnosis, writeResults } from './results-file';
export { makeFolder, saveRun } from './save-run';
export { summaryTable } from './summary-table';

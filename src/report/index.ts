export { duration, nats, percent } from './format';
export { countFindings, findingText } from './findings-text';
export type { GradientCheckResults, ReportedCheck } from './gradient-check-results';
export { gradientCheckTable, precisionTable, worstParameters } from './gradient-check-table';
export type { DataReport, DiagnosedRun, Diagnosis, ReportedRun, Results } from './results';
export { writeDiagnosis, writeGradientCheck, writeResults } from './results-file';
export { makeFolder, saveRun } from './save-run';
export { summaryTable } from './summary-table';

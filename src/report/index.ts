export { duration, nats, percent } from './text/format';
export { countFindings, findingText } from './text/findings-text';
export type { GradientCheckResults, ReportedCheck } from './results/gradient-check-results';
export { gradientCheckTable, precisionTable, worstParameters } from './text/gradient-check-table';
export type { DataReport, DiagnosedRun, Diagnosis, ReportedRun, Results } from './results/results';
export { writeDiagnosis, writeGradientCheck, writeResults } from './results/results-file';
export { makeFolder, saveRun } from './results/save-run';
export { summaryTable } from './text/summary-table';

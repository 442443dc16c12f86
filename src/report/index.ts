export { conclude } from './conclusions';
export { makeReport, prepareReport, REPORT_PACKAGES } from './make-report';
export { FIGURE_FORMATS, REPORT_FORMATS } from './report-options';
export { count, duration, nats, percent, small } from './text/format';
export { countFindings, findingText, isDoubtful, verdictText } from './text/findings-text';
export { curveText } from './text/curve-text';
export type { FeatureWeights, FitReport, ReportedColumn } from './results/fit-report';
export { heaviestFeatures } from './results/heaviest-features';
export type { Conclusion, Topic } from './results/conclusion';
export {
  ASSIGNMENT_REPORT_CHECK,
  gradientCheckNote,
  gradientCheckTable,
  PRECISION_NOTE,
  precisionTable,
  summaryNote,
  summaryTable,
  verdictRule,
  worstParameters,
} from './text/tables';
export type {
  DataReport,
  DiagnosedRun,
  Diagnosis,
  GradientCheckResults,
  OwnCodeUsed,
  ReportedCheck,
  ReportedGradientCheck,
  ReportedRun,
  Results,
} from './results/results';
export { searchTable } from './text/search-table';
export { edgeWords, searchSentence } from './text/search-words';
export { concludedAnew } from './conclusions/anew';
export { assertChosen } from './storage/consistency/search-claims';
export { assertConsistent } from './storage/consistency/results-claims';
export { curvesCsv } from './storage/curves-csv';
export { digestOf, withDigest } from './storage/digest';
export { FLOATS, readNpy } from './storage/read-npy';
export { looksLikeResults, readResultsJson, resultsOf } from './storage/read-results';
export {
  writeCodeCheck,
  writeDiagnosis,
  writeGradientCheck,
  writeResults,
} from './storage/results-file';
export { savePatches } from './storage/saved-patches';
export { patchesUsed, type PatchesUsed } from './results/patches-used';
export { makingOf, withHomesShort, type Making } from './results/making';
export { reportedAccuracy } from './results/reported-accuracy';
export { runLabels } from './results/run-labels';
export { batchMethodWords, describeOthers } from './results/method-words';
export { settingTitle } from './results/setting-title';
export { certificateWords, shortfallWords } from './text/certificate-words';
export { requestWords } from './text/request-words';
export { makeFolder, saveRun } from './storage/saved-run';
export {
  earlierSnapshots,
  readSnapshots,
  saveSnapshots,
  type WeightSnapshot,
} from './storage/weight-snapshots';
export { snapshotEpochs, WeightRecorder } from './results/weight-recorder';
export { analyseTest, type TestAnalysis } from './results/test-analysis';

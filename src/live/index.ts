export type {
  LiveCurve,
  LiveCurves,
  LiveEnding,
  LiveProgress,
  LiveRequest,
  LiveRun,
  LiveState,
  LiveTraining,
} from './state';
export type { JournalRun } from './journal/form';
export { JobRecorder, type JobListener } from './job-recorder';
export { LiveRecorder } from './recorder';
export { ServerProcess } from './beside/server-process';
export { assertLivePackages, LIVE_PACKAGES } from './packages';

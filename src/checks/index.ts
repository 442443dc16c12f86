export { classCounts, Doctor, type Subject } from './doctor';
export type { Area, Finding, Verdict } from './finding';
export * from './gradient';
export * from './precision';
export { TrainingWatch } from './watch';

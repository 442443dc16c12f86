export { drawCheckedParameters } from './checked-model';
export { classCounts, Doctor, type Subject } from './doctor';
export { AREAS, type Area, type Finding, type Verdict } from './finding';
export * from './gradient';
export * from './precision';
export { hasOscillated, hasOverfitted, TrainingWatch } from './watch';

export { hasOscillated } from './descent';
export { hasOverfitted } from './generalisation';
export { TrainingWatch } from './training-watch';

export { TrainingWatch } from './training-watch';

import { MiniBatchDescent, type DescentParts } from './mini-batch-descent';
import type { Solver } from './solver';

export { MiniBatchDescent, type DescentParts };
export { Sampler } from './sampler';
export {
  assertSchedule,
  learningRate,
  SCHEDULE_KEYS,
  scheduleForm,
  SCHEDULES,
  type Schedule,
  type StepPosition,
} from './schedule';
export type { Progress } from './solver';
export type { Solver };
export { updateRatio, weightNorm } from './update-ratio';

/** The solvers, by their name in the setting `solver`. */
export const SOLVERS = {
  'mini-batch': (parts: DescentParts): Solver => new MiniBatchDescent(parts),
};

import { Lbfgs } from './lbfgs/lbfgs';
import { MiniBatchDescent } from './mini-batch-descent';
import type { Solver, SolverParts } from './solver';
import type { SOLVER_WORDS } from './words';

export type { Certificate } from './lbfgs/certificate';
export { Sampler } from './sampler';
export {
  assertSchedule,
  learningRate,
  SCHEDULE_KEYS,
  scheduleForm,
  type Schedule,
} from './schedule';
export type { KeptTensors, Progress } from './solver';
export { shareOfRows } from './share';
export type { Solver, SolverParts };
export { updateRatio } from './update-ratio';
export { SOLVER_WORDS, type SolverWords } from './words';

/** The solvers, by their name in the setting `solver`. */
export const SOLVERS = {
  'mini-batch': (parts: SolverParts): Solver => new MiniBatchDescent(parts),
  lbfgs: (parts: SolverParts): Solver => new Lbfgs(parts),
} satisfies Readonly<Record<keyof typeof SOLVER_WORDS, unknown>>;

import { type Bounds, interleave, type Rounds } from '../harness/interleave';
import { showProgress } from '../harness/progress';
import type { PythonLibrary } from '../harness/python';
import { caseId, type OptimumCase, type OptimumSet } from './cases';
import { measurePaths, type MeasuredPath } from './measure-path';
import { fastestFits, type Sweep } from './peer-fits';
import { Race, type OptimumPoint } from './race';
import { Team } from './team';

/** Options of measuring the way to the optimum. */
export interface OptimumWork {
  readonly sets: readonly OptimumSet[];
  readonly threadCounts: readonly number[];
  /** A Python with NumPy, which judges all models. */
  readonly judge: PythonLibrary;
  /** scikit-learn; null to leave it out. */
  readonly peer: PythonLibrary | null;
  readonly sweep: Sweep;
  readonly bounds: Bounds;
}

export interface MeasuredOptima {
  readonly points: readonly OptimumPoint[];
  /** On the first set, for each number of threads. */
  readonly paths: readonly MeasuredPath[];
  readonly rounds: Rounds;
}

/** Times all fits of each case in interleaved rounds. */
export async function measureOptima(work: OptimumWork): Promise<MeasuredOptima> {
  const cases = work.sets.flatMap((set) => set.lambdas.map((lambda) => ({ set, lambda })));
  const points: OptimumPoint[] = [];
  const rounds: Rounds = new Map();
  const paths: MeasuredPath[] = [];
  const progress = showProgress('cases', work.bounds.deadline);
  try {
    for (const set of work.sets) {
      const own = cases.filter((one) => one.set === set);
      const team = await preparedTeam(work, set, own);
      try {
        for (const one of own) {
          const done = cases.indexOf(one);
          progress.update(done, cases.length, caseId(one));
          const now = performance.now();
          const deadline = now + (work.bounds.deadline - now) / (cases.length - done);
          const fits = work.peer === null ? [] : fastestFits(work.sweep, one);
          const race = new Race(team, one, fits, work.threadCounts);
          const measured = await interleave(race.contestants, { ...work.bounds, deadline });
          points.push(...race.points(measured));
          for (const [id, all] of measured) rounds.set(`${caseId(one)}, ${id}`, all);
        }
        if (set === work.sets[0]) {
          paths.push(...(await measurePaths(team, set.name, work.threadCounts, work.bounds)));
        }
      } finally {
        await team.stop();
      }
    }
  } finally {
    progress.stop();
  }
  return { points, paths, rounds };
}

async function preparedTeam(
  { threadCounts, judge, peer, sweep, bounds }: OptimumWork,
  set: OptimumSet,
  cases: readonly OptimumCase[],
): Promise<Team> {
  const dtypes = cases.flatMap((own) => fastestFits(sweep, own).map(({ dtype }) => dtype));
  const team = new Team(set, threadCounts, judge, peer, bounds.signal);
  try {
    await team.prepare([...new Set(dtypes)]);
    return team;
  } catch (error) {
    await team.stop();
    throw error;
  }
}

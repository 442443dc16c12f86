import { Child, nodeProgram } from '../harness/child';
import { interleave, type Bounds, type Contestant, type Rounds } from '../harness/interleave';
import { showProgress } from '../harness/progress';
import { pythonProgram, type PythonLibrary } from '../harness/python';
import { medianOfRounds } from '../harness/statistics';
import { shapeId, shapesOf, type GrowthPoint, type Plan } from './points';
import { numpyBytes, prepareShape, type ShapeJob, type Team } from './prepare-shape';

export const DTYPES = ['float32', 'float64'] as const;

/** Options of measuring the growth of cost. */
export interface GrowthWork {
  readonly plan: Plan;
  readonly threadCounts: readonly number[];
  /** NumPy, or null to leave it out. */
  readonly numpy: PythonLibrary | null;
  /** The time of a case in a round. */
  readonly milliseconds: number;
  /** The order of the square matrices whose product is the limit. */
  readonly limitSize: number;
  readonly bounds: Bounds;
}

/** The measured points, and every single timing. */
export interface Growth {
  readonly points: readonly GrowthPoint[];
  readonly rounds: Rounds;
  /** Notes on the figures. */
  readonly notes: readonly string[];
}

/** Measures each shape of the plan in interleaved rounds: ours, NumPy's and the limit. */
export async function measureGrowth(work: GrowthWork): Promise<Growth> {
  const { plan, bounds, threadCounts } = work;
  const jobs = shapesOf(plan).flatMap((shape) => DTYPES.map((dtype) => ({ shape, dtype })));
  const points: GrowthPoint[] = [];
  const rounds: Rounds = new Map();
  const notes = new Set<string>();
  const mostBytes = numpyBytes(threadCounts.length);
  const progress = showProgress('shapes', bounds.deadline);
  const teams = threadCounts.map((threads) => startTeam(threads, work));
  try {
    for (const { limit, threads } of teams) await limit.ask('prepare', { threads });
    for (const [i, job] of jobs.entries()) {
      const name = `${shapeId(job.shape)}, ${job.dtype}`;
      progress.update(i, jobs.length, name);
      const now = performance.now();
      const deadline = now + (bounds.deadline - now) / (jobs.length - i);
      const prepared = await prepareShape(teams, job, mostBytes);
      for (const note of prepared.notes) notes.add(note);
      const { failure } = prepared;
      const contestants =
        failure === null ? teams.flatMap((team) => contestantsOf(team, job, work)) : [];
      const own = await interleave(contestants, { ...bounds, deadline });
      points.push(...teams.map(({ threads }) => pointOf(job, threads, failure, own)));
      for (const [id, measured] of own) rounds.set(`${id}, ${name}`, measured);
    }
  } finally {
    progress.stop();
    await Promise.all(teams.flatMap(childrenOf).map((child) => child.stop()));
  }
  return { points, rounds, notes: [...notes] };
}

function pointOf(
  job: ShapeJob,
  threads: number,
  failure: string | null,
  rounds: Rounds,
): GrowthPoint {
  const of = (contestant: string, quantity: string): number | null => {
    const own = rounds.get(`${contestant} ${threads}`)?.map((round) => round[quantity]) ?? [];
    return own.length === 0 ? null : medianOfRounds(own);
  };
  return {
    ...job,
    threads,
    seconds: of('native', 'seconds'),
    numpySeconds: of('numpy', 'seconds'),
    rate: of('limit', 'rate'),
    failure,
  };
}

function childrenOf({ native, numpy, limit }: Team): Child[] {
  return [native, ...(numpy ? [numpy] : []), limit];
}

function startTeam(threads: number, { numpy, bounds: { signal } }: GrowthWork): Team {
  const worker = (kind: string): Child =>
    new Child(`${kind}, threads ${threads}`, nodeProgram('workers/worker.ts', kind), signal);
  const program = numpy && pythonProgram(numpy, 'numpy_growth.py', threads);
  return {
    threads,
    native: worker('growth'),
    numpy: program && new Child(`NumPy, threads ${threads}`, program, signal),
    limit: worker('limit'),
  };
}

function contestantsOf(
  { threads, native, numpy, limit }: Team,
  { dtype }: ShapeJob,
  { milliseconds, limitSize }: GrowthWork,
): Contestant[] {
  const contestant = (id: string, child: Child, request: object): Contestant => ({
    id: `${id} ${threads}`,
    label: child.name,
    round: () => child.ask('round', request),
  });
  return [
    contestant('native', native, { milliseconds }),
    ...(numpy ? [contestant('numpy', numpy, { milliseconds })] : []),
    contestant('limit', limit, { limit: dtype, size: limitSize }),
  ];
}

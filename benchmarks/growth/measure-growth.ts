import os from 'node:os';
import { INVALID_ARGUMENT } from '../../src/errors';
import type { Precision } from '../../src/model';
import { Child, nodeProgram } from '../harness/child';
import { interleave, type Bounds, type Contestant, type Rounds } from '../harness/interleave';
import { showProgress } from '../harness/progress';
import { pythonProgram, type PythonLibrary } from '../harness/python';
import { medianOfRounds } from '../harness/statistics';
import type { CheckedCosts } from '../workers/growth';
import { shapeId, shapesOf, type GrowthPoint, type Plan, type Shape } from './points';

export const PRECISIONS = ['float32', 'float64'] as const;

/** How far costs after a step may be apart, relatively; a step sums up d products of a precision. */
const TOLERANCES: Readonly<Record<Precision, number>> = { float32: 2e-5, float64: 1e-9 };

/** NumPy's samples are floats: all its processes together hold no more than so many bytes of them. */
const MOST_NUMPY_BYTES = 8 * 2 ** 30;

/** How the growth of cost is measured. */
export interface GrowthWork {
  readonly plan: Plan;
  readonly threadCounts: readonly number[];
  /** Null to leave it out. */
  readonly numpy: PythonLibrary | null;
  /** Of a case in a round. */
  readonly milliseconds: number;
  /** The side of the square matrices whose product is the limit. */
  readonly limitSize: number;
  readonly bounds: Bounds;
}

/** What measuring came to, and every single timing. */
export interface Growth {
  readonly points: readonly GrowthPoint[];
  readonly rounds: Rounds;
  /** What is to be said beside the figures. */
  readonly notes: readonly string[];
}

/** The children of one number of threads. */
interface Team {
  readonly threads: number;
  readonly native: Child;
  readonly numpy: Child | null;
  readonly limit: Child;
}

/** Measures each shape of the plan in interleaved rounds of ours, NumPy and the limit. */
export async function measureGrowth(work: GrowthWork): Promise<Growth> {
  const { plan, bounds } = work;
  const jobs = shapesOf(plan).flatMap((shape) =>
    PRECISIONS.map((precision) => ({ shape, precision })),
  );
  const points: GrowthPoint[] = [];
  const rounds: Rounds = new Map();
  const notes = new Set<string>();
  const progress = showProgress('shapes', bounds.deadline);
  const teams = work.threadCounts.map((threads) => startTeam(threads, work));
  try {
    for (const { limit, threads } of teams) await limit.ask('prepare', { threads });
    for (const [i, { shape, precision }] of jobs.entries()) {
      progress.update(i, jobs.length, `${shapeId(shape)}, ${precision}`);
      const now = performance.now();
      const deadline = now + (bounds.deadline - now) / (jobs.length - i);
      const measured = await measureShape(
        teams,
        shape,
        precision,
        { ...work, bounds: { ...bounds, deadline } },
        notes,
      );
      points.push(...measured.points);
      for (const [id, own] of measured.rounds)
        rounds.set(`${id}, ${shapeId(shape)}, ${precision}`, own);
    }
  } finally {
    progress.stop();
    await Promise.all(teams.flatMap(childrenOf).map((child) => child.stop()));
  }
  return { points, rounds, notes: [...notes] };
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

async function measureShape(
  teams: readonly Team[],
  shape: Shape,
  precision: Precision,
  work: GrowthWork,
  notes: Set<string>,
): Promise<{ points: GrowthPoint[]; rounds: Rounds }> {
  const failure = tooLarge(shape, teams.length) ?? (await prepare(teams, shape, precision, notes));
  if (failure !== null) {
    const none = { seconds: null, numpySeconds: null, rate: null, failure };
    const points = teams.map(({ threads }) => ({ shape, precision, threads, ...none }));
    return { points, rounds: new Map() };
  }
  const contestants = teams.flatMap((team) => contestantsOf(team, precision, work));
  const rounds = await interleave(contestants, work.bounds);
  const of = (id: string, quantity: string): number | null => {
    const own = rounds.get(id)?.map((round) => round[quantity]) ?? [];
    return own.length === 0 ? null : medianOfRounds(own);
  };
  const points = teams.map(({ threads }) => ({
    shape,
    precision,
    threads,
    seconds: of(`native ${threads}`, 'seconds'),
    numpySeconds: of(`numpy ${threads}`, 'seconds'),
    rate: of(`limit ${threads}`, 'rate'),
    failure: null,
  }));
  return { points, rounds };
}

function contestantsOf(
  { threads, native, numpy, limit }: Team,
  precision: Precision,
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
    contestant('limit', limit, { limit: precision, size: limitSize }),
  ];
}

/** Why a shape's bytes can't be held by every one of our processes; null if they can. */
function tooLarge({ samples, features }: Shape, processes: number): string | null {
  const needed = samples * features * processes;
  if (needed <= os.freemem() / 2) return null;
  return `its samples take ${(needed / 2 ** 30).toFixed(1)} GiB, more than half of the free memory`;
}

/** Prepares all children for a shape, and checks what they compute; why ours can't, if so. */
async function prepare(
  teams: readonly Team[],
  shape: Shape,
  precision: Precision,
  notes: Set<string>,
): Promise<string | null> {
  for (const { threads, native, numpy } of teams) {
    try {
      await native.ask('prepare', { shape, precision, threads });
    } catch (error) {
      // A shape that the library refuses has no figures; anything else is a failure.
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === INVALID_ARGUMENT) return message;
      throw error;
    }
    const costs = await native.ask<CheckedCosts>('check', { shape, precision, threads });
    assertSameCost(
      `${native.name}, ${shapeId(shape)}, ${precision}`,
      costs.native,
      costs.js,
      precision,
    );
    if (!numpy) continue;
    const cost = await numpy.ask<number>('check', { shape, precision });
    assertSameCost(`${numpy.name}, ${shapeId(shape)}, ${precision}`, cost, costs.js, precision);
    const mostBytes = Math.min(MOST_NUMPY_BYTES, os.freemem() / 2) / teams.length;
    const { rows } = await numpy.ask<{ rows: number }>('prepare', { shape, precision, mostBytes });
    if (rows < shape.samples)
      notes.add(
        `At n = ${shape.samples} in ${precision}, NumPy has room for ${rows} samples, and uses each more than once.`,
      );
  }
  return null;
}

function assertSameCost(
  name: string,
  actual: number,
  expected: number,
  precision: Precision,
): void {
  if (Math.abs(actual / expected - 1) <= TOLERANCES[precision]) return;
  throw new Error(`${name}: cost after a step: expected ${expected}, got ${actual}`);
}

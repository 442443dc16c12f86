import os from 'node:os';
import { INVALID_ARGUMENT } from '../../src/errors';
import type { Dtype } from '../../src/model';
import type { Child } from '../harness/child';
import type { CheckedCosts } from '../workers/growth';
import { shapeId, type Shape } from './points';

/** The children for one number of threads. */
export interface Team {
  readonly threads: number;
  readonly native: Child;
  readonly numpy: Child | null;
  readonly limit: Child;
}

/** A shape in a dtype. */
export interface ShapeJob {
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** The outcome of preparing a shape. */
export interface Preparation {
  /** Why it can't be measured; null if it can. */
  readonly failure: string | null;
  /** Notes on the figures. */
  readonly notes: readonly string[];
}

/** The largest relative difference of costs after a step, which sums up d products of a dtype. */
const TOLERANCES: Readonly<Record<Dtype, number>> = { float32: 2e-5, float64: 1e-9 };

/** The most bytes of samples that all of NumPy's processes hold together: its samples are floats. */
const MOST_NUMPY_BYTES = 8 * 2 ** 30;

/** The most bytes of samples for each of NumPy's processes, given the memory that is free now. */
export function numpyBytes(processes: number): number {
  return Math.min(MOST_NUMPY_BYTES, os.freemem() / 2) / processes;
}

/** Prepares all children for a shape, and checks their costs. */
export async function prepareShape(
  teams: readonly Team[],
  job: ShapeJob,
  mostBytes: number,
): Promise<Preparation> {
  const failure = tooLarge(job.shape, teams.length);
  if (failure !== null) return { failure, notes: [] };
  const notes: string[] = [];
  for (const team of teams) {
    const refusal = await prepareNative(team, job);
    if (refusal !== null) return { failure: refusal, notes: [] };
    const { native, js } = await team.native.ask<CheckedCosts>('check', withThreads(team, job));
    assertSameCost(team.native, job, native, js);
    if (team.numpy) notes.push(...(await prepareNumpy(team.numpy, job, js, mostBytes)));
  }
  return { failure: null, notes };
}

const withThreads = ({ threads }: Team, job: ShapeJob): object => ({ ...job, threads });

/** Why our processes can't each hold a shape's bytes; null if they can. */
function tooLarge({ samples, features }: Shape, processes: number): string | null {
  const needed = samples * features * processes;
  if (needed <= os.freemem() / 2) return null;
  return `its samples take ${(needed / 2 ** 30).toFixed(1)} GiB, more than half of the free memory`;
}

/** Why the library refuses a shape; null if it doesn't. Throws any other error. */
async function prepareNative(team: Team, job: ShapeJob): Promise<string | null> {
  try {
    await team.native.ask('prepare', withThreads(team, job));
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === INVALID_ARGUMENT) return message;
    throw error;
  }
}

async function prepareNumpy(
  numpy: Child,
  job: ShapeJob,
  expected: number,
  mostBytes: number,
): Promise<string[]> {
  assertSameCost(numpy, job, await numpy.ask<number>('check', job), expected);
  const { rows } = await numpy.ask<{ rows: number }>('prepare', { ...job, mostBytes });
  const { samples } = job.shape;
  if (rows === samples) return [];
  return [
    `At n = ${samples} in ${job.dtype}, NumPy has room for ${rows} samples, and uses each more than once.`,
  ];
}

function assertSameCost(
  { name }: Child,
  { shape, dtype }: ShapeJob,
  actual: number,
  expected: number,
): void {
  if (Math.abs(actual / expected - 1) <= TOLERANCES[dtype]) return;
  const found = `expected ${expected}, got ${actual}`;
  throw new Error(`${name}, ${shapeId(shape)}, ${dtype}: cost after a step: ${found}`);
}

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Child, nodeProgram } from '../harness/child';
import { pythonProgram, type PythonLibrary } from '../harness/python';
import type { Dtype } from '../../src/model';
import type { OwnFit } from '../workers/optimum';
import { TOLERANCE, type OptimumSet } from './cases';
import type { PeerFit } from './peer-fits';

/** How far a reported cost, computed in float32, may be from the judge's, relatively. */
const SAME_COST = 1e-5;

/** What the judge says of a model. */
export interface Verdict {
  readonly cost: number;
  readonly gap: number;
  readonly relativeGap: number;
}

/** A timed fit, as the judge sees it. */
export interface JudgedFit extends Verdict {
  readonly seconds: number;
  readonly iterations: number;
}

interface Shape {
  readonly features: number;
  readonly classes: number;
}

/** A fit of scikit-learn's. */
export interface PeerTime {
  readonly seconds: number;
  /** Of the processor, on all threads. */
  readonly cpuSeconds: number;
  readonly iterations: number;
}

/** The processes that work on a data set: onelayer's and scikit-learn's for each number of threads, a judge. */
export class Team {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-bench-'));
  private readonly judge: Child;
  private readonly own = new Map<number, Child>();
  private readonly peers = new Map<number, Child>();
  /** K·d. */
  parameters = 0;

  /** @param peer  scikit-learn; null to leave it out */
  constructor(
    private readonly set: OptimumSet,
    threadCounts: readonly number[],
    judge: PythonLibrary,
    peer: PythonLibrary | null,
    signal: AbortSignal,
  ) {
    const most = Math.max(...threadCounts);
    this.judge = new Child('the judge', pythonProgram(judge, 'certified_gap.py', most), signal);
    for (const threads of threadCounts) {
      const name = `${set.name}, threads ${threads}`;
      const program = nodeProgram('workers/worker.ts', 'optimum');
      this.own.set(threads, new Child(`onelayer, ${name}`, program, signal));
      if (peer === null) continue;
      const fits = pythonProgram(peer, 'sklearn_optimum.py', threads);
      this.peers.set(threads, new Child(`scikit-learn, ${name}`, fits, signal));
    }
  }

  /** Has everybody load the data. @param dtypes  those in which scikit-learn gets them */
  async prepare(dtypes: readonly Dtype[]): Promise<void> {
    const data = this.set.source;
    const { features, classes } = await this.judge.ask<Shape>('prepare', { data });
    this.parameters = features * classes;
    for (const [threads, child] of this.own) await child.ask('prepare', { source: data, threads });
    for (const child of this.peers.values()) await child.ask('prepare', { data, dtypes });
  }

  /** Fits with onelayer; throws if what it says of its model is not what the judge finds. */
  async fitOwn(threads: number, lambda: number): Promise<JudgedFit> {
    const file = path.join(this.folder, 'own');
    const request = { lambda, tolerance: TOLERANCE, file };
    const child = this.childOf(this.own, threads);
    const fit = await child.ask<OwnFit>('fit', request);
    const verdict = await this.verdict(file, lambda);
    assertSame(child.name, 'J', fit.reportedCost, verdict.cost, SAME_COST * verdict.cost);
    // Of gaps this small, the sums' rounding is a part.
    assertSame(child.name, 'J − J*', fit.certifiedGap, verdict.gap, TOLERANCE * verdict.cost);
    return { ...fit, ...verdict };
  }

  /** Fits with scikit-learn. */
  async fitPeer(threads: number, penalty: number, fit: PeerFit): Promise<JudgedFit & PeerTime> {
    const file = path.join(this.folder, 'peer');
    const { solver, dtype, tol } = fit;
    const request = { penalty, solver, dtype, tol, file };
    const child = this.childOf(this.peers, threads);
    const timed = await child.ask<PeerTime>('fit', request);
    return { ...timed, ...(await this.verdict(file, penalty)) };
  }

  /** The time of onelayer's path of λ. */
  async secondsOfPath(threads: number, lambdas: readonly number[]): Promise<number> {
    const request = { lambdas, tolerance: TOLERANCE };
    return (await this.childOf(this.own, threads).ask<{ seconds: number }>('path', request))
      .seconds;
  }

  async stop(): Promise<void> {
    const children = [this.judge, ...this.own.values(), ...this.peers.values()];
    await Promise.all(children.map((child) => child.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private verdict(file: string, penalty: number): Promise<Verdict> {
    return this.judge.ask<Verdict>('check', { file, penalty });
  }

  private childOf(children: ReadonlyMap<number, Child>, threads: number): Child {
    const child = children.get(threads);
    if (child === undefined) throw new Error(`threads: none of this team has ${threads}`);
    return child;
  }
}

function assertSame(
  name: string,
  quantity: string,
  reported: number,
  judged: number,
  tolerance: number,
): void {
  if (Math.abs(reported - judged) <= tolerance) return;
  throw new Error(`${name}: ${quantity}: expected ${judged}, got ${reported}`);
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageFolder } from '../../src/files';
import type { Dtype } from '../../src/model';
import { caseId, type OptimumCase } from './cases';

/** How scikit-learn is asked for an optimum. */
export interface PeerFit {
  readonly solver: 'lbfgs' | 'newton-cg' | 'newton-cholesky';
  /** That of X. */
  readonly dtype: Dtype;
  readonly tol: number;
}

/** A fit of the sweep over `tol`. */
export interface SweptFit extends PeerFit {
  /** Of the processor, on one thread. */
  readonly seconds: number;
  readonly iterations: number;
  readonly relativeGap: number;
}

/** What the sweep found: for each case, the fits that reached the gap, one for each solver and dtype. */
export interface Sweep {
  /** scikit-learn's. */
  readonly version: string;
  readonly fits: Readonly<Record<string, readonly SweptFit[] | undefined>>;
}

export const SWEEP_FILE = path.join(packageFolder(), 'benchmarks', 'optimum', 'swept-fits.json');

/** Fits that take so many times as long as the fastest in the sweep are not tried again. */
const NEARLY = 1.4;

export function readSweep(): Sweep {
  return JSON.parse(readFileSync(SWEEP_FILE, 'utf8')) as Sweep;
}

/** The fits to time in a case: the fastest one of the sweep, and those that may be as fast. */
export function fastestFits({ fits }: Sweep, own: OptimumCase): readonly SweptFit[] {
  const swept = fits[caseId(own)] ?? [];
  const least = Math.min(...swept.map(({ seconds }) => seconds));
  return swept.filter(({ seconds }) => seconds <= NEARLY * least);
}

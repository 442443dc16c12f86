import { writeFileSync } from 'node:fs';
import { split, type DataSet } from '../../src/data';
import { lambdaPath, train } from '../../src/library';
import { QUICK_SETS, type Source } from '../optimum/cases';
import { loadSource } from '../optimum/data';
import type { Handlers } from './serve';

/** Onelayer's fit, and what it says of it. */
export interface OwnFit {
  readonly seconds: number;
  readonly iterations: number;
  /** J, as it was reported. */
  readonly reportedCost: number;
  /** J − J* at most, by its own certificate. */
  readonly certifiedGap: number;
}

/** A request for the optimum. */
interface FitRequest {
  readonly lambda: number;
  readonly tolerance: number;
  /** Where W (K×d) and then b (K) are written, in float64. */
  readonly file: string;
}

/** A request for a path of λ. */
interface PathRequest {
  readonly lambdas: readonly number[];
  readonly tolerance: number;
}

/** The part of the samples that validates a path. */
const VALIDATED = 0.1;

/** Finds optima, on the data that it was given last. */
export function handlers(): Handlers {
  let set: DataSet;
  let threads: number;
  return {
    async prepare(given: { source: Source; threads: number }) {
      set = await loadSource(given.source);
      threads = given.threads;
      // Loads and compiles what fits need.
      const few = await loadSource(QUICK_SETS[0].source);
      await train(few, { solver: 'lbfgs', lambda: QUICK_SETS[0].lambdas[0], threads });
    },
    async fit({ lambda, tolerance, file }: FitRequest): Promise<OwnFit> {
      // The standardiser is kept with its data set: of a copy, it is computed again.
      const own = { ...set };
      const start = performance.now();
      const { classifier, certificate, history } = await train(own, {
        solver: 'lbfgs',
        lambda,
        tolerance,
        threads,
      });
      const seconds = (performance.now() - start) / 1000;
      const { weights, bias } = classifier;
      const parameters = new Float64Array(weights.length + bias.length);
      parameters.set(weights);
      parameters.set(bias, weights.length);
      writeFileSync(file, parameters);
      const reportedCost = history.at(-1)?.train.cost ?? NaN;
      const iterations = history.length;
      return { seconds, iterations, reportedCost, certifiedGap: certificate?.gap ?? NaN };
    },
    async path({ lambdas, tolerance }: PathRequest): Promise<{ seconds: number }> {
      const sets = split(set, { validation: VALIDATED });
      const start = performance.now();
      const { results } = await lambdaPath(sets, { lambdas, tolerance, threads });
      const seconds = (performance.now() - start) / 1000;
      const gaps = results.trials.map(({ gap }) => gap ?? Infinity);
      if (!gaps.every(Number.isFinite)) throw new Error('lambdaPath: a λ without a certificate');
      return { seconds };
    },
  };
}

import { selectBackend } from '../../src/backend';
import type { FittedModel } from '../../src/model';
import {
  prepareSweep,
  Sweep,
  type SearchResults,
  type SweepPlan,
  type Trial,
} from '../../src/search';
import { SOLVERS } from '../../src/training/solvers';
import { wholeSettings, type AnyTrainingData, type TrainingSettings } from '../../src/training';
import { SMALL } from './trainings';

/** Small data, and what most sweeps of tests have in common. */
export const DATA = { training: SMALL.bytes.training, validation: SMALL.bytes.validation };
export const FIXED = { epochs: 4, batchSize: 10 };

interface Swept {
  readonly results: SearchResults;
  /** In the order in which they were finished. */
  readonly trials: readonly Trial[];
  /** The best model. */
  readonly model: FittedModel;
}

/** Runs a sweep on plain JavaScript. */
export async function swept(
  plan: SweepPlan,
  data: AnyTrainingData = DATA,
  {
    stopAfter = Infinity,
    signal,
  }: { readonly stopAfter?: number; readonly signal?: AbortSignal } = {},
): Promise<Swept> {
  const backend = selectBackend({ backend: 'js' });
  let model: FittedModel | undefined;
  const store = {
    write: (best: FittedModel) => Promise.resolve(void (model = best)),
    read: () => Promise.resolve(model!),
  };
  const sweep = new Sweep(await prepareSweep(backend, data, plan, signal), store, 0);
  const trials: Trial[] = [];
  let events = 0;
  try {
    for await (const event of sweep.run(signal)) {
      if (event.kind === 'trial') trials.push(event.trial);
      if (++events > stopAfter) return { results: sweep.results(), trials, model: model! };
    }
    await sweep.end(null);
    return { results: sweep.results(), trials, model: model! };
  } finally {
    await sweep.close();
  }
}

/** Trials without their times. */
export const withoutTimes = (trials: readonly Trial[]) =>
  trials.map((trial) => ({ ...trial, seconds: 0 }));

/** Makes trainings fail that have a setting like this, until the work is done. */
export async function whileFailing<Result>(
  isBad: (settings: TrainingSettings) => boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  const solver = SOLVERS['mini-batch'];
  SOLVERS['mini-batch'] = (parts) => {
    const bad = parts.settings.some((own) => isBad(wholeSettings(own)));
    if (bad) throw new Error('the disk is on fire\nin two lines');
    return solver(parts);
  };
  try {
    return await work();
  } finally {
    SOLVERS['mini-batch'] = solver;
  }
}

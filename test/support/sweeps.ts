import { selectBackend } from '../../src/backend';
import type { FittedModel } from '../../src/model';
import {
  BestModel,
  prepareSweep,
  Sweep,
  type ModelFormat,
  type SearchResults,
  type SweepPlan,
  type SweepProgress,
  type Trial,
} from '../../src/search';
import type { Timing } from '../../src/search/journal/processes';
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
  /** What was told on the way. */
  readonly progress: readonly SweepProgress[];
}

/** Models in memory, by the names of their files. */
const KEPT = new Map<string, FittedModel>();
const MODELS: ModelFormat = {
  save: (file, model) => Promise.resolve(void KEPT.set(file, model)),
  read: (file) => Promise.resolve(KEPT.get(file)!),
};

/** Runs a sweep on plain JavaScript. */
export async function swept(
  plan: SweepPlan,
  data: AnyTrainingData = DATA,
  {
    stopAfter = Infinity,
    signal,
    isEnough,
    timing,
    meanwhile,
  }: {
    readonly stopAfter?: number;
    readonly signal?: AbortSignal;
    /** Looked at after each event. */
    readonly isEnough?: (trials: readonly Trial[]) => boolean;
    readonly timing?: Timing;
    /** Called at each event. */
    readonly meanwhile?: (best: BestModel) => Promise<void>;
  } = {},
): Promise<Swept> {
  const backend = selectBackend({ backend: 'js' });
  const best = new BestModel(MODELS, plan.journal);
  const sweep = new Sweep(await prepareSweep(backend, data, plan, signal, timing), best, 0);
  const trials: Trial[] = [];
  const progress: SweepProgress[] = [];
  const enough = new AbortController();
  let events = 0;
  try {
    for await (const event of sweep.run(signal, enough.signal)) {
      if (event.kind === 'trial') trials.push(event.trial);
      else progress.push(event.progress);
      await meanwhile?.(best);
      if (isEnough?.(trials)) enough.abort();
      if (++events > stopAfter) break;
    }
    if (events <= stopAfter) await sweep.end(null);
    return { results: sweep.results(), trials, progress, model: await best.read() };
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

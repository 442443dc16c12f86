import path from 'node:path';
import { selectBackend } from '../../src/backend';
import { classCounts, TrainingWatch } from '../../src/checks';
import { TrainingDoctor } from '../../src/cli/train/training-doctor';
import type { DataSet, ImageShape } from '../../src/data';
import {
  analyseTest,
  conclude,
  makeFolder,
  runLabels,
  saveRun,
  writeResults,
  type GradientCheckResults,
  type ReportedRun,
  type Results,
} from '../../src/report';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training';
import { trainRun, type RunData, type TrainedRun } from './trained';
import { syntheticSet } from './synthetic';

/** Differences of finished runs from the usual ones. */
export interface Wishes {
  readonly classes?: readonly string[];
  /** The shape of images; null for other samples. */
  readonly image?: ImageShape | null;
  /** The wishes for each run. */
  readonly runs?: readonly RunWishes[];
}

export interface RunWishes extends Partial<TrainingSettings> {
  readonly configuration?: number;
  /** True to stop the run after its third epoch. */
  readonly interrupted?: boolean;
}

/** Small runs and their files, as of `bin/train.ts`. */
export interface FinishedRuns {
  readonly results: Results;
  /** The test set, from which the examples are. */
  readonly test: DataSet;
  /** Writes results and run folders into a folder, created if missing. Returns the results file. */
  readonly writeTo: (folder: string) => Promise<string>;
}

interface FinishedRun {
  readonly trained: TrainedRun;
  readonly run: ReportedRun;
}

const CREATED = '2026-11-23T14:15:03.000Z';
const CLASSES = ['cat', 'dog', 'ship'];
const IMAGE: ImageShape = { width: 4, height: 4, channels: 3 };
const RUNS: readonly RunWishes[] = [
  { configuration: 2, lambda: 0, eta: 0.001 },
  { configuration: 3, lambda: 0.1, eta: 0.001 },
];
const USUAL: TrainingSettings = { ...DEFAULT_SETTINGS, epochs: 6, batchSize: 30 };
const backend = selectBackend({ backend: 'js' });
const reported = {
  backend: backend.report,
  data: { source: 'the cache', files: [{ name: 'synthetic.bin', md5: '0'.repeat(32) }] },
};

/** Trains two runs on three classes of pictures of 4×4 pixels, unless wished otherwise. */
export async function finishRuns({
  classes = CLASSES,
  image = IMAGE,
  runs: wished = RUNS,
}: Wishes = {}): Promise<FinishedRuns> {
  const data = dataOf(classes, image);
  const doctor = doctorOf(data);
  const samples = { training: 90, validation: 60, test: 60 };
  const findings = await doctor.examine();
  const gradientCheck = await doctor.checkGradients([0, 0.1]);
  const finished: FinishedRun[] = [];
  for (const wishes of wished) finished.push(await finishRun(data, wishes));
  const runs = named(finished.map(({ run }) => run));
  const results: Results = {
    version: 3,
    created: CREATED,
    ...reported,
    samples,
    classes,
    image,
    gradientCheck,
    findings,
    runs,
    conclusions: conclude(runs, { classes, validationSamples: samples.validation }),
  };
  const { test } = data;
  return {
    results,
    test,
    writeTo: async (folder) => {
      for (const [i, run] of runs.entries()) {
        if (run.folder === null || run.analysis === null) continue;
        const { model, snapshots } = finished[i].trained;
        await saveRun(path.join(folder, run.folder), model, test, run.analysis, snapshots);
      }
      const file = path.join(makeFolder(folder), 'results.json');
      writeResults(file, results);
      return file;
    },
  };
}

/** A gradient check as `bin/check-gradients.ts` writes it. */
export async function finishedCheck(): Promise<GradientCheckResults> {
  const { samples, checks } = await doctorOf(dataOf(CLASSES, IMAGE)).checkGradients([0.5]);
  return {
    version: 1,
    ...reported,
    samples,
    seed: 42,
    complete: true,
    passed: checks.every(({ passed }) => passed),
    checks,
    precision: null,
  };
}

function dataOf(classes: readonly string[], image: ImageShape | null): RunData {
  const { width, height, channels } = image ?? IMAGE;
  const set = (samples: number, seed: number): DataSet => ({
    ...syntheticSet({
      samples,
      seed,
      features: width * height * channels,
      classes: classes.length,
    }),
    classes,
    ...(image && { image }),
  });
  return { training: set(90, 1), validation: set(60, 2), test: set(60, 3) };
}

function doctorOf(data: RunData): TrainingDoctor {
  const { signal } = new AbortController();
  return new TrainingDoctor(backend, data, USUAL, () => undefined, signal);
}

async function finishRun(data: RunData, wishes: RunWishes): Promise<FinishedRun> {
  const { configuration = null, interrupted = false, ...changes } = wishes;
  const settings = { ...USUAL, ...changes };
  const watch = new TrainingWatch(settings, classCounts(data.training));
  const trained = await trainRun(backend, data, settings);
  const { record, predictions, parameters } = trained;
  const history = record.history.slice(0, interrupted ? 3 : undefined);
  for (const epoch of history) watch.see(epoch);
  const run = { configuration, ...record, history, findings: watch.findings(), folder: null };
  if (interrupted) return { trained, run: { ...run, test: null, analysis: null } };
  const analysis = analyseTest(predictions!, parameters);
  return { trained, run: { ...run, analysis } };
}

/** The runs; each finished one has a folder named after it. */
function named(runs: readonly ReportedRun[]): ReportedRun[] {
  const labels = runLabels(runs);
  return runs.map((run, i) => ({ ...run, folder: run.analysis && labels[i].slug }));
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DataSet } from '../data';
import { OnelayerError } from '../errors';
import { readModel } from '../exchange';
import type { Evaluation, FittedModel } from '../model';
import {
  analyseTest,
  FLOATS,
  readNpy,
  type ReportedRun,
  type Results,
  type TestAnalysis,
} from '../report';
import { TaskRunner } from '../tasks';
import { predictSet } from '../training';
import { closeness, type Arithmetic } from './arithmetic';
import { firstDifference } from './difference';

/** The model in a run's folder. */
const MODEL = 'model.safetensors';

/** What a model does on the test set. */
export interface Tested {
  readonly test: Evaluation;
  readonly analysis: TestAnalysis;
}

/**
 * Reads the model that a run saved, whose arrays must be those in its NumPy files.
 *
 * @param folder  of the run
 * @returns null if it is not there
 * @throws OnelayerError FILE_INVALID if a file is damaged, or they disagree
 */
export async function readSavedModel(folder: string): Promise<FittedModel | null> {
  const file = path.join(folder, MODEL);
  if (!existsSync(file)) return null;
  const model = await readModel(file);
  const { parameters, standardiser } = model;
  const { classes: K, features: d, weights, bias } = parameters;
  const { mean, deviation } = standardiser;
  const arrays = { weights: [weights, [K, d]], bias: [bias, [K]], mean: [mean, [d]] } as const;
  for (const [name, [own, shape]] of Object.entries({
    ...arrays,
    deviation: [deviation, [d]] as const,
  })) {
    const saved = await readNpy(path.join(folder, `${name}.npy`), shape, FLOATS);
    if (saved === null) continue;
    const at = saved.findIndex((value, i) => value !== own[i]);
    if (at < 0) continue;
    const fault = `element ${at}: expected ${own[at]}, as in ${MODEL}, got ${saved[at]}`;
    throw new OnelayerError('FILE_INVALID', `${path.join(folder, `${name}.npy`)}: ${fault}`);
  }
  return model;
}

/**
 * Evaluates a model on the test set as a training does after its last epoch.
 *
 * @param set  of pictures, where the model takes those
 */
export async function testModel(
  model: FittedModel,
  { objective, lambda }: Pick<FittedModel, 'objective' | 'lambda'>,
  set: DataSet,
  { backend, plan: planned }: Arithmetic,
  signal?: AbortSignal,
): Promise<Tested> {
  const { classes, features, dtype } = model.parameters;
  const runner = new TaskRunner(signal);
  const plan = planned ?? (await runner.run(backend.planning({ classes, features, dtype })));
  const how = { backend, plan };
  const found = await predictSet({ ...model, objective, lambda }, set, how, signal);
  return {
    test: found.evaluation,
    analysis: analyseTest(found.predictions, model.parameters),
  };
}

/**
 * Compares what a file says of a run's test.
 *
 * @param place  of the run in the file
 * @returns the first figure that differs, as a sentence; null if none does
 */
export function testDifference(
  { test, analysis, dtype }: ReportedRun,
  place: string,
  found: Tested,
  arithmetic: Arithmetic,
  samples: Results['samples'],
): string | null {
  const isClose = closeness(arithmetic, { dtype }, samples);
  const differs = (name: string, got: unknown, expected: unknown): string | null =>
    firstDifference(got, expected, `${place}.${name}`, isClose);
  const ofTest = differs('test', test, found.test);
  if (ofTest !== null || analysis === null) return ofTest;
  if (arithmetic.isSame) return differs('analysis', analysis, found.analysis);
  // Examples, and samples between two bins, may change places by rounding.
  return (
    differs('analysis.confusion', analysis.confusion, found.analysis.confusion) ??
    differs('analysis.weights', analysis.weights, found.analysis.weights)
  );
}

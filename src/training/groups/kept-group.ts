import { createHash } from 'node:crypto';
import { zeros, type Backend, type FloatArray } from '../../backend';
import { Standardiser, type DataSet } from '../../data';
import { entryPath, makeDerivedEntry, soundEntry, type EntryFile } from '../../files';
import { isFiniteModel, Parameters, type FittedModel } from '../../model';
import { hashingPatches, type PatchGroup } from '../../patches';
import { TaskRunner } from '../../tasks';
import { dataIdentity } from '../identity';
import type { AnyTrainingData } from '../prepared-data';
import type { AnyEpochRecord } from '../runs';
import type { TrainingSettings } from '../settings';
import type { EpochScores, TrainedGroup } from './average';

const KIND = 'group of patches';

/** What identifies a group's training: pictures, patches, settings and arithmetic. */
export interface GroupTraining {
  readonly backend: Backend;
  /** Sets of pictures. */
  readonly pictures: AnyTrainingData;
  readonly settings: Partial<TrainingSettings>;
  readonly signal?: AbortSignal | undefined;
}

/** What an entry says beside its numbers, as JSON. */
interface Content {
  readonly epochs: number;
  readonly history: readonly AnyEpochRecord[];
  readonly model: Pick<
    FittedModel,
    'classes' | 'labelType' | 'objective' | 'lambda' | 'provenance'
  > & { readonly dtype: 'float32' | 'float64'; readonly range: number };
}

/** Names the file in the cache folder of what a group has learnt. */
export async function keptGroupFile(
  group: PatchGroup,
  { backend, pictures, settings, signal }: GroupTraining,
): Promise<string> {
  const hash = createHash('sha256');
  await new TaskRunner(signal).run(hashingPatches(group.patches, hash));
  const { openblas } = backend.report;
  const data = await dataIdentity(pictures, signal);
  hash.update(JSON.stringify([data, settings, group.first, openblas]));
  return entryPath(sourceOf(pictures.training), KIND, hash.digest('hex'));
}

/** Keeps what a group has learnt, for when its training is interrupted and begun again. */
export async function keepGroup(file: string, set: DataSet, trained: TrainedGroup): Promise<void> {
  const { group, model, history, scores } = trained;
  if (!isFiniteModel(model)) return;
  const { classes, labelType, lambda, objective, parameters, provenance, standardiser } = model;
  const { mean, deviation, range } = standardiser;
  const entry = await makeDerivedEntry(file, sourceOf(set), async (writer) => {
    for (const array of [parameters.values, mean, deviation]) await writer.append(bytesOf(array));
    for (const { training, validation } of scores) {
      await writer.append(bytesOf(training));
      if (validation !== null) await writer.append(bytesOf(validation));
    }
    const [from, count] = [group.first + 1, group.patches.settings.patches];
    const words = `a classifier by patches ${from} to ${group.first + count}`;
    const own = { classes, labelType, lambda, objective, provenance };
    const content: Content = {
      epochs: scores.length,
      history,
      model: { ...own, dtype: parameters.dtype, range },
    };
    return { kind: KIND, words, content };
  });
  await entry.close();
}

/** Reads what a group has learnt; null if it isn't there, or damaged. */
export async function readGroup(
  file: string,
  group: PatchGroup,
  { pictures, signal }: Pick<GroupTraining, 'pictures' | 'signal'>,
): Promise<TrainedGroup | null> {
  const nothing = (): void => undefined;
  const entry = await soundEntry(file, { signal, onBytes: nothing, onDamage: nothing });
  if (entry === null) return null;
  try {
    return await trainedOf(entry, group, pictures.validation !== undefined);
  } finally {
    await entry.close();
  }
}

async function trainedOf(
  entry: EntryFile,
  group: PatchGroup,
  isValidated: boolean,
): Promise<TrainedGroup> {
  const { epochs, history, model } = entry.facts.content as Content;
  const { dtype, range, classes, ...others } = model;
  const K = classes.length;
  const { features } = group.patches;
  let part = 0;
  const read = async <Numbers extends FloatArray>(into: Numbers): Promise<Numbers> => {
    await entry.readInto(part++, bytesOf(into));
    return into;
  };
  const numbers = (): FloatArray => zeros(dtype, entry.parts[part].bytes / BYTES[dtype]);
  const values = await read(zeros(dtype, K * features + K));
  const mean = await read(new Float64Array(features));
  const deviation = await read(new Float64Array(features));
  const scores: EpochScores[] = [];
  for (let e = 0; e < epochs; e++) {
    const training = await read(numbers());
    scores.push({ training, validation: isValidated ? await read(numbers()) : null });
  }
  const made = { preparation: null, featureNames: null, image: null, temperature: 1 };
  const standardiser = new Standardiser({ mean, deviation, range });
  const parameters = new Parameters(K, features, dtype, values);
  const whole = { ...others, ...made, classes, parameters, standardiser, patches: group.patches };
  return { group, history, scores, model: whole };
}

const BYTES = { float32: 4, float64: 8 };

function bytesOf({ buffer, byteOffset, byteLength }: FloatArray): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

const sourceOf = ({ name, samples }: DataSet) => ({ path: name, size: samples, changed: 0 });

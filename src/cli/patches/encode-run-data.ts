import { existsSync } from 'node:fs';
import type { Backend } from '../../backend';
import type { DataSet } from '../../data';
import { argumentFault } from '../../errors';
import { byteWords } from '../../files';
import {
  assertGroupsFit,
  EncodedGroups,
  featureRoom,
  keptFeatures,
  patchWords,
  patchFeatures,
  type PatchFeatures,
  type PatchGroup,
  type PatchSettings,
} from '../../patches';
import { groupWords } from './group-words';
import { encodingProgress } from '../progress/encoding-progress';
import { readingProgress } from '../progress/reading-progress';
import type { RunData } from '../runs/run-data';
import { note, type Say } from '../terminal/say';
import { keptGroupFile, type GroupTraining } from '../../training';
import type { TrainOptions } from '../train/train-options';
import type { PatchesGiven } from './patch-options';

/** Data of a run whose pictures are encoded. */
export interface EncodedData {
  readonly patches: PatchFeatures;
  /** With features in place of pictures; of groups, the first one's, and test pictures as they are. */
  readonly data: RunData;
  /** The groups of patches that are trained one after another; null if all are trained at once. */
  readonly groups: EncodedGroups | null;
}

interface Encoding {
  readonly backend: Backend;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/**
 * Learns features of the training pictures, and encodes all pictures of a run, or takes up features that
 * an earlier run has kept: nothing without `--patches`.
 *
 * @throws TypeError or RangeError naming the setting that doesn't suit the pictures, or for features that
 *         don't fit; OnelayerError NOT_WRITABLE; the signal's reason
 */
export async function encodedData(
  { patches: given, quiet, runs }: Pick<TrainOptions, 'patches' | 'quiet' | 'runs'>,
  data: RunData,
  encoding: Encoding,
): Promise<EncodedData | null> {
  if (given === null) return null;
  const { backend, say, signal } = encoding;
  say(`patches   ${learningWords(given.settings, data)}`, { hang: 10 });
  const patches = await patchFeatures(data.training, { ...given.settings, backend, signal });
  if (given.group < patches.settings.patches) {
    return await firstGroup(patches, data, given, { ...encoding, quiet, runs });
  }
  const sets = [data.training, data.validation, data.test];
  const counts = sets.map(({ samples }) => samples);
  const inMemory = fitsIntoMemory(patches, counts, given);
  say(`          ${sizeWords(patches, counts, inMemory)}`, { hang: 10 });
  const encode = encoder(patches, sum(counts), { ...encoding, ...given, inMemory, quiet });
  try {
    const [training, validation, test] = [
      // On pictures as they are: means over shifts would train as well, and take five times as long.
      patches.encodedSet(data.training, (await encode.set(data.training, patches.unshifted)).X),
      await encode.set(data.validation),
      await encode.set(data.test),
    ];
    return { patches, data: { training, validation, test }, groups: null };
  } finally {
    encode.stop();
  }
}

/** Encodes the pictures for the first group of patches that is to be trained. */
async function firstGroup(
  patches: PatchFeatures,
  data: RunData,
  { group, isKept, memory }: PatchesGiven,
  { backend, quiet, runs, say, signal }: Encoding & Pick<TrainOptions, 'quiet' | 'runs'>,
): Promise<EncodedData> {
  const { samples } = data.training;
  assertGroupsFit(
    patches.image,
    patches.settings,
    group,
    samples + data.validation.samples,
    memory,
  );
  const groups = new EncodedGroups(patches, group, data, { backend, signal });
  say(`          ${groupWords(groups)}`, { hang: 10 });
  const progress = encodingProgress(quiet);
  try {
    const [{ settings }] = runs;
    const training = { backend, pictures: data, settings, signal };
    const g = isKept ? await firstToTrain(groups.all, training) : 0;
    const first = await groups.encode(g, (done, total) => progress.show(done, total));
    return { patches, data: { ...first, test: data.test }, groups };
  } finally {
    progress.stop();
  }
}

/** Returns the number of the first group that no earlier run has trained; of the last if all are. */
async function firstToTrain(
  groups: readonly PatchGroup[],
  training: GroupTraining,
): Promise<number> {
  for (const [g, group] of groups.entries()) {
    if (!existsSync(await keptGroupFile(group, training))) return g;
  }
  return groups.length - 1;
}

interface How extends Encoding, PatchesGiven {
  readonly inMemory: boolean;
  readonly quiet: boolean;
}

/** Returns what encodes one set after another, and shows how far it is. */
function encoder(
  patches: PatchFeatures,
  total: number,
  { backend, inMemory, isKept, quiet, signal }: How,
) {
  const [progress, reading] = [encodingProgress(quiet), readingProgress(quiet)];
  let before = 0;
  const encoded = (set: DataSet, by: PatchFeatures): Promise<DataSet> => {
    const onEncoded = (done: number): void => progress.show(before + done, total);
    if (!isKept) {
      const onProgress = ({ done }: { readonly done: number }): void => onEncoded(done);
      return by.transform(set, { backend, onProgress, signal });
    }
    const onReading = (done: number, bytes: number): void =>
      reading.show({ where: `features of ${set.name}`, unit: 'byte', done, total: bytes });
    const how = { backend, inMemory, onEncoded, onReading, onNotice: note, signal };
    return keptFeatures(by, set, how);
  };
  return {
    set: async (set: DataSet, by = patches): Promise<DataSet> => {
      const made = await encoded(set, by);
      reading.stop();
      before += set.samples;
      return made;
    },
    stop: () => {
      reading.stop();
      progress.stop();
    },
  };
}

/** Returns false for features that stay on disk. Refuses those that there would be no room for. */
function fitsIntoMemory(
  { features }: PatchFeatures,
  counts: readonly number[],
  { isKept, memory }: PatchesGiven,
): boolean {
  const { fits, most, needed } = featureRoom(features, counts, memory);
  if (fits) return true;
  if (isKept) return false;
  throw argumentFault(
    RangeError,
    `--no-patch-cache: expected features that fit into memory (${most}), got ${needed}: ` +
      'take fewer patches or regions, or leave them in the cache folder',
  );
}

function learningWords(settings: PatchSettings, { training }: RunData): string {
  const pictures = training.samples.toLocaleString('en');
  return `${patchWords(settings, training.image)}, of ${pictures} training pictures`;
}

/** Says how much room features need, and where. */
function sizeWords(
  { features }: PatchFeatures,
  counts: readonly number[],
  inMemory: boolean,
): string {
  const [each, all] = [features, sum(counts)].map((count) => count.toLocaleString('en'));
  const bytes = byteWords(features * sum(counts));
  return `${each} bytes a picture: ${all} take ${bytes} ${inMemory ? 'of memory' : 'on disk'}`;
}

const sum = (counts: readonly number[]): number => counts.reduce((all, own) => all + own, 0);

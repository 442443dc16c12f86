import { availableMemory } from 'node:process';
import type { Backend } from '../../backend';
import { byteWords } from '../../files';
import { argumentFault } from '../../errors';
import {
  PATCH_DEFAULTS,
  patchFeatures,
  type PatchFeatures,
  type PatchSettings,
} from '../../features';
import { encodingProgress } from '../progress/encoding-progress';
import type { RunData } from '../runs/run-data';
import type { Say } from '../terminal/say';
import type { TrainOptions } from '../train/train-options';

/** The most bytes of an array. */
const MOST_BYTES = 2 ** 32 - 1;

/** Data of a run whose pictures are encoded. */
export interface EncodedData {
  readonly patches: PatchFeatures;
  readonly data: RunData;
}

interface Encoding {
  readonly backend: Backend;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/**
 * Learns features of the training pictures, and encodes all pictures of a run: nothing without
 * `--patches`.
 *
 * @throws TypeError or RangeError naming the setting that doesn't suit the pictures, or for features that
 *         don't fit into memory; the signal's reason
 */
export async function encodedData(
  { patchSettings: settings, quiet }: Pick<TrainOptions, 'patchSettings' | 'quiet'>,
  data: RunData,
  { backend, say, signal }: Encoding,
): Promise<EncodedData | null> {
  if (settings === null) return null;
  say(`patches   ${learningWords(settings, data)}`, { hang: 10 });
  const patches = await patchFeatures(data.training, { ...settings, backend, signal });
  const { training, validation, test } = data;
  const sets = [training, validation, test];
  const total = sets.reduce((sum, { samples }) => sum + samples, 0);
  assertFits(patches, Math.max(...sets.map(({ samples }) => samples)), total);
  say(`          ${sizeWords(patches, total)}`, { hang: 10 });
  const progress = encodingProgress(total, quiet);
  try {
    let before = 0;
    const encode = async (set: RunData['test']): Promise<RunData['test']> => {
      const onProgress = ({ done }: { readonly done: number }) => progress.show(before + done);
      const encoded = await patches.transform(set, { backend, onProgress, signal });
      before += set.samples;
      return encoded;
    };
    return {
      patches,
      data: {
        training: await encode(training),
        validation: await encode(validation),
        test: await encode(test),
      },
    };
  } finally {
    progress.stop();
  }
}

/** Refuses features that there is no room for, and says how much they need. */
function assertFits(patches: PatchFeatures, largest: number, total: number): void {
  const room = availableMemory();
  const needed = patches.features * total;
  if (needed <= room && patches.features * largest <= MOST_BYTES) return;
  const most = `${byteWords(room)} free, and ${byteWords(MOST_BYTES)} a set`;
  throw argumentFault(
    RangeError,
    `--patches: expected features that fit into memory (${most}), got ${byteWords(needed)}: ` +
      'take fewer patches or regions',
  );
}

function learningWords(settings: PatchSettings, { training }: RunData): string {
  const { patches, side, mirrored } = { ...PATCH_DEFAULTS, ...settings };
  const mirrors = mirrored ? ' and their mirrors' : '';
  const pictures = training.samples.toLocaleString('en');
  return `${patches.toLocaleString('en')} of ${side}×${side} pixels${mirrors}, of ${pictures} training pictures`;
}

/** Says how much memory features need. */
function sizeWords({ features }: PatchFeatures, pictures: number): string {
  const [each, all] = [features, pictures].map((count) => count.toLocaleString('en'));
  return `${each} bytes a picture, ${byteWords(features * pictures)} of memory for ${all}`;
}
